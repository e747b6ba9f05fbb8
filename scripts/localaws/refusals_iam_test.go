package localaws_test

import (
	"strings"
	"testing"
)

func TestIAMRefusesWhatAWSRefuses(t *testing.T) {
	t.Parallel()
	trust := func(statement m) m { return m{"name": "role-a", "assumeRolePolicy": document(statement)} }
	own := func(c client) { c.role("role-a", "lambda") }
	inline := func(p string) m { return m{"name": "inline", "role": "role-a", "policy": p} }
	refused(t, []refusal{
		{
			says:  "a role name of 65 characters",
			token: roleT,
			in:    m{"name": strings.Repeat("r", 65), "assumeRolePolicy": trusting("lambda")},
			want:  "name: expected length of name to be in the range (1 - 64), got rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
		},
		{
			says:  "a role name with a slash",
			token: roleT,
			in:    m{"name": "role/a", "assumeRolePolicy": trusting("lambda")},
			want:  "name: invalid value for name (must be made of alphanumeric characters and the characters +=,.@-_): role/a",
		},
		{
			says:  "a path that does not end in a slash",
			token: roleT,
			in:    m{"name": "role-a", "path": "/ci", "assumeRolePolicy": trusting("lambda")},
			want:  "path: invalid value for path (must begin and end with /): /ci",
		},
		{
			says:  "a session longer than twelve hours",
			token: roleT,
			in:    m{"name": "role-a", "maxSessionDuration": 50000.0, "assumeRolePolicy": trusting("lambda")},
			want:  "maxSessionDuration: expected maxSessionDuration to be in the range (3600 - 43200), got 50000",
		},
		{
			says:  "a trust policy that is no JSON",
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": "lambda"},
			want:  "assumeRolePolicy: \"assumeRolePolicy\" contains an invalid JSON: invalid character 'l' looking for beginning of value",
		},
		{
			says:  "a trust policy without statements",
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": "{}"},
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Syntax errors in policy. (no Statement)",
		},
		{
			says:  "a trust policy without a principal",
			token: roleT,
			in:    trust(m{"Effect": "Allow", "Action": "sts:AssumeRole"}),
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: AssumeRole policy must contain principals",
		},
		{
			says:  "a trust policy with a resource",
			token: roleT,
			in:    trust(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Resource": "*"}),
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Has prohibited field Resource",
		},
		{
			says:  "a trust policy with another service's action",
			token: roleT,
			in:    trust(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"}),
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions",
		},
		{
			says:  "trust in a role that does not exist",
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": trustingRole(roleARN("nobody"))},
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\"",
		},
		{
			says:  "trust in a service that does not exist",
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": trusting("github")},
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"SERVICE\":\"github.amazonaws.com\"",
		},
		{
			says:  "trust in roles by a wildcard",
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": trustingRole(roleARN("role-*"))},
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/role-*\"",
		},
		{
			says:  "a trust policy above IAM's quota",
			token: roleT,
			in:    trust(m{"Sid": strings.Repeat("s", 2100), "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "lambda.amazonaws.com"}}),
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
		},
		{
			says:  "a second role of the same name",
			given: own,
			token: roleT,
			in:    m{"name": "role-a", "assumeRolePolicy": trusting("lambda")},
			want:  "creating IAM Role (role-a): operation error IAM: CreateRole, api error EntityAlreadyExists: Role with name role-a already exists.",
		},
		{
			says:  "an inline policy of a role that is not there",
			token: rolePolicyT,
			in:    inline(allowing("*", "s3:*")),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error NoSuchEntity: The role with name role-a cannot be found.",
		},
		{
			says:  "an inline policy without an effect",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Action": "s3:GetObject", "Resource": "*"})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: the Effect must be Allow or Deny, not \"\")",
		},
		{
			says:  "an inline policy without actions",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Effect": "Allow", "Resource": "*"})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: no Action)",
		},
		{
			says:  "an inline policy with an action of no service",
			given: own,
			token: rolePolicyT,
			in:    inline(allowing("*", "GetObject")),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: \"GetObject\")",
		},
		{
			says:  "an inline policy with a misspelt element",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Effect": "Allow", "Actions": "s3:GetObject", "Resource": "*"})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: json: unknown field \"Actions\")",
		},
		{
			says:  "an inline policy with an unknown condition",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": m{"Equals": m{"a": "b"}}})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: invalid condition type Equals)",
		},
		{
			says:  "an inline policy with a principal",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Policy document should not specify a principal.",
		},
		{
			says:  "an inline policy without a resource",
			given: own,
			token: rolePolicyT,
			in:    inline(document(m{"Effect": "Allow", "Action": "s3:GetObject"})),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Policy statement must contain resources.",
		},
		{
			says:  "an inline policy with a resource that is no ARN",
			given: own,
			token: rolePolicyT,
			in:    inline(allowing("s3-a-dev", "s3:GetObject")),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Resource s3-a-dev must be in ARN format or \"*\".",
		},
		{
			says: "inline policies above IAM's quota together",
			given: func(c client) {
				own(c)
				c.grant("role-a", "first", "arn:aws:s3:::"+strings.Repeat("a", 6000), "s3:GetObject")
			},
			token: rolePolicyT,
			in:    inline(allowing("arn:aws:s3:::"+strings.Repeat("b", 5000), "s3:GetObject")),
			want:  "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error LimitExceeded: Maximum policy size of 10240 bytes exceeded for role role-a",
		},
	})
}
