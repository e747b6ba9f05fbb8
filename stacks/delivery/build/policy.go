package build

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/contract"
	"slipway/shared/iampolicy"
)

// buildPolicy is what buildspecs/build.yml does, apart from logging.
func (args BuildsArgs) buildPolicy() iampolicy.Document {
	return slices.Concat(args.sourceStatements(), args.packageStatements(), args.secrets(), publicImages(), args.push(),
		args.inspector(), args.cache(), args.tell())
}

// publicImages let the build pull base images as the account's. These two know no
// resources either.
func publicImages() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:       "LogInToThePublicRegistry",
			Actions:   []string{"ecr-public:GetAuthorizationToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
		{
			Sid:       "BearPublicTokens",
			Actions:   []string{"sts:GetServiceBearerToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "sts:AWSServiceName", pulumi.String("ecr-public.amazonaws.com")),
			},
		},
	}
}

// push lets the build push the image, and read what the scan of it found.
func (args BuildsArgs) push() iampolicy.Document {
	return iampolicy.Document{{
		Sid: "PushTheImage",
		Actions: []string{
			"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
			"ecr:DescribeImageScanFindings", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer",
			"ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
		},
		Resources: pulumi.StringArray{args.Registry.Arn},
	}}
}

// cache lets the build keep the layers.
func (args BuildsArgs) cache() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:        "KeepTheLayerCache",
			Actions:    []string{"s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"},
			Resources:  args.cacheObjects(args.layerCache()),
			Conditions: args.artifacts().owned(),
		},
		// Without it S3 answers "forbidden" where an object is missing. That
		// question carries no prefix, hence IfExists.
		{
			Sid:       "FindTheLayerCache",
			Actions:   []string{"s3:ListBucket"},
			Resources: pulumi.StringArray{bucketArn(args.Foundation.CacheBucket)},
			Conditions: append(args.artifacts().owned(),
				iampolicy.When("StringLikeIfExists", "s3:prefix", pulumi.String(args.layerCache()+"/*"))),
		},
	}
}

// tell lets the build read what an approver is told.
func (args BuildsArgs) tell() iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:     "FindTheLiveDigest",
			Actions: []string{"dynamodb:Query"},
			Resources: pulumi.StringArray{
				pulumi.Sprintf("%s/index/%s", args.Foundation.HistoryTableArn, contract.HistoryServiceIndex),
			},
		},
		{
			Sid:       "ReadTheCommitMessage",
			Actions:   []string{"codepipeline:GetPipelineExecution"},
			Resources: pulumi.StringArray{pulumi.String(args.Account.Arn("codepipeline", args.Names.Pipeline.String()))},
		},
	}
}

// secrets lets the build read those that the image is built with, and no others. Six
// characters that Secrets Manager chooses end the ARN of a secret (Secrets Manager user
// guide, auth-and-access_iam-policies).
func (args BuildsArgs) secrets() iampolicy.Document {
	if len(args.Settings.Docker.Secrets) == 0 {
		return nil
	}
	var arns pulumi.StringArray
	for _, name := range slices.Compact(slices.Sorted(maps.Values(args.Settings.Docker.Secrets))) {
		arns = append(arns, pulumi.String(args.Account.Arn("secretsmanager", "secret:"+name+"-??????")))
	}
	return iampolicy.Document{{
		Sid:       "ReadBuildSecrets",
		Actions:   []string{"secretsmanager:GetSecretValue"},
		Resources: arns,
	}}
}

// inspector lets ECR ask Amazon Inspector in the role's name (Amazon ECR User Guide,
// image-scanning-enhanced-describe-results). Findings know no resources (Service
// Authorization Reference, Amazon Inspector2).
func (args BuildsArgs) inspector() iampolicy.Document {
	if !args.Settings.EnhancedScanning {
		return nil
	}
	return iampolicy.Document{{
		Sid:       "ReadTheFindingsOfInspector",
		Actions:   []string{"inspector2:ListCoverage", "inspector2:ListFindings"},
		Resources: pulumi.StringArray{pulumi.String("*")},
	}}
}

// testPolicy is what buildspecs/test.yml does, apart from logging. Nothing in it
// can change an image or reach production.
func (args BuildsArgs) testPolicy(reports pulumi.StringOutput) iampolicy.Document {
	return append(slices.Concat(args.sourceStatements(), args.packageStatements()),
		iampolicy.Statement{
			Sid:       "PullTheImage", // Amazon ECR User Guide, security-iam-awsmanpol, AmazonEC2ContainerRegistryPullOnly
			Actions:   []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"},
			Resources: pulumi.StringArray{args.Registry.Arn},
		},
		iampolicy.Statement{
			Sid:        "KeepThePackageCache",
			Actions:    []string{"s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"},
			Resources:  args.cacheObjects(args.packageCache()),
			Conditions: args.artifacts().owned(),
		},
		iampolicy.Statement{
			Sid:        "SeeTheCacheBucket",
			Actions:    []string{"s3:GetBucketAcl", "s3:GetBucketLocation"},
			Resources:  pulumi.StringArray{bucketArn(args.Foundation.CacheBucket)},
			Conditions: args.artifacts().owned(),
		},
		iampolicy.Statement{
			Sid:       "ReportTheTests",
			Actions:   []string{"codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:UpdateReport"},
			Resources: pulumi.StringArray{reports},
		},
	)
}

// sourceStatements are what both builds do: read the source, and log in to the image
// registry, which knows no resources (Service Authorization Reference, Amazon ECR).
func (args BuildsArgs) sourceStatements() iampolicy.Document {
	a := args.artifacts()
	return slices.Concat(iampolicy.Document{a.Bucket(), a.Objects()}, a.Key(nil), iampolicy.Document{{
		Sid:       "LogInToTheRegistry",
		Actions:   []string{"ecr:GetAuthorizationToken"},
		Resources: pulumi.StringArray{pulumi.String("*")},
	}})
}

// packageStatements let a build log in to the npm repository. The first knows no
// resources (Service Authorization Reference, AWS STS).
func (args BuildsArgs) packageStatements() iampolicy.Document {
	f := args.Foundation
	return iampolicy.Document{
		{
			Sid:       "BearPackageTokens",
			Actions:   []string{"sts:GetServiceBearerToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "sts:AWSServiceName", pulumi.String("codeartifact.amazonaws.com")),
			},
		},
		{
			Sid:       "LogInToThePackages",
			Actions:   []string{"codeartifact:GetAuthorizationToken"},
			Resources: pulumi.StringArray{f.PackageDomainArn},
		},
		{
			Sid:       "ReadPackages",
			Actions:   []string{"codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"},
			Resources: pulumi.StringArray{f.PackageRepoArn},
		},
	}
}

func (args BuildsArgs) artifacts() Artifacts {
	return Artifacts{
		Foundation: args.Foundation,
		Account:    args.Account,
		Shared:     args.Shared,
	}
}

func (args BuildsArgs) cacheObjects(folder string) pulumi.StringArray {
	return pulumi.StringArray{pulumi.Sprintf("%s/%s/*", bucketArn(args.Foundation.CacheBucket), folder)}
}
