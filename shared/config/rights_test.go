package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

const table = "arn:aws:dynamodb:us-east-1:111122223333:table/shop"

func TestRights(t *testing.T) { // R16
	t.Parallel()
	t.Run("are those of one service", func(t *testing.T) {
		t.Parallel()
		_, each, err := perService("compute", values{}, `{"api": {
			"statements": [
				{"actions": ["dynamodb:GetItem"], "resources": ["`+table+`", "${stack:shop#tableArn}/index/*"],
					"conditions": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["a"]}}},
				{"actions": ["iam:PassRole"], "resources": ["arn:aws:iam::111122223333:role/Task"],
					"conditions": {"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}}},
				{"actions": ["cloudwatch:PutMetricData"], "resources": ["*"], "reason": "it knows no resources"}
			],
			"policies": ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess", "arn:aws:iam::111122223333:policy/shop/Orders"],
			"secrets": {"DB": "shop/db", "PAY": {"name": "pay", "key": "`+keyArn+`"}},
			"parameters": {"LIMITS": "/shop/limits", "FLAG": "arn:aws:ssm:us-east-1:111122223333:parameter/flag"}
		}, "cart": {}}`)
		require.NoError(t, err)
		api := each["api"]
		assert.Equal(t, []config.Statement{
			{
				Actions:   []string{"dynamodb:GetItem"},
				Resources: []string{table, "${stack:shop#tableArn}/index/*"},
				Conditions: map[string]map[string][]string{
					"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": {"a"}},
				},
			},
			{
				Actions:    []string{"iam:PassRole"},
				Resources:  []string{"arn:aws:iam::111122223333:role/Task"},
				Conditions: map[string]map[string][]string{"StringEquals": {"iam:PassedToService": {"ecs-tasks.amazonaws.com"}}},
			},
			{
				Actions:   []string{"cloudwatch:PutMetricData"},
				Resources: []string{"*"},
				Reason:    "it knows no resources",
			},
		}, api.Statements)
		assert.Len(t, api.Policies, 2)
		assert.Equal(t, map[string]config.Readable{
			"DB":  {Name: "shop/db"},
			"PAY": {Name: "pay", Key: keyArn},
		}, api.Secrets)
		assert.Len(t, api.Parameters, 2)
		assert.Empty(t, each["cart"].Statements)
		assert.Nil(t, each["cart"].Secrets)
	})
	for name, c := range map[string]struct{ settings, fault string }{
		"all actions of a service": {statement(`["dynamodb:*"]`, `["`+table+`"]`),
			`statements[0].actions is "dynamodb:*": an action by its whole name: a wildcard takes in what AWS adds to it later`},
		"what is no action": {statement(`["GetItem"]`, `["`+table+`"]`),
			`statements[0].actions is "GetItem": an action of IAM, such as dynamodb:GetItem`},
		"an action twice": {statement(`["s3:GetObject", "s3:GetObject"]`, `["arn:aws:s3:::a/*"]`),
			`statements[0].actions is "s3:GetObject": named twice`},
		"no action": {statement(`[]`, `["`+table+`"]`), `statements[0].actions is "[]": at least one action`},
		"rights over rights": {statement(`["iam:PutRolePolicy"]`, `["arn:aws:iam::111122223333:role/r"]`),
			`statements[0].actions is "iam:PutRolePolicy": no right over rights: a function that has one can give ` +
				`itself all others`},
		"a role passed on to anything": {statement(`["iam:PassRole"]`, `["arn:aws:iam::111122223333:role/r"]`),
			`statements[0].actions is "iam:PassRole": with the condition StringEquals iam:PassedToService, which says to what`},
		"any role": {statement(`["sts:AssumeRole"]`, `["arn:aws:iam::111122223333:role/*"]`),
			`statements[0].resources is "arn:aws:iam::111122223333:role/*": the whole ARN of a role that is ` +
				`assumed or passed on`},
		"no resource": {statement(`["s3:GetObject"]`, `[]`),
			`statements[0].resources is "[]": at least one resource: its ARN, or "*" with a reason`},
		"all resources without a reason": {statement(`["s3:GetObject"]`, `["*"]`),
			`statements[0].resources is "*": the ARNs of what it is about; all resources need a reason beside them`},
		"a name for a resource": {statement(`["s3:GetObject"]`, `["shop"]`),
			`statements[0].resources is "shop": an ARN, such as ` + table},
		"a name before an output": {statement(`["s3:GetObject"]`, `["x${stack:a#b}"]`),
			`statements[0].resources is "x${stack:a#b}": an ARN, such as ` + table},
		"an output without its stack": {statement(`["s3:GetObject"]`, `["${stack:arn}"]`),
			`statements[0].resources is "${stack:arn}": a reference to an output of another stack is ${stack:PROJECT#OUTPUT}, ` +
				"or ${stack:ORGANIZATION/PROJECT/STACK#OUTPUT}"},
		"a variable of IAM": {statement(`["s3:GetObject"]`, `["arn:aws:s3:::a/${aws:userid}"]`),
			`statements[0].resources is "arn:aws:s3:::a/${aws:userid}": an ARN without variables of IAM`},
		"a resource twice": {statement(`["s3:GetObject"]`, `["arn:aws:s3:::a/*", "arn:aws:s3:::a/*"]`),
			`statements[0].resources is "arn:aws:s3:::a/*": named twice`},
		"conditions that IAM does not know": {
			`"statements": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "conditions": ` +
				`{"Equals": {"x": []}}}]`,
			`statements[0].conditions is "Equals": an operator of IAM, such as StringEquals` + "\n" + at +
				`statements[0].conditions is "x": a condition key of IAM, such as s3:prefix` + "\n" + at +
				`statements[0].conditions is "x": at least one value; without one the statement allows nothing`},
		"an effect, which is always to allow": {
			`"statements": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"], "effect": "Deny"}]`,
			`statements[0].effect is "Deny": no such part; there are actions, resources, reason, conditions`},
		"too many statements": {`"statements": [` + strings.Repeat(one+", ", 20) + one + `]`,
			`statements is "21": at most 20 statements`},
		"a policy by its name": {`"policies": ["Orders"]`,
			`policies is "Orders": the ARN of a managed policy, such as arn:aws:iam::111122223333:policy/Orders`},
		"a policy that allows everything": {`"policies": ["arn:aws:iam::aws:policy/AdministratorAccess"]`,
			`policies is "arn:aws:iam::aws:policy/AdministratorAccess": ` + tooWide},
		"a policy that allows all of a service": {`"policies": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]`,
			`policies is "arn:aws:iam::aws:policy/AmazonS3FullAccess": ` + tooWide},
		"a policy that is not needed": {
			`"policies": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]`,
			`policies is "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": ` +
				`not needed: the function's role has what it needs of this, and no more`},
		"a policy twice": {`"policies": ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/A"]`,
			`policies is "arn:aws:iam::aws:policy/A": named twice`},
		"eleven policies": {`"policies": ["` + strings.Join(numbered(11), `", "`) + `"]`,
			`policies is "11": at most 10 policies, as many as IAM attaches to a role`},
		"what is no name of a secret": {`"secrets": {"DB": "shop db"}`,
			`secrets.DB.name is "shop db": the name of a secret, such as shop/db, or its whole ARN`},
		"the name of a secret that reads as the end of an ARN": {`"secrets": {"DB": "shop-backup"}`,
			`secrets.DB.name is "shop-backup": ` +
				`the whole ARN of this secret: a name that ends in a hyphen and six characters reads as one`},
		"an alias for a key": {`"secrets": {"DB": {"name": "db", "key": "alias/shop"}}`,
			`secrets.DB.key is "alias/shop": the ARN of a key of KMS; IAM knows no aliases`},
		"more about a secret": {`"secrets": {"DB": {"name": "db", "version": 1}}`,
			`secrets.DB.version is "1": no such part; there are name, key`},
		"what is no name of a parameter": {`"parameters": {"L": "shop/limits"}`,
			`parameters.L.name is "shop/limits": the name of a parameter, such as /shop/db, or its whole ARN`},
		"a parameter of AWS's": {`"parameters": {"L": "/aws/limits"}`,
			`parameters.L.name is "/aws/limits": a parameter of your own: AWS reserves names that begin with aws or ssm`},
	} {
		t.Run("rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService("compute", values{}, `{"api": {`+c.settings+`}}`)
			require.EqualError(t, err, at+c.fault)
		})
	}
}

