package localaws_test

import "testing"

func TestECRRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	own := func(c client) { c.given(repositoryT, "api", m{"name": "ecr-api-dev"}) }
	policy := func(p string) m { return m{"repository": "ecr-api-dev", "policy": p} }
	rule := func(priority int, selection m) m {
		return m{"rulePriority": priority, "selection": selection, "action": m{"type": "expire"}}
	}
	last10 := m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10}
	rules := func(r ...m) m { return policy(text(m{"rules": r})) }
	refused(t, []refusal{
		{
			says:  "a repository name with capitals",
			token: repositoryT,
			in:    m{"name": "ECR-api"},
			want:  "name: invalid value for name (must be lower case, with single separators . _ - / between letters and digits): ECR-api",
		},
		{
			says:  "an unknown tag mutability",
			token: repositoryT,
			in:    m{"name": "ecr-api-dev", "imageTagMutability": "FROZEN"},
			want:  "imageTagMutability: expected imageTagMutability to be one of [\"MUTABLE\" \"IMMUTABLE\"], got FROZEN",
		},
		{
			says:  "an unknown encryption",
			token: repositoryT,
			in:    m{"name": "ecr-api-dev", "encryptionConfigurations": list{m{"encryptionType": "XOR"}}},
			want:  "encryptionConfigurations.0.encryptionType: expected encryptionType to be one of [\"AES256\" \"KMS\" \"KMS_DSSE\"], got XOR",
		},
		{
			says:  "a key that does not exist",
			token: repositoryT,
			in:    m{"name": "ecr-api-dev", "encryptionConfigurations": list{m{"encryptionType": "KMS", "kmsKey": "none"}}},
			want:  "creating ECR Repository (ecr-api-dev): operation error ECR: CreateRepository, api error NotFoundException: Key 'none' does not exist",
		},
		{
			says:  "a second repository of the same name",
			given: own,
			token: repositoryT,
			in:    m{"name": "ecr-api-dev"},
			want:  "creating ECR Repository (ecr-api-dev): operation error ECR: CreateRepository, api error RepositoryAlreadyExistsException: The repository with name 'ecr-api-dev' already exists in the registry with id '000000000000'",
		},
		{
			says:  "a lifecycle of a repository that is not there",
			token: lifecycleT,
			in:    rules(rule(1, last10)),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error RepositoryNotFoundException: The repository with name 'ecr-api-dev' does not exist in the registry with id '000000000000'",
		},
		{
			says:  "a lifecycle without rules",
			given: own,
			token: lifecycleT,
			in:    rules(),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: rules must not be empty'",
		},
		{
			says:  "a lifecycle with an unknown word",
			given: own,
			token: lifecycleT,
			in:    policy(`{"rules":[],"when":"now"}`),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: json: unknown field \"when\"'",
		},
		{
			says:  "a lifecycle rule of priority nought",
			given: own,
			token: lifecycleT,
			in:    rules(rule(0, last10)),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: rulePriority must be at least 1'",
		},
		{
			says:  "two lifecycle rules of one priority",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1}), rule(1, last10)),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: rulePriority must be unique'",
		},
		{
			says:  "a rule for any image before another rule",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, last10), rule(2, m{"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: the rule with tagStatus=any must have the lowest priority, that is the highest number'",
		},
		{
			says:  "a rule for tagged images without tags",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "tagged", "countType": "imageCountMoreThan", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: tagStatus=tagged requires a tagPrefixList or tagPatternList'",
		},
		{
			says:  "a rule for untagged images with tags",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "untagged", "tagPrefixList": list{"v"}, "countType": "imageCountMoreThan", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: a tag list requires tagStatus=tagged'",
		},
		{
			says:  "a rule with an unknown tag status",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "some", "countType": "imageCountMoreThan", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: tagStatus must be one of tagged, untagged, any'",
		},
		{
			says:  "a rule with an unknown count",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "any", "countType": "older", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: countType must be one of imageCountMoreThan, sinceImagePushed'",
		},
		{
			says:  "a rule by age without a unit",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 1})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: countUnit=days goes with countType=sinceImagePushed, and only with it'",
		},
		{
			says:  "a rule that keeps nothing",
			given: own,
			token: lifecycleT,
			in:    rules(rule(1, m{"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 0})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: countNumber must be at least 1'",
		},
		{
			says:  "a rule that does not expire",
			given: own,
			token: lifecycleT,
			in:    policy(text(m{"rules": list{m{"rulePriority": 1, "selection": last10, "action": m{"type": "keep"}}}})),
			want:  "creating ECR Lifecycle Policy: operation error ECR: PutLifecyclePolicy, api error InvalidParameterException: Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: action type must be expire'",
		},
		{
			says:  "a policy of a repository that is not there",
			token: repoPolicyT,
			in:    policy("{}"),
			want:  "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error RepositoryNotFoundException: The repository with name 'ecr-api-dev' does not exist in the registry with id '000000000000'",
		},
		{
			says:  "a policy without statements",
			given: own,
			token: repoPolicyT,
			in:    policy("{}"),
			want:  "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided' (no Statement)",
		},
		{
			says:  "a policy statement without a principal",
			given: own,
			token: repoPolicyT,
			in:    policy(document(m{"Effect": "Allow", "Action": "ecr:BatchGetImage"})),
			want:  "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
		},
		{
			says:  "a policy with another service's action",
			given: own,
			token: repoPolicyT,
			in:    policy(document(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"})),
			want:  "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
		},
		{
			says:  "a policy for a role that does not exist",
			given: own,
			token: repoPolicyT,
			in:    policy(document(m{"Effect": "Allow", "Action": "ecr:BatchGetImage", "Principal": m{"AWS": roleARN("nobody")}})),
			want:  "creating ECR Repository Policy: operation error ECR: SetRepositoryPolicy, api error InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Principal not found: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"'",
		},
	})
}
