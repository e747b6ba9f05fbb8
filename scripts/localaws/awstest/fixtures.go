package awstest

import (
	"encoding/json"

	"slipway/shared/contract"
)

// Account is the account of a provider that assumes no role.
const Account = contract.SimulatedAccount

// TargetAccount is a second account.
const TargetAccount = "111122223333"

// IntoTarget is the configuration of a provider that works in another account.
var IntoTarget = m{
	"region":     contract.DefaultRegion,
	"assumeRole": m{"roleArn": "arn:aws:iam::" + TargetAccount + ":role/deploy"},
}

// list is short for a list of values.
type list = []any

// Text renders a value as JSON.
func Text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Role creates a role for a service and returns its ARN.
func (c Client) Role(name, service string) string {
	c.T.Helper()
	return c.Given(Role, name, m{"name": name, "assumeRolePolicy": Trust(service)}).Out.Str("arn")
}

// Grant attaches an inline policy that allows actions on a resource.
func (c Client) Grant(role, name string, resource string, actions ...string) Resource {
	c.T.Helper()
	return c.Given(RolePolicy, name, m{"name": name, "role": role, "policy": Allow(resource, actions...)})
}

// Key creates a customer managed key that the named services may use.
func (c Client) Key(name string, services ...string) string {
	c.T.Helper()
	statements := []m{{
		"Effect":    "Allow",
		"Action":    "kms:*",
		"Resource":  "*",
		"Principal": m{"AWS": "arn:aws:iam::" + Account + ":root"},
	}}
	for _, s := range services {
		statements = append(statements, m{
			"Effect":    "Allow",
			"Action":    list{"kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt*"},
			"Resource":  "*",
			"Principal": m{"Service": s + ".amazonaws.com"},
		})
	}
	return c.Given(Key, name, m{"policy": Document(statements...), "deletionWindowInDays": 7.0}).Out.Str("arn")
}

// Topic creates a topic on a customer key, with a policy that lets services publish.
func (c Client) Topic(name string, services ...string) string {
	c.T.Helper()
	arn := c.Given(Topic, name, m{"name": name, "kmsMasterKeyId": c.Key("key-"+name, services...)}).Out.Str("arn")
	for i, s := range services {
		if i == 0 {
			c.Given(TopicPolicy, name, m{
				"arn": arn,
				"policy": Document(m{"Effect": "Allow", "Action": "sns:Publish", "Resource": arn,
					"Principal": m{"Service": s + ".amazonaws.com"}}),
			})
		}
	}
	return arn
}

// Bucket creates a bucket and returns its id.
func (c Client) Bucket(name string) string {
	c.T.Helper()
	return c.Given(Bucket, name, m{"bucket": name}).ID
}

// ZipFunction creates a function from a zip.
func (c Client) ZipFunction(name string) Resource {
	c.T.Helper()
	return c.Given(Function, name, c.Zip(name))
}

// Zip returns the inputs of a function from a zip, whose role it creates.
func (c Client) Zip(name string) m {
	c.T.Helper()
	role := "role-" + name
	return m{
		"name":     name,
		"role":     c.Role(role, "lambda"),
		"handler":  "bootstrap",
		"runtime":  "provided.al2023",
		"s3Bucket": "code",
		"publish":  true,
	}
}

// With returns inputs with some replaced; nil removes one.
func With(in m, changes m) m {
	out := m{}
	for k, v := range in {
		out[k] = v
	}
	for k, v := range changes {
		out[k] = v
		if v == nil {
			delete(out, k)
		}
	}
	return out
}

// ARNs of resources that a test may name without creating them.
const (
	TopicARN    = "arn:aws:sns:" + contract.DefaultRegion + ":" + Account + ":topic-a"
	FunctionARN = "arn:aws:lambda:" + contract.DefaultRegion + ":" + Account + ":function:lambda-a"
)
