package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestIAMRejectsTrustAsAWSDoes(t *testing.T) {
	t.Parallel()
	trust := func(statement m) m { return m{"name": "role-a", "assumeRolePolicy": awstest.Document(statement)} }
	awstest.Rejects(t, []awstest.Case{
		{
			Says:  "a trust policy that is no JSON",
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": "lambda"},
			Want: "assumeRolePolicy: \"assumeRolePolicy\" contains an invalid JSON: invalid character 'l' looking for " +
				"beginning of value",
		},
		{
			Says:  "a trust policy without statements",
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": "{}"},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (no Statement)",
		},
		{
			Says:  "a trust policy without a principal",
			Token: awstest.Role,
			In:    trust(m{"Effect": "Allow", "Action": "sts:AssumeRole"}),
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"AssumeRole policy must contain principals",
		},
		{
			Says:  "a trust policy with a resource",
			Token: awstest.Role,
			In:    trust(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Resource": "*"}),
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"Has prohibited field Resource",
		},
		{
			Says:  "a trust policy with another service's action",
			Token: awstest.Role,
			In:    trust(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"}),
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"AssumeRole policy may only specify STS AssumeRole actions",
		},
		{
			Says:  "trust in a role that does not exist",
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": awstest.TrustRole(awstest.RoleARN("nobody"))},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"",
		},
		{
			Says:  "trust in a service that does not exist",
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": awstest.Trust("github")},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"Invalid principal in policy: \"SERVICE\":\"github.amazonaws.com\"",
		},
		{
			Says:  "trust in roles by a wildcard",
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": awstest.TrustRole(awstest.RoleARN("role-*"))},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: " +
				"Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/role-*\"",
		},
		{
			Says:  "a trust policy above IAM's quota",
			Token: awstest.Role,
			In: trust(m{
				"Sid":       strings.Repeat("s", 2100),
				"Effect":    "Allow",
				"Action":    "sts:AssumeRole",
				"Principal": m{"Service": "lambda.amazonaws.com"},
			}),
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error LimitExceeded: " +
				"Cannot exceed quota for ACLSizePerRole: 2048",
		},
	})
}
