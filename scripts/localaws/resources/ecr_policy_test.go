package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestECRRejectsPoliciesAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Repository, "api", m{"name": "ecr-api-dev"}) }
	policy := func(p string) m { return m{"repository": "ecr-api-dev", "policy": p} }
	awstest.Rejects(t, []awstest.Case{
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
