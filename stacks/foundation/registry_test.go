package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRegistry(t *testing.T) {
	t.Parallel()
	rec := deploy(t, plain)

	t.Run("R4 R15 R16 scans on push, is encrypted with the key AWS manages, immutable and destroyable", func(
		t *testing.T,
	) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"name":                       "ecr-api-dev",
			"imageTagMutability":         "IMMUTABLE",
			"imageScanningConfiguration": map[string]any{"scanOnPush": true},
			"encryptionConfigurations":   []any{map[string]any{"encryptionType": "KMS"}},
			"forceDelete":                true,
			"tags":                       map[string]any{"Service": "api"},
		}, rec.Get(t, "ecr/repository:Repository", "registry-api-repository").Inputs)
	})
	t.Run("R4 R12 keeps the last ten images, and never lets builds push out what runs", func(t *testing.T) {
		t.Parallel()
		l := rec.Get(t, "ecr/lifecyclePolicy:LifecyclePolicy", "registry-api-lifecycle")
		assert.Equal(t, "ecr-api-dev", l.Inputs["repository"])
		assert.JSONEq(t, `{"rules": [
			{
				"rulePriority": 1, "description": "Keep the images that were deployed last",
				"selection": {"tagStatus": "tagged", "tagPrefixList": ["deployed-"],
					"countType": "imageCountMoreThan", "countNumber": 10},
				"action": {"type": "expire"}
			},
			{
				"rulePriority": 2, "description": "Keep the image that a service starts with",
				"selection": {"tagStatus": "tagged", "tagPrefixList": ["bootstrap"],
					"countType": "imageCountMoreThan", "countNumber": 1},
				"action": {"type": "expire"}
			},
			{
				"rulePriority": 3, "description": "Keep the images that were to be deployed last",
				"selection": {"tagStatus": "tagged", "tagPrefixList": ["releasing-"],
					"countType": "imageCountMoreThan", "countNumber": 10},
				"action": {"type": "expire"}
			},
			{
				"rulePriority": 4, "description": "Keep the image builder",
				"selection": {"tagStatus": "tagged", "tagPrefixList": ["builder-"],
					"countType": "imageCountMoreThan", "countNumber": 1},
				"action": {"type": "expire"}
			},
			{
				"rulePriority": 5, "description": "Keep the images that were built last",
				"selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10},
				"action": {"type": "expire"}
			}
		]}`, policy(t, l))
	})
	t.Run("R16 Lambda pulls for the service's function and its versions alone", func(t *testing.T) {
		t.Parallel()
		p := rec.Get(t, "ecr/repositoryPolicy:RepositoryPolicy", "registry-api-policy")
		assert.Equal(t, "ecr-api-dev", p.Inputs["repository"])
		assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [{
			"Sid": "LambdaECRImageRetrievalPolicy", "Effect": "Allow",
			"Principal": {"Service": ["lambda.amazonaws.com"]},
			"Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
			"Condition": {"ArnLike": {"aws:SourceArn": [
				"arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev",
				"arn:aws:lambda:us-east-1:111122223333:function:lambda-api-dev:*"
			]}}
		}]}`, policy(t, p))
	})
}

func TestRegistryWithTargetAccount(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config values
		admin  string
		path   string
	}{
		"R9 R16 admits the function there, the deployer role and the role that Pulumi assumes": {
			twoAccount, "arn:aws:iam::444455556666:role/OrganizationAccountAccessRole", ""},
		"R9 admits the configured role that Pulumi assumes": {
			twoAccount.with(values{"targetRole": "Admin"}), "arn:aws:iam::444455556666:role/Admin", ""},
		"R9 admits the deployer role at the path of the roles": {
			twoAccount.with(values{"targetRole": "Admin", "rolePath": "/shop/"}),
			"arn:aws:iam::444455556666:role/Admin", "shop/"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := deploy(t, c.config).Get(t, "ecr/repositoryPolicy:RepositoryPolicy", "registry-api-policy")
			assert.JSONEq(t, `{"Version": "2012-10-17", "Statement": [
				{
					"Sid": "LambdaECRImageRetrievalPolicy", "Effect": "Allow",
					"Principal": {"Service": ["lambda.amazonaws.com"]},
					"Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
					"Condition": {"ArnLike": {"aws:SourceArn": [
						"arn:aws:lambda:us-east-1:444455556666:function:lambda-api-dev",
						"arn:aws:lambda:us-east-1:444455556666:function:lambda-api-dev:*"
					]}}
				},
				{
					"Sid": "TargetAccount", "Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
					"Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
					"Condition": {"ArnEquals": {"aws:PrincipalArn": [
						"`+c.admin+`",
						"arn:aws:iam::444455556666:role/`+c.path+`role-deployer-api-dev"
					]}}
				}
			]}`, policy(t, p))
		})
	}
}

func TestRegistryOfEachService(t *testing.T) {
	t.Parallel()
	rec := deploy(t, shop)
	t.Run("R14 each service has a repository of its own, for its own function", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, rec.Of("ecr/repository:Repository"), 3)
		for _, service := range []string{"api", "cart", "checkout"} {
			r := rec.Get(t, "ecr/repository:Repository", "registry-"+service+"-repository")
			assert.Equal(t, "ecr-"+service+"-dev", r.Inputs["name"])
			assert.Equal(t, map[string]any{"Service": service}, r.Inputs["tags"])
			p := rec.Get(t, "ecr/repositoryPolicy:RepositoryPolicy", "registry-"+service+"-policy")
			assert.Contains(t, policy(t, p), "function:lambda-"+service+"-dev:*")
		}
	})
	t.Run("R14 another service changes nothing else in the layer", func(t *testing.T) {
		t.Parallel()
		for _, alone := range deploy(t, plain).All() {
			assert.Equal(t, alone.Inputs, rec.Get(t, alone.Type, alone.Name).Inputs, alone.Name)
		}
	})
}
