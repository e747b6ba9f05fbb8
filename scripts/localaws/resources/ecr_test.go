package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestECRRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Repository, "api", m{"name": "ecr-api-dev"}) }
	policy := func(p string) m { return m{"repository": "ecr-api-dev", "policy": p} }
	rule := func(priority int, selection m) m {
		return m{"rulePriority": priority, "selection": selection, "action": m{"type": "expire"}}
	}
	last10 := m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}
	rules := func(r ...m) m { return policy(awstest.Text(m{"rules": r})) }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a repository name with capitals",
			Token: awstest.Repository,
			In:    m{"name": "ECR-api"},
			Want: "name: invalid value for name (must be lower case, with single separators . " +
				"_ - / between letters and digits): ECR-api",
		},
		{
			Says:  "an unknown tag mutability",
			Token: awstest.Repository,
			In:    m{"name": "ecr-api-dev", "imageTagMutability": "FROZEN"},
			Want:  "imageTagMutability: expected imageTagMutability to be one of [\"MUTABLE\" \"IMMUTABLE\"], got FROZEN",
		},
		{
			Says:  "an unknown encryption",
			Token: awstest.Repository,
			In:    m{"name": "ecr-api-dev", "encryptionConfigurations": list{m{"encryptionType": "XOR"}}},
			Want: "encryptionConfigurations.0.encryptionType: expected encryptionType to be one of [\"AES256\" \"KMS\" " +
				"\"KMS_DSSE\"], got XOR",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.Repository,
			In:    m{"name": "ecr-api-dev", "encryptionConfigurations": list{m{"encryptionType": "KMS", "kmsKey": "none"}}},
			Want: "creating ECR Repository (ecr-api-dev): operation error ECR: CreateRepository, api error NotFoundException: " +
				"Key 'none' does not exist",
		},
		{
			Says:  "a second repository of the same name",
			Given: own,
			Token: awstest.Repository,
			In:    m{"name": "ecr-api-dev"},
			Want: "creating ECR Repository (ecr-api-dev): operation error ECR: CreateRepository, api error " +
				"RepositoryAlreadyExistsException: The repository with name 'ecr-api-dev' already exists in the registry with id " +
				"'000000000000'",
		},
		{
			Says:  "a lifecycle of a repository that is not there",
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, last10)),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"RepositoryNotFoundException: The repository with name 'ecr-api-dev' does not exist in the registry with id " +
				"'000000000000'",
		},
		{
			Says:  "a lifecycle without rules",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: rules must not be empty'",
		},
		{
			Says:  "a lifecycle with an unknown word",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    policy(`{"rules":[],"when":"now"}`),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: json: unknown field \"when\"'",
		},
		{
			Says:  "a lifecycle rule of priority nought",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(0, last10)),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: rulePriority must be at least 1'",
		},
		{
			Says:  "two lifecycle rules of one priority",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In: rules(rule(1, m{
				"tagStatus":   "untagged",
				"countType":   "imageCountMoreThan",
				"countNumber": 1,
			}), rule(1, last10)),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: rulePriority must be unique'",
		},
		{
			Says:  "a rule for any image before another rule",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In: rules(rule(1, last10), rule(2, m{
				"tagStatus":   "untagged",
				"countType":   "imageCountMoreThan",
				"countNumber": 1,
			})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle " +
				"policy validation failure: the rule with tagStatus=any must have the lowest priority, that is the highest number'",
		},
		{
			Says:  "a rule for tagged images without tags",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, m{"tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 1})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: tagStatus=tagged requires a tagPrefixList or tagPatternList'",
		},
		{
			Says:  "a rule for untagged images with tags",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In: rules(rule(1, m{
				"tagStatus":     "untagged",
				"tagPrefixList": list{"v"},
				"countType":     "imageCountMoreThan",
				"countNumber":   1,
			})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: a tag list requires tagStatus=tagged'",
		},
		{
			Says:  "a rule with an unknown tag status",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, m{"tagStatus": "some", "countType": "imageCountMoreThan", "countNumber": 1})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: tagStatus must be one of tagged, untagged, any'",
		},
		{
			Says:  "a rule with an unknown count",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, m{"tagStatus": "any", "countType": "older", "countNumber": 1})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: countType must be one of imageCountMoreThan, sinceImagePushed'",
		},
		{
			Says:  "a rule by age without a unit",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, m{"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 1})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: countUnit=days goes with countType=sinceImagePushed, and only with it'",
		},
		{
			Says:  "a rule that keeps nothing",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In:    rules(rule(1, m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 0})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: countNumber must be at least 1'",
		},
		{
			Says:  "a rule that does not expire",
			Given: own,
			Token: awstest.LifecyclePolicy,
			In: policy(awstest.Text(m{
				"rules": list{m{"rulePriority": 1, "selection": last10, "action": m{"type": "keep"}}},
			})),
			Want: "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: " +
				"'Lifecycle policy validation failure: action type must be expire'",
		},
		{
			Says:  "a policy of a repository that is not there",
			Token: awstest.RepoPolicy,
			In:    policy("{}"),
			Want: "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error " +
				"RepositoryNotFoundException: The repository with name 'ecr-api-dev' does not exist in the registry with id " +
				"'000000000000'",
		},
		{
			Says:  "a policy without statements",
			Given: own,
			Token: awstest.RepoPolicy,
			In:    policy("{}"),
			Want: "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: " +
				"'Invalid repository policy provided' (no Statement)",
		},
		{
			Says:  "a policy statement without a principal",
			Given: own,
			Token: awstest.RepoPolicy,
			In:    policy(awstest.Document(m{"Effect": "Allow", "Action": "ecr:BatchGetImage"})),
			Want: "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: " +
				"'Invalid repository policy provided'",
		},
		{
			Says:  "a policy with another service's action",
			Given: own,
			Token: awstest.RepoPolicy,
			In:    policy(awstest.Document(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"})),
			Want: "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: " +
				"'Invalid repository policy provided'",
		},
		{
			Says:  "a policy for a role that does not exist",
			Given: own,
			Token: awstest.RepoPolicy,
			In: policy(awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "ecr:BatchGetImage",
				"Principal": m{"AWS": awstest.RoleARN("nobody")},
			})),
			Want: "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error " +
				"InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: " +
				"'Principal not found: " +
				"\"AWS\":\"arn:aws:iam::000000000000:role/nobody\"'",
		},
	})
}
