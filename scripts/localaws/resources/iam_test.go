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
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error ValidationError: " +
				"The specified value for path is invalid. It must begin and end with / and contain only alphanumeric " +
				"characters and/or / characters. (/ci)",
		},
		{
			Says:  "a path of 513 characters",
			Token: awstest.Role,
			In: m{
				"name":             "role-a",
				"path":             "/" + strings.Repeat("p", 511) + "/",
				"assumeRolePolicy": awstest.Trust("lambda"),
			},
			Want: "path: expected length of path to be in the range (0 - 512), got 513 characters",
		},
		{
			Says:  "a boundary of another account",
			Token: awstest.Role,
			In: m{
				"name":                "role-a",
				"permissionsBoundary": "arn:aws:iam::111122223333:policy/Boundary",
				"assumeRolePolicy":    awstest.Trust("lambda"),
			},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error NoSuchEntity: " +
				"Scope ARN: arn:aws:iam::111122223333:policy/Boundary does not exist or is not attachable.",
		},
		{
			Says:  "a boundary that is no policy",
			Token: awstest.Role,
			In: m{
				"name":                "role-a",
				"permissionsBoundary": awstest.RoleARN("role-b"),
				"assumeRolePolicy":    awstest.Trust("lambda"),
			},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error NoSuchEntity: " +
				"Scope ARN: arn:aws:iam::000000000000:role/role-b does not exist or is not attachable.",
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
