package compute_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
)

const ownKey = "arn:aws:kms:us-east-1:111122223333:key/0123abcd-01ab-23cd-45ef-0123456789ab"

// rightful has two services of which one has rights of its own.
var rightful = values{"services": `{"cart": {}, "api": {
	"statements": [
		{"actions": ["dynamodb:GetItem"], "resources": ["${stack:shop#tableArn}", "${stack:acme/shop/eu#tableArn}/index/*"],
			"conditions": {"StringEquals": {"dynamodb:Select": ["COUNT"]}}},
		{"actions": ["cloudwatch:PutMetricData"], "resources": ["*"], "reason": "it knows no resources"}
	],
	"policies": ["arn:aws:iam::aws:policy/Read", "arn:aws:iam::111122223333:policy/shop/Read"],
	"secrets": {
		"DB_ARN": {"name": "shop/db", "key": "` + ownKey + `"},
		"PAY_ARN": {"name": "arn:aws:secretsmanager:us-east-1:111122223333:secret:pay-AbCdEf", "key": "` + ownKey + `"},
		"DB_AGAIN": "shop/db"
	},
	"parameters": {"LIMITS_ARN": "/shop/limits"},
	"variables": {"TABLE": "${stack:shop#tableArn}!", "MODE": "fast"}
}}`}

var shopStacks = map[string]map[string]any{
	"organization/shop/dev": {
		"tableArn": "arn:aws:dynamodb:us-east-1:111122223333:table/shop",
		"count":    3.0,
		"name":     "shop",
	},
	"acme/shop/eu": {"tableArn": "arn:aws:dynamodb:eu-west-1:111122223333:table/shop"},
}

func TestRights(t *testing.T) {
	t.Parallel()
	r := run(t, rightful)
	for name, outputs := range shopStacks {
		r.Stacks[name] = outputs
	}
	rec := deployRun(r)
	require.NoError(t, rec.Err)
	own := rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy")

	t.Run("R16 are the statements of a service, with outputs of its own stacks", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"Sid":    "Statement1",
			"Effect": "Allow",
			"Action": []any{"dynamodb:GetItem"},
			"Resource": []any{
				"arn:aws:dynamodb:us-east-1:111122223333:table/shop",
				"arn:aws:dynamodb:eu-west-1:111122223333:table/shop/index/*",
			},
			"Condition": map[string]any{"StringEquals": map[string]any{"dynamodb:Select": []any{"COUNT"}}},
		}, statement(t, own, "Statement1"))
		assert.Equal(t, []any{"*"}, statement(t, own, "Statement2")["Resource"])
	})
	t.Run("R16 let it read what is named, and open that with the key that is named", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"Sid":    "Secrets",
			"Effect": "Allow",
			"Action": []any{"secretsmanager:GetSecretValue"},
			"Resource": []any{
				"arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-??????",
				"arn:aws:secretsmanager:us-east-1:111122223333:secret:pay-AbCdEf",
			},
		}, statement(t, own, "Secrets"))
		assert.Equal(t, map[string]any{
			"Sid":      "SecretsKeys",
			"Effect":   "Allow",
			"Action":   []any{"kms:Decrypt"},
			"Resource": []any{ownKey},
			"Condition": map[string]any{
				"StringEquals": map[string]any{"kms:ViaService": []any{"secretsmanager.us-east-1.amazonaws.com"}},
			},
		}, statement(t, own, "SecretsKeys"))
		assert.Equal(t, map[string]any{
			"Sid":      "Parameters",
			"Effect":   "Allow",
			"Action":   []any{"ssm:GetParameter", "ssm:GetParameters"},
			"Resource": []any{"arn:aws:ssm:us-east-1:111122223333:parameter/shop/limits"},
		}, statement(t, own, "Parameters"))
	})
	t.Run("R16 tell it the names of what it reads, and no value", func(t *testing.T) {
		t.Parallel()
		function := rec.Get(t, "lambda/function:Function", "function-api-function").Inputs
		assert.Equal(t, map[string]any{"variables": map[string]any{
			"DB_ARN":     "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db",
			"DB_AGAIN":   "arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db",
			"PAY_ARN":    "arn:aws:secretsmanager:us-east-1:111122223333:secret:pay-AbCdEf",
			"LIMITS_ARN": "arn:aws:ssm:us-east-1:111122223333:parameter/shop/limits",
			"TABLE":      "arn:aws:dynamodb:us-east-1:111122223333:table/shop!",
			"MODE":       "fast",
		}}, function["environment"])
		assert.Contains(t, function["kmsKeyArn"], ":key/1")
	})
	t.Run("R16 are managed policies on its role, before the function", func(t *testing.T) {
		t.Parallel()
		for name, arn := range map[string]string{
			"function-api-aws-policy-Read":               "arn:aws:iam::aws:policy/Read",
			"function-api-111122223333-policy-shop-Read": "arn:aws:iam::111122223333:policy/shop/Read",
		} {
			attached := rec.Get(t, "iam/rolePolicyAttachment:RolePolicyAttachment", name)
			assert.Equal(t, map[string]any{"role": "role-function-api-dev", "policyArn": arn}, attached.Inputs)
			assert.Contains(t, rec.Get(t, "lambda/function:Function", "function-api-function").DependsOn, name)
		}
	})
	t.Run("R14 are no other service's", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-cart-policy").JSON(t, "policy")["Statement"], 2)
		assert.Len(t, rec.Of("iam/rolePolicyAttachment:RolePolicyAttachment"), 2)
		assert.Nil(t, rec.Get(t, "lambda/function:Function", "function-cart-function").Inputs["environment"])
	})
	t.Run("R12 the releases of a function with a secret alone may use the key of its variables", func(t *testing.T) {
		t.Parallel()
		rec := deploy(t, values{"services": `{"api": {"secrets": {"DB_ARN": "shop/db"}}}`})
		assert.NotNil(t, statement(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "deployer-api-policy"), "Variables"))
	})
}

