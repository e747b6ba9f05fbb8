package deployed_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
	"slipway/tests/iam/policy"
)

const (
	own    = "111111111111"
	target = "222222222222"
	allow  = `{"Statement":[{"Sid":"One","Effect":"Allow","Action":"sns:Publish","Resource":"*"}]}`
	trust  = `{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
)

func resource(typ, id string, outputs map[string]any) harness.Resource {
	return harness.Resource{
		URN:     "urn::" + id,
		Type:    typ,
		ID:      id,
		Outputs: outputs,
	}
}

func TestDocumentsAreReadWithWhomTheyBelongTo(t *testing.T) {
	t.Parallel()
	role := "arn:aws:iam::" + target + ":role/a"
	s, err := deployed.From(own, target, []harness.Resource{
		resource("aws:iam/role:Role", "a", map[string]any{"name": "a", "arn": role, "assumeRolePolicy": trust}),
		resource("aws:iam/rolePolicy:RolePolicy", "a:work", map[string]any{"name": "work", "role": "a", "policy": allow}),
		resource("aws:s3/bucketV2:BucketV2", "store", map[string]any{
			"bucket": "store",
			"arn":    "arn:aws:s3:::store",
			"policy": allow,
		}),
		resource("aws:s3/bucketPolicy:BucketPolicy", "store", map[string]any{"bucket": "store", "policy": allow}),
		resource("aws:lambda/function:Function", "f", map[string]any{
			"name": "f",
			"arn":  "arn:aws:lambda:us-east-1:" + own + ":function:f",
		}),
		resource("aws:lambda/permission:Permission", "p", map[string]any{
			"function": "f", "statementId": "Call", "principal": "apigateway.amazonaws.com", "action": "lambda:InvokeFunction",
			"sourceArn": "arn:aws:execute-api:us-east-1:" + own + ":x/*", "sourceAccount": own,
		}),
		resource("aws:lambda/permission:Permission", "q", map[string]any{
			"function": "f", "qualifier": "live", "statementId": "Call", "principal": "apigateway.amazonaws.com",
			"action": "lambda:InvokeFunction",
		}),
	})
	require.NoError(t, err)
	type placed struct {
		kind                 policy.Kind
		owner, account, name string
	}
	var got []placed
	for _, e := range s.Statements {
		got = append(got, placed{e.Kind, e.Owner, e.Account, e.Name()})
	}
	assert.Equal(t, []placed{
		{policy.Trust, role, target, "a trust"},
		{policy.Identity, role, target, "a work One"},
		{policy.Resource, "arn:aws:s3:::store", own, "s3 store One"},
		{policy.Resource, "arn:aws:lambda:us-east-1:" + own + ":function:f", own, "lambda function:f Call"},
		{policy.Resource, "arn:aws:lambda:us-east-1:" + own + ":function:f:live", own, "lambda function:f:live Call"},
	}, got)
	assert.Len(t, s.Documents, 5)
	assert.Equal(t, map[string]map[string][]string{
		"ArnLike":      {"aws:SourceArn": {"arn:aws:execute-api:us-east-1:" + own + ":x/*"}},
		"StringEquals": {"aws:SourceAccount": {own}},
	}, s.Statements[3].Conditions)
}

func TestADocumentThatCannotBePlacedIsAnError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		resource harness.Resource
		want     string
	}{
		"of an unknown type": {resource("aws:glacier/vault:Vault", "v", map[string]any{"accessPolicy": allow}),
			"urn::v holds a policy document that is not read"},
		"of a role that is absent": {resource("aws:iam/rolePolicy:RolePolicy", "p", map[string]any{
			"role":   "a",
			"policy": allow,
		}), `place urn::p: 0 of aws:iam/role:Role have name "a"`},
		"of a bucket that is not": {resource("aws:s3/bucketPolicy:BucketPolicy", "p", map[string]any{
			"bucket": "b",
			"policy": allow,
		}), `place urn::p: 0 of aws:s3/bucketV2:BucketV2 have bucket "b"`},
		"of no function": {resource("aws:lambda/permission:Permission", "p", map[string]any{"function": "f"}),
			`place urn::p: 0 of aws:lambda/function:Function have name "f"`},
		"that is none": {resource("aws:kms/key:Key", "k", map[string]any{
			"arn":    "arn:aws:kms:us-east-1:1:key/k",
			"policy": "no",
		}), "parse kms key/k: not a policy document: invalid character 'o' in literal null (expecting 'u')"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := deployed.From(own, target, []harness.Resource{c.resource})
			assert.EqualError(t, err, c.want)
		})
	}
}

func TestFinding(t *testing.T) {
	t.Parallel()
	s := &deployed.State{Resources: []harness.Resource{
		resource("a", "1", map[string]any{"name": "x"}),
		resource("a", "2", map[string]any{"name": "y"}), resource("b", "3", nil),
	}}
	assert.Len(t, s.Of("a"), 2)
	assert.Equal(t, "2", s.Must("a", "name", "y").ID)
	assert.Equal(t, "3", s.Only("b").ID)
	assert.PanicsWithValue(t, "2 of a", func() { s.Only("a") })
	assert.Panics(t, func() { s.Must("a", "name", "z") })
}

func TestPathsFollowKeysAndIndexes(t *testing.T) {
	t.Parallel()
	r := resource("a", "1", map[string]any{"stages": []any{map[string]any{"name": "Source"}}, "on": true})
	assert.Equal(t, "Source", deployed.Text(r, "stages", 0, "name"))
	assert.Equal(t, true, deployed.Path(r, "on"))
	assert.Len(t, deployed.List(r, "stages"), 1)
	assert.Empty(t, deployed.Text(r, "on", "name"), "there is nothing below a truth value")
	assert.Empty(t, deployed.List(r, "none"))
}

func TestWhatAWSDrawsIsNormalised(t *testing.T) {
	t.Parallel()
	s := &deployed.State{
		Own:    own,
		Target: target,
		Resources: []harness.Resource{
			resource("aws:kms/key:Key", "1234-5678", nil),
			resource("aws:secretsmanager/secret:Secret",
				"arn:aws:secretsmanager:us-east-1:"+own+":secret:secret-webhook-dev-aBcDeF", nil),
		},
	}
	assert.Equal(t, "arn:aws:kms:us-east-1:TOOLING:key/KEY secret-webhook-dev-SECRET TARGET",
		s.Normalise("arn:aws:kms:us-east-1:"+own+":key/1234-5678 secret-webhook-dev-aBcDeF "+target))
}
