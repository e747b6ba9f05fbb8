package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestECRRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Given(awstest.Repository, "api", m{"name": "ecr-api-dev"}) }
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
	})
}