func TestOutputsOfOtherStacks(t *testing.T) {
	t.Parallel()
	const start = "a setting refers to output "
	for name, c := range map[string]struct{ settings, fault string }{
		"that are not there": {`"statements": [{"actions": ["s3:GetObject"], "resources": ["${stack:shop#bucket}"]}]`,
			start + `"bucket" of stack shop, which has none: deploy that stack, or correct the name`},
		"that are no text": {`"variables": {"NUMBER": "${stack:shop#count}"}`,
			start + `"count" of stack shop, which is float64: it has to be a text`},
		"that are no ARN": {`"statements": [{"actions": ["s3:GetObject"], "resources": ["${stack:shop#name}"]}]`,
			`${stack:shop#name} is "shop", and a statement's resource has to be an ARN`},
		"that are no id": {`"vpc": {"subnetIds": ["${stack:shop#name}"], "securityGroupIds": ["sg-0123abcd"]}`,
			`${stack:shop#name} is "shop", and has to be an id like ^subnet-`},
		"of a stack that is not there": {`"variables": {"NUMBER": "${stack:none#count}"}`,
			`unknown stack "organization/none/dev"`},
	} {
		t.Run("end a deployment "+name, func(t *testing.T) {
			t.Parallel()
			r := run(t, values{"services": `{"api": {` + c.settings + `}}`})
			for name, outputs := range shopStacks {
				r.Stacks[name] = outputs
			}
			require.ErrorContains(t, deployRun(r).Err, c.fault)
		})
	}
	t.Run("are unknown in a preview until their stack is deployed", func(t *testing.T) {
		t.Parallel()
		r := run(t, rightful)
		r.DryRun = true
		r.Stacks["organization/shop/dev"], r.Stacks["acme/shop/eu"] = map[string]any{}, map[string]any{}
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		assert.NotContains(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy").Inputs, "policy")
	})
}

func TestRightsThatCannotBe(t *testing.T) {
	t.Parallel()
	long := `{"actions": ["dynamodb:GetItem"], "resources": ["arn:aws:dynamodb:us-east-1:111122223333:table/` +
		strings.Repeat("t", 500) + `-NUMBER", "${stack:shop#tableArn}"]}`
	var many []string
	for _, letter := range "abcdefghijkl" {
		many = append(many, strings.Replace(long, "NUMBER", string(letter), 1))
	}
	const at = "slipway-compute:services.api."
	for name, c := range map[string]struct{ settings, fault string }{
		"more than a role holds": {`"statements": [` + strings.Join(many, ", ") + `]`,
			at + `statements is "12": rights of 8861 characters with those of secrets, parameters and events; ` +
				`there is room for 7840 ` +
				`in a role: put some into a managed policy, and that into policies`},
		"a variable of Lambda's": {`"secrets": {"AWS_REGION": "shop/db"}`,
			at + `secrets is "AWS_REGION": Lambda sets this variable itself`},
		"a variable that is set": {`"variables": {"DB": "x"}, "secrets": {"DB": "shop/db"}`,
			at + `secrets is "DB": a variable that is not set in another way as well`},
		"a variable of a parameter": {`"parameters": {"DB": "/db"}, "secrets": {"DB": "shop/db"}`,
			at + `secrets is "DB": a variable that is not set in another way as well`},
		"more variables than Lambda takes": {
			`"variables": {"BIG": "` + strings.Repeat("x", 4050) + `"}, "secrets": {"DB": "db"}`,
			at + `variables is "": variables of 4110 bytes, Lambda takes 4096 for one function`,
		},
		"an output that is written wrongly": {`"variables": {"TABLE": "${stack:shop/dev#table}"}`,
			at + `variables is "TABLE": a reference to an output of another stack is ${stack:PROJECT#OUTPUT}, or ` +
				`${stack:ORGANIZATION/PROJECT/STACK#OUTPUT}`},
	} {
		t.Run("are rejected: "+name, func(t *testing.T) {
			t.Parallel()
			_, err := compute.LoadConfig(values{"services": `{"api": {` + c.settings + `}}`})
			require.EqualError(t, err, c.fault)
		})
	}
	t.Run("R16 there is room for what every function may do", func(t *testing.T) {
		t.Parallel()
		r := run(t, values{"environmentSuffix": "environment-14", "services": `{"aserviceoftwentychar": {
			"variables": {"A1": "x"}, "vpc": {"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["sg-0123abcd"]}}}`})
		r.Stacks["organization/slipway-foundation/dev"] = foundationStack("aserviceoftwentychar")
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		text := policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-aserviceoftwentychar-policy"), "policy")
		assert.Less(t, len(text), 2400)
	})
}
