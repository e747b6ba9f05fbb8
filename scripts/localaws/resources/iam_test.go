package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestIAMRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-a", "lambda") }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a role name of 65 characters",
			Token: awstest.Role,
			In:    m{"name": strings.Repeat("r", 65), "assumeRolePolicy": awstest.Trust("lambda")},
			Want: "name: expected length of name to be in the range (1 - 64), " +
				"got rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
		},
		{
			Says:  "a role name with a slash",
			Token: awstest.Role,
			In:    m{"name": "role/a", "assumeRolePolicy": awstest.Trust("lambda")},
			Want:  "name: invalid value for name (must be made of alphanumeric characters and the characters +=,.@-_): role/a",
		},
		{
			Says:  "a path that does not end in a slash",
			Token: awstest.Role,
			In:    m{"name": "role-a", "path": "/ci", "assumeRolePolicy": awstest.Trust("lambda")},
			Want:  "path: invalid value for path (must begin and end with /): /ci",
		},
		{
			Says:  "a session longer than twelve hours",
			Token: awstest.Role,
			In:    m{"name": "role-a", "maxSessionDuration": 50000.0, "assumeRolePolicy": awstest.Trust("lambda")},
			Want:  "maxSessionDuration: expected maxSessionDuration to be in the range (3600 - 43200), got 50000",
		},
		{
			Says:  "a second role of the same name",
			Given: own,
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error EntityAlreadyExists: " +
				"Role with name role-a already exists.",
		},
	})
}
