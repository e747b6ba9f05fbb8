package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestECRRejectsLifecyclesAsAWSDoes(t *testing.T) {
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
	})
}
