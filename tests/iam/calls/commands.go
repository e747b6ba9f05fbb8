package calls

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"slipway/shared/contract"
	"slipway/tests/harness"
	"slipway/tests/iam/policy"
)

// The commands of a buildspec that call AWS. A command stands at the beginning of
// a line or of a substitution; one that is named in a message does not.
var (
	awsCommand  = regexp.MustCompile(`(?m)(?:^\s*|\$\(|if ! )aws ([a-z-]+ [a-z-]+)`)
	otherWords  = []string{"docker pull", "--push", "--cache-to", "npm exec", "imagetools create"}
	reportGroup = regexp.MustCompile(`arn:aws:codebuild:\S+:report-group/[a-z0-9-]+`)
)

// commandsIn finds the commands in the text of a buildspec, each once.
func commandsIn(buildspec string) []string {
	var found []string
	for _, match := range awsCommand.FindAllStringSubmatch(buildspec, -1) {
		found = append(found, match[1])
	}
	for _, word := range otherWords {
		if strings.Contains(buildspec, word) {
			found = append(found, word)
		}
	}
	if reportGroup.MatchString(buildspec) {
		found = append(found, "reports")
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// commandCalls are the calls that each command makes with the project's role.
var commandCalls = map[string]func(l *list, by, role string, p harness.Resource, v map[string]string){
	"codeartifact get-authorization-token": func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		l.add(by, role, arn("codeartifact", v["CODEARTIFACT_OWNER"], "domain/"+v["CODEARTIFACT_DOMAIN"]), nil,
			"codeartifact:GetAuthorizationToken")
		// CodeArtifact User Guide, tokens-authentication.
		l.add(by, role, "*", policy.Context{}.With("sts:AWSServiceName", "codeartifact.amazonaws.com"),
			"sts:GetServiceBearerToken")
	},
	"codeartifact get-repository-endpoint": onPackages("codeartifact:GetRepositoryEndpoint"),
	"npm exec":                             onPackages("codeartifact:ReadFromRepository"),
	"codepipeline get-pipeline-execution": func(l *list, by, role string, p harness.Resource, _ map[string]string) {
		l.add(by, role, l.pipelineOf(p).Text("arn"), nil, "codepipeline:GetPipelineExecution")
	},
	"dynamodb query": func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		for _, table := range []string{v["HISTORY_TABLE"], v["PROMOTE_TABLE"]} {
			if table != "" {
				l.add(by, role, arn("dynamodb", l.Own, "table/"+table+"/index/byService"), nil, "dynamodb:Query")
			}
		}
	},
	"dynamodb get-item": func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		l.add(by, role, arn("dynamodb", l.Own, "table/"+v["PROMOTE_TABLE"]),
			policy.Context{}.With("dynamodb:LeadingKeys", contract.TakenBackPrefix+v["SERVICE"]), "dynamodb:GetItem")
	},
	"ecr get-login-password": func(l *list, by, role string, _ harness.Resource, _ map[string]string) {
		l.add(by, role, "*", nil, "ecr:GetAuthorizationToken")
	},
	"ecr-public get-login-password": func(l *list, by, role string, _ harness.Resource, _ map[string]string) {
		l.add(by, role, "*", nil, "ecr-public:GetAuthorizationToken")
		// Amazon ECR Public User Guide, public-registry-auth.
		l.add(by, role, "*", policy.Context{}.With("sts:AWSServiceName", "ecr-public.amazonaws.com"),
			"sts:GetServiceBearerToken")
	},
	"ecr batch-get-image":              onImages("ecr:BatchGetImage"),
	"ecr describe-images":              onImages("ecr:DescribeImages"),
	"ecr describe-image-scan-findings": onImages("ecr:DescribeImageScanFindings"),
	"secretsmanager get-secret-value": func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		var secrets map[string]string
		if err := json.Unmarshal([]byte(cmp.Or(v["BUILD_SECRETS"], "{}")), &secrets); err != nil {
			panic(err)
		}
		for _, name := range secrets {
			l.add(by, role, arn("secretsmanager", l.Own, "secret:"+name+"-AbCdEf"), nil, "secretsmanager:GetSecretValue")
		}
	},
	// What AmazonEC2ContainerRegistryPullOnly holds for a private repository
	// (Amazon ECR User Guide, security-iam-awsmanpol).
	"docker pull": onImages("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
	// Amazon ECR User Guide, image-push-iam.
	"--push": onImages(pushes...),
	// A pull from one repository and a push to the other.
	"imagetools create": func(l *list, by, role string, p harness.Resource, v map[string]string) {
		onImages(pushes...)(l, by, role, p, v)
		onImages("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")(l, by, role, p,
			map[string]string{"ECR_REPOSITORY_URI": v["PROMOTE_REPOSITORY_URI"]})
	},
	// BuildKit reads, writes in parts, and checks whether a blob exists. S3 returns 404
	// for a missing object only to a principal that may list (BuildKit,
	// cache/remotecache/s3; Amazon S3 API, HeadObject).
	"--cache-to": func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		bucket := "arn:aws:s3:::" + v["CACHE_BUCKET"]
		l.add(by, role, bucket, nil, "s3:ListBucket")
		l.add(by, role, bucket+"/buildkit/"+v["SERVICE"]+"/blobs/one", nil, "s3:AbortMultipartUpload",
			"s3:GetObject", "s3:PutObject")
	},
	// CodeBuild User Guide, test-permissions; the group is there already.
	"reports": func(l *list, by, role string, p harness.Resource, _ map[string]string) {
		group := reportGroup.FindString(p.Outputs["source"].(map[string]any)["buildspec"].(string))
		l.add(by, role, group, nil, "codebuild:BatchPutTestCases", "codebuild:CreateReport", "codebuild:UpdateReport")
	},
}

var pushes = []string{
	"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:GetDownloadUrlForLayer",
	"ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
}

// onImages are calls on the service's image repository.
func onImages(actions ...string) func(*list, string, string, harness.Resource, map[string]string) {
	return func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		_, name, _ := strings.Cut(v["ECR_REPOSITORY_URI"], "/")
		l.add(by, role, arn("ecr", l.Own, "repository/"+name), nil, actions...)
	}
}

// onPackages are calls on the npm repository.
func onPackages(actions ...string) func(*list, string, string, harness.Resource, map[string]string) {
	return func(l *list, by, role string, _ harness.Resource, v map[string]string) {
		l.add(by, role,
			arn("codeartifact", v["CODEARTIFACT_OWNER"],
				"repository/"+v["CODEARTIFACT_DOMAIN"]+"/"+v["CODEARTIFACT_REPOSITORY"]), nil, actions...)
	}
}
