package push_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/stacks/delivery/deliverytest"
)

const connectionType = "codestarconnections/connection:Connection"

func TestTheConnectionIsGitHubs(t *testing.T) { // R2
	t.Parallel()
	rec := deliverytest.Environment{Services: []string{"api", "cart"}}.Deployed(t)
	deliverytest.AssertInputs(t, map[string]any{"name": "connection-github-dev", "providerType": "GitHub"},
		rec.Get(t, connectionType, "connection-github"))
	assert.Len(t, rec.Of(connectionType), 1, "all services share it")
}

func TestAnExistingConnectionIsUsedAsItIs(t *testing.T) { // R2
	t.Parallel()
	const existing = "arn:aws:codeconnections:us-east-1:111122223333:connection/aaaabbbb-1111-2222-3333-ccccddddeeee"
	rec := deliverytest.Environment{Settings: map[string]string{"connectionArn": existing}}.Deployed(t)
	assert.Empty(t, rec.Of(connectionType))
	assert.Equal(t, existing, rec.Kept()["connectionArn"])
	source := deliverytest.ActionIn(t,
		deliverytest.StagesOf(rec.Get(t, deliverytest.PipelineType, "pipeline-api-pipeline"))[0])
	assert.Equal(t, existing, source["configuration"].(map[string]any)["ConnectionArn"])
}
