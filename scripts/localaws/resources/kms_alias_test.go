package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestKMSRejectsAliasesAsAWSDoes(t *testing.T) {
	t.Parallel()
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "an alias without its prefix",
			Token: awstest.Alias,
			In:    m{"name": "kms-dev", "targetKeyId": "x"},
			Want:  "name: invalid value for name (must begin with 'alias/' and be comprised of only [a-zA-Z0-9/_-]): kms-dev",
		},
		{
			Says:  "an alias among AWS's own",
			Token: awstest.Alias,
			In:    m{"name": "alias/aws/mine", "targetKeyId": "x"},
			Want:  "name: name cannot begin with reserved AWS CMK prefix 'alias/aws/'",
		},
		{
			Says:  "an alias for a key that does not exist",
			Token: awstest.Alias,
			In:    m{"name": "alias/kms-dev", "targetKeyId": "none"},
			Want: "creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error NotFoundException: " +
				"Key 'none' does not exist",
		},
		{
			Says: "a second alias of the same name",
			Given: func(c awstest.Client) {
				c.Given(awstest.Alias, "first", m{"name": "alias/kms-dev", "targetKeyId": c.Key("k")})
			},
			Token: awstest.Alias,
			In:    m{"name": "alias/kms-dev", "targetKeyId": "x"},
			Want: "creating KMS Alias (alias/kms-dev): operation error KMS: CreateAlias, api error AlreadyExistsException: " +
				"An alias with the name arn:aws:kms:us-east-1:000000000000:alias/kms-dev already exists",
		},
	})
}
