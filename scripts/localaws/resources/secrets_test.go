package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestSecretsManagerRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a secret name with a blank",
			Token: awstest.Secret,
			In:    m{"name": "the secret"},
			Want: "name: invalid value for name (must contain only alphanumeric characters and special characters " +
				"/_+=.@-): the secret",
		},
		{
			Says:  "a recovery window of one day",
			Token: awstest.Secret,
			In:    m{"name": "secret-a", "recoveryWindowInDays": 1.0},
			Want:  "recoveryWindowInDays: expected recoveryWindowInDays to be 0 or in the range (7 - 30), got 1",
		},
		{
			Says:  "a key that does not exist",
			Token: awstest.Secret,
			In:    m{"name": "secret-a", "kmsKeyId": "alias/none"},
			Want: "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, " +
				"api error NotFoundException: Key 'alias/none' does not exist",
		},
		{
			Says:  "a second secret of the same name",
			Given: func(c awstest.Client) { c.Given(awstest.Secret, "s", m{"name": "secret-a"}) },
			Token: awstest.Secret,
			In:    m{"name": "secret-a"},
			Want: "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, " +
				"api error ResourceExistsException: The operation failed because the secret secret-a already exists.",
		},
		{
			Says: "a name that waits for its deletion",
			Given: func(c awstest.Client) {
				if err := c.Delete(c.Given(awstest.Secret, "s", m{"name": "secret-a"})); err != nil {
					c.T.Fatal(err)
				}
			},
			Token: awstest.Secret,
			In:    m{"name": "secret-a"},
			Want: "creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error " +
				"InvalidRequestException: You can't create this secret because a secret with this name is already scheduled " +
				"for deletion.",
		},
	})
}
