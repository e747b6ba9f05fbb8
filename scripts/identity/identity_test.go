package identity_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/identity"
)

// state is an exported state of a layer's resources.
func state(resources string) []byte {
	return []byte(`{"version": 3, "deployment": {"resources": [` + resources + `]}}`)
}

func provider(name, id, inputs string) string {
	return `{"urn": "urn:pulumi:dev::slipway-compute::pulumi:providers:aws::` + name + `", "type": "pulumi:providers:aws",
		"id": "` + id + `", "inputs": {` + inputs + `}}`
}

func TestRead(t *testing.T) {
	t.Parallel()
	const (
		region = `"region": "eu-west-1", "defaultTags": "{\"tags\":{\"Environment\":\"dev\"}}"`
		pin    = `, "allowedAccountIds": "[\"111122223333\"]"`
		topic  = `, {"urn": "u", "type": "aws:sns/topic:Topic", "id": "arn:aws:sns:eu-west-1:111122223333:t",
			"provider": "urn:pulumi:dev::slipway-compute::pulumi:providers:aws::aws::1"}`
		simulated = `, {"urn": "u", "type": "aws:sns/topic:Topic", "id": "t",
			"outputs": {"arn": "arn:aws:sns:eu-west-1:000000000000:t"},
			"provider": "urn:pulumi:dev::slipway-compute::pulumi:providers:aws::aws::1"}`
	)
	base := identity.Recorded{
		Layer:   "compute",
		Account: "111122223333",
		Region:  "eu-west-1",
		Suffix:  "dev",
	}
	with := func(change func(*identity.Recorded)) identity.Recorded {
		changed := base
		change(&changed)
		return changed
	}
	for name, c := range map[string]struct {
		layer string
		state []byte
		want  identity.Recorded
	}{
		"no state":      {"compute", nil, identity.Recorded{Layer: "compute"}},
		"nothing in it": {"compute", state(""), identity.Recorded{Layer: "compute"}},
		"a provider":    {"compute", state(provider("aws", "1", region+pin)), base},
		"values that are no text": {"compute", state(provider("aws", "1", `"region": "eu-west-1",
			"defaultTags": {"tags": {"Environment": "dev"}}, "allowedAccountIds": ["111122223333"]`)), base},
		"a state from before accounts were pinned": {"compute", state(provider("aws", "1", region) + topic),
			with(func(r *identity.Recorded) { r.Held = true })},
		"a state from before there was a mark": {"compute", state(provider("aws", "1", region) + simulated),
			with(func(r *identity.Recorded) { r.Account, r.Simulated, r.Held = "000000000000", true, true })},
		"an emulator that has the simulated account": {"compute",
			state(provider("aws", "1", region+`, "allowedAccountIds": "[\"000000000000\"]"`) + simulated),
			with(func(r *identity.Recorded) { r.Account, r.Held = "000000000000", true })},
		"a marked state": {"compute", state(provider("aws", "1", region+pin+`, "simulated": "true"`)),
			with(func(r *identity.Recorded) { r.Simulated = true })},
		"an account of the services' own": {"compute", state(provider("aws", "1", region+pin) + "," +
			provider("aws-target", "2", `"allowedAccountIds": "[\"444455556666\"]",
				"assumeRole": "{\"roleArn\":\"arn:aws:iam::444455556666:role/Deploy\",\"externalId\":\"x1\"}"`)),
			with(func(r *identity.Recorded) {
				r.Target, r.TargetRole, r.ExternalID = "444455556666", "arn:aws:iam::444455556666:role/Deploy", "x1"
			})},
		"roles at a path": {"compute", state(provider("aws", "1", region+pin) + `,
			{"urn": "u", "type": "aws:iam/role:Role", "outputs": {"path": "/shop/"}},
			{"urn": "v", "type": "aws:iam/role:Role", "outputs": {"path": "/old/"}, "delete": true}`),
			with(func(r *identity.Recorded) { r.Held, r.RolePath = true, "/shop/" })},
		"roles at no path": {"compute", state(provider("aws", "1", region+pin) + `,
			{"urn": "u", "type": "aws:iam/role:Role", "outputs": {}}`),
			with(func(r *identity.Recorded) { r.Held, r.RolePath = true, "/" })},
		"a provider that is to be deleted": {"compute", state(provider("aws", "1", region+pin) + `,
			{"urn": "urn:pulumi:dev::slipway-compute::pulumi:providers:aws::aws", "type": "pulumi:providers:aws", "id": "0",
			"delete": true, "inputs": {"region": "us-east-1"}}`), base},
		"outputs that outlive what they tell of": {"foundation", state(`{"urn": "u", "type": "pulumi:pulumi:Stack",
			"outputs": {"accountId": "111122223333"}}`), identity.Recorded{Layer: "foundation"}},
		"outputs, if nothing else tells": {"foundation", state(`{"urn": "u", "type": "pulumi:pulumi:Stack",
			"outputs": {"accountId": "111122223333"}}, {"urn": "t", "type": "aws:dynamodb/table:Table", "id": "t"}`),
			identity.Recorded{
				Layer:   "foundation",
				Held:    true,
				Account: "111122223333",
			}},
	} {
		t.Run("reads "+name, func(t *testing.T) {
			t.Parallel()
			r, err := identity.Read(c.layer, c.state)
			require.NoError(t, err)
			assert.Equal(t, c.want, r)
		})
	}
	_, err := identity.Read("compute", []byte("{"))
	assert.ErrorContains(t, err, "decode state of compute: ")
}