func TestPoliciesOfAnotherAccount(t *testing.T) { // R9 R16
	t.Parallel()
	policies := `{"api": {"policies": ["arn:aws:iam::aws:policy/A", "arn:aws:iam::111122223333:policy/B"]}}`
	for name, c := range map[string]struct {
		foundation values
		fault      string
	}{
		"are not looked at while the account is not known": {values{}, ""},
		"are none in the account of the function":          {values{"account": "111122223333"}, ""},
		"are rejected": {values{"account": "444455556666"},
			at + `policies is "arn:aws:iam::111122223333:policy/B": ` +
				"a policy of AWS's or of 444455556666, the account of the function"},
		"are rejected in the account of the pipeline": {
			values{"account": "111122223333", "targetAccount": "444455556666"},
			at + `policies is "arn:aws:iam::111122223333:policy/B": ` +
				"a policy of AWS's or of 444455556666, the account of the function"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.foundation["services"] = policies
			_, _, err := sharedSettings("compute", c.foundation)
			if c.fault == "" {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, c.fault)
		})
	}
}

const (
	at      = "slipway-foundation:services.api."
	one     = `{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::a/*"]}`
	tooWide = "a policy that does not allow everything; write the actions into statements"
	keyArn  = "arn:aws:kms:us-east-1:111122223333:key/0123abcd-01ab-23cd-45ef-0123456789ab"
)

func statement(actions, resources string) string {
	return `"statements": [{"actions": ` + actions + `, "resources": ` + resources + `}]`
}

func numbered(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("arn:aws:iam::aws:policy/P%d", i))
	}
	return all
}
