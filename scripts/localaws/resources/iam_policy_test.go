package resources_test

import (
	"strings"
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestIAMRejectsInlinePoliciesAsAWSDoes(t *testing.T) {
	t.Parallel()
	own := func(c awstest.Client) { c.Role("role-a", "lambda") }
	inline := func(p string) m { return m{"name": "inline", "role": "role-a", "policy": p} }
	awstest.Rejects(t, []awstest.Case{
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
