package lint_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/lint"
	"slipway/tests/iam/policy"
)

const (
	role   = "arn:aws:iam::111111111111:role/a"
	topic  = "arn:aws:sns:us-east-1:111111111111:a"
	keyArn = "arn:aws:kms:us-east-1:111111111111:key/a"
	queue  = "arn:aws:sqs:us-east-1:111111111111:a"
)

func TestEachFaultIsFound(t *testing.T) {
	t.Parallel()
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var set policy.Set
			require.NoError(t,
				set.Add(c.kind, c.owner, "111111111111", "doc", `{"Statement":{"Effect":"Allow",`+c.statement+`}}`))
			assert.ElementsMatch(t, c.want, lint.Check(set))
		})
	}
}

func TestADenialMaySpeakOfEverything(t *testing.T) {
	t.Parallel()
	var set policy.Set
	require.NoError(t, set.Add(policy.Resource, topic, "111111111111", "doc",
		`{"Statement":{"Effect":"Deny","Principal":"*","Action":"sns:*","Resource":"`+topic+
			`","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`))
	assert.Empty(t, lint.Check(set))
}

func TestWhatIsSaidTwiceIsFound(t *testing.T) {
	t.Parallel()
	const publish, read = `{"Sid":"One","Effect":"Allow","Action":"sns:Publish","Resource":"` + topic + `"}`,
		`{"Sid":"One","Effect":"Allow","Action":"sqs:SendMessage","Resource":"` + queue + `"}`
	var set policy.Set
	require.NoError(t, set.Add(policy.Identity, role, "", "first", `{"Statement":[`+publish+`,`+read+`]}`))
	require.NoError(t, set.Add(policy.Identity, role, "", "second", `{"Statement":[`+publish+`]}`))
	require.NoError(t, set.Add(policy.Identity, role+"2", "", "other", `{"Statement":[`+publish+`]}`))
	assert.Equal(t,
		[]string{"first One: the id is given twice", "second One: says the same as first One"}, lint.Check(set))
}

func TestSize(t *testing.T) {
	t.Parallel()
	assert.Empty(t, lint.Size("trust", 2048))
	assert.Equal(t, []string{"2049 characters, AWS stores 2048"}, lint.Size("trust", 2049))
	assert.Equal(t, []string{"no limit is known for a policy of glacier"}, lint.Size("glacier", 1))
}
