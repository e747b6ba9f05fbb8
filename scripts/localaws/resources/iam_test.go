package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestIAMRejectsWhatAWSRejects(t *testing.T) {
	t.Parallel()
	trust := func(statement m) m { return m{"name": "role-a", "assumeRolePolicy": awstest.Document(statement)} }
	own := func(c awstest.Client) { c.Role("role-a", "lambda") }
	inline := func(p string) m { return m{"name": "inline", "role": "role-a", "policy": p} }
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
		{
			Says:  "a second role of the same name",
			Given: own,
			Token: awstest.Role,
			In:    m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")},
			Want: "creating IAM Role (role-a): operation error IAM: CreateRole, api error EntityAlreadyExists: " +
				"Role with name role-a already exists.",
		},
		{
			Says:  "an inline policy of a role that is not there",
			Token: awstest.RolePolicy,
			In:    inline(awstest.Allow("*", "s3:*")),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error NoSuchEntity: " +
				"The role with name role-a cannot be found.",
		},
		{
			Says:  "an inline policy without an effect",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Document(m{"Action": "s3:GetObject", "Resource": "*"})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (statement 1: the Effect must be Allow or Deny, not \"\")",
		},
		{
			Says:  "an inline policy without actions",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Document(m{"Effect": "Allow", "Resource": "*"})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (statement 1: no Action)",
		},
		{
			Says:  "an inline policy with an action of no service",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Allow("*", "GetObject")),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (statement 1: actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: " +
				"\"GetObject\")",
		},
		{
			Says:  "an inline policy with a misspelt element",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Document(m{"Effect": "Allow", "Actions": "s3:GetObject", "Resource": "*"})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (statement 1: json: unknown field \"Actions\")",
		},
		{
			Says:  "an inline policy with an unknown condition",
			Given: own,
			Token: awstest.RolePolicy,
			In: inline(awstest.Document(m{
				"Effect":    "Allow",
				"Action":    "s3:GetObject",
				"Resource":  "*",
				"Condition": m{"Equals": m{"a": "b"}},
			})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Syntax errors in policy. (statement 1: invalid condition type Equals)",
		},
		{
			Says:  "an inline policy with a principal",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Policy document should not specify a principal.",
		},
		{
			Says:  "an inline policy without a resource",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Document(m{"Effect": "Allow", "Action": "s3:GetObject"})),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Policy statement must contain resources.",
		},
		{
			Says:  "an inline policy with a resource that is no ARN",
			Given: own,
			Token: awstest.RolePolicy,
			In:    inline(awstest.Allow("s3-a-dev", "s3:GetObject")),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: " +
				"Resource s3-a-dev must be in ARN format or \"*\".",
		},
		{
			Says: "inline policies above IAM's quota together",
			Given: func(c awstest.Client) {
				own(c)
				c.Grant("role-a", "first", "arn:aws:s3:::"+strings.Repeat("a", 6000), "s3:GetObject")
			},
			Token: awstest.RolePolicy,
			In:    inline(awstest.Allow("arn:aws:s3:::"+strings.Repeat("b", 5000), "s3:GetObject")),
			Want: "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error LimitExceeded: " +
				"Maximum policy size of 10240 bytes exceeded for role role-a",
		},
	})
}
