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
	return append(append(append(args.sharedStatements(), args.secrets()...), args.inspector()...),
		// These two know no resources either.
		iampolicy.Statement{
			Sid:       "LogInToThePublicRegistry",
			Actions:   []string{"ecr-public:GetAuthorizationToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
		iampolicy.Statement{
			Sid:       "BearPublicTokens",
			Actions:   []string{"sts:GetServiceBearerToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "sts:AWSServiceName", pulumi.String("ecr-public.amazonaws.com")),
			},
		},
		iampolicy.Statement{
			Sid: "PushTheImage",
			Actions: []string{
				"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload",
				"ecr:DescribeImageScanFindings", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer",
				"ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
			},
			Resources: pulumi.StringArray{args.Registry.Arn},
		},
		iampolicy.Statement{
			Sid:        "KeepTheLayerCache",
			Actions:    []string{"s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"},
			Resources:  args.cacheObjects(args.layerCache()),
			Conditions: args.artifacts().owned(),
		},
		// Without it S3 answers "forbidden" where an object is missing. That
		// question carries no prefix, hence IfExists.
		iampolicy.Statement{
			Sid:       "FindTheLayerCache",
			Actions:   []string{"s3:ListBucket"},
			Resources: pulumi.StringArray{bucketArn(args.Foundation.CacheBucket)},
			Conditions: append(args.artifacts().owned(),
				iampolicy.When("StringLikeIfExists", "s3:prefix", pulumi.String(args.layerCache()+"/*"))),
		},
		iampolicy.Statement{
			Sid:     "FindTheLiveDigest",
			Actions: []string{"dynamodb:Query"},
			Resources: pulumi.StringArray{
				pulumi.Sprintf("%s/index/%s", args.Foundation.HistoryTableArn, contract.HistoryServiceIndex),
			},
		},
		iampolicy.Statement{
			Sid:       "ReadTheCommitMessage",
			Actions:   []string{"codepipeline:GetPipelineExecution"},
			Resources: pulumi.StringArray{pulumi.String(args.Account.Arn("codepipeline", args.Names.Pipeline.String()))},
		},
	)
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
	return append(args.sharedStatements(),
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

// sharedStatements are what both builds do: read the source, log in to the
// image registry and to the npm repository.
func (args BuildsArgs) sharedStatements() iampolicy.Document {
	a, f := args.artifacts(), args.Foundation
	return iampolicy.Document{
		a.Bucket(),
		a.Objects(),
		a.Key([]string{"s3"}),
		// These two know no resources (Service Authorization Reference, Amazon
		// ECR and AWS STS).
		{
			Sid:       "LogInToTheRegistry",
			Actions:   []string{"ecr:GetAuthorizationToken"},
			Resources: pulumi.StringArray{pulumi.String("*")},
		},
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
	return Artifacts{Foundation: args.Foundation, Account: args.Account}
}

func (args BuildsArgs) cacheObjects(folder string) pulumi.StringArray {
	return pulumi.StringArray{pulumi.Sprintf("%s/%s/*", bucketArn(args.Foundation.CacheBucket), folder)}
}
