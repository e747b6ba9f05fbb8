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
		{"a role name of 65 characters", nil, roleT, m{"name": strings.Repeat("r", 65), "assumeRolePolicy": trusting("lambda")}, nil, "name: expected length of name to be in the range (1 - 64), got rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"},
		{"a role name with a slash", nil, roleT, m{"name": "role/a", "assumeRolePolicy": trusting("lambda")}, nil, "name: invalid value for name (must be made of alphanumeric characters and the characters +=,.@-_): role/a"},
		{"a path that does not end in a slash", nil, roleT, m{"name": "role-a", "path": "/ci", "assumeRolePolicy": trusting("lambda")}, nil, "path: invalid value for path (must begin and end with /): /ci"},
		{"a session longer than twelve hours", nil, roleT, m{"name": "role-a", "maxSessionDuration": 50000.0, "assumeRolePolicy": trusting("lambda")}, nil, "maxSessionDuration: expected maxSessionDuration to be in the range (3600 - 43200), got 50000"},
		{"a trust policy that is no JSON", nil, roleT, m{"name": "role-a", "assumeRolePolicy": "lambda"}, nil, "assumeRolePolicy: \"assumeRolePolicy\" contains an invalid JSON: invalid character 'l' looking for beginning of value"},
		{"a trust policy without statements", nil, roleT, m{"name": "role-a", "assumeRolePolicy": "{}"}, nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Syntax errors in policy. (no Statement)"},
		{"a trust policy without a principal", nil, roleT, trust(m{"Effect": "Allow", "Action": "sts:AssumeRole"}), nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: AssumeRole policy must contain principals"},
		{"a trust policy with a resource", nil, roleT, trust(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Resource": "*"}), nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Has prohibited field Resource"},
		{"a trust policy with another service's action", nil, roleT, trust(m{"Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"}), nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions"},
		{"trust in a role that does not exist", nil, roleT, m{"name": "role-a", "assumeRolePolicy": trustingRole(roleARN("nobody"))}, nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/nobody\""},
		{"trust in a service that does not exist", nil, roleT, m{"name": "role-a", "assumeRolePolicy": trusting("github")}, nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"SERVICE\":\"github.amazonaws.com\""},
		{"trust in roles by a wildcard", nil, roleT, m{"name": "role-a", "assumeRolePolicy": trustingRole(roleARN("role-*"))}, nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:role/role-*\""},
		{"a trust policy above IAM's quota", nil, roleT,
			trust(m{"Sid": strings.Repeat("s", 2100), "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": "lambda.amazonaws.com"}}), nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048"},
		{"a second role of the same name", own, roleT, m{"name": "role-a", "assumeRolePolicy": trusting("lambda")}, nil, "creating IAM Role (role-a): operation error IAM: CreateRole, api error EntityAlreadyExists: Role with name role-a already exists."},
		{"an inline policy of a role that is not there", nil, rolePolicyT, inline(allowing("*", "s3:*")), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error NoSuchEntity: The role with name role-a cannot be found."},
		{"an inline policy without an effect", own, rolePolicyT, inline(document(m{"Action": "s3:GetObject", "Resource": "*"})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: the Effect must be Allow or Deny, not \"\")"},
		{"an inline policy without actions", own, rolePolicyT, inline(document(m{"Effect": "Allow", "Resource": "*"})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: no Action)"},
		{"an inline policy with an action of no service", own, rolePolicyT, inline(allowing("*", "GetObject")), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: actions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: \"GetObject\")"},
		{"an inline policy with a misspelt element", own, rolePolicyT, inline(document(m{"Effect": "Allow", "Actions": "s3:GetObject", "Resource": "*"})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: json: unknown field \"Actions\")"},
		{"an inline policy with an unknown condition", own, rolePolicyT,
			inline(document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": m{"Equals": m{"a": "b"}}})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Syntax errors in policy. (statement 1: invalid condition type Equals)"},
		{"an inline policy with a principal", own, rolePolicyT, inline(document(m{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Policy document should not specify a principal."},
		{"an inline policy without a resource", own, rolePolicyT, inline(document(m{"Effect": "Allow", "Action": "s3:GetObject"})), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Policy statement must contain resources."},
		{"an inline policy with a resource that is no ARN", own, rolePolicyT, inline(allowing("s3-a-dev", "s3:GetObject")), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error MalformedPolicyDocument: Resource s3-a-dev must be in ARN format or \"*\"."},
		{"inline policies above IAM's quota together", func(c client) {
			own(c)
			c.grant("role-a", "first", "arn:aws:s3:::"+strings.Repeat("a", 6000), "s3:GetObject")
		}, rolePolicyT, inline(allowing("arn:aws:s3:::"+strings.Repeat("b", 5000), "s3:GetObject")), nil, "creating IAM Role Policy (inline): operation error IAM: PutRolePolicy, api error LimitExceeded: Maximum policy size of 10240 bytes exceeded for role role-a"},
	})
}
