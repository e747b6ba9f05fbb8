package statemachines_test

import (
	"encoding/json"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/statemachines"
)

func TestRenderPutsAnyValueInTheWholeStringsPlace(t *testing.T) {
	t.Parallel()
	definition := map[string]any{
		"text":  "${name}",
		"list":  []any{"${number}", "price: ${name}"},
		"inner": map[string]any{"object": "${object}"},
		"kept":  json.Number("0.0"),
	}
	rendered, err := statemachines.Render(definition, map[string]any{
		"name": `quote " and brace }`, "number": 15, "object": map[string]any{"k": "${name}"},
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]any{
		"text":  `quote " and brace }`,
		"list":  []any{15, "price: ${name}"},
		"inner": map[string]any{"object": map[string]any{"k": "${name}"}},
		"kept":  json.Number("0.0"),
	}, rendered)
	assert.Equal(t, "${name}", definition["text"], "the definition itself must stay as it was")
}

func TestRenderReportsEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	_, err := statemachines.Render([]any{"${b}", "${a}"}, map[string]any{"z": 1, "y": 2})
	require.EqualError(t, err, `render state machine: placeholder ${a} has no value
placeholder ${b} has no value
value "y" has no placeholder ${y}
value "z" has no placeholder ${z}`)
}

func TestRenderTakesPulumiOutputs(t *testing.T) {
	t.Parallel()
	rendered, err := statemachines.Recorder(statemachines.RecorderSettings{
		Environment:      "dev",
		HistoryTableName: pulumi.String("table-deployments-dev").ToStringOutput(),
		DeadLetterURL:    "https://sqs.us-east-1.amazonaws.com/1/q",
	})
	require.NoError(t, err)
	text := make(chan string, 1)
	pulumi.JSONMarshal(rendered).ApplyT(func(s string) string { text <- s; return s })
	assert.Contains(t, <-text, `"TableName":"table-deployments-dev"`)
}
