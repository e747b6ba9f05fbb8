package expression_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

func TestTemplateEvaluatesTheFieldsThatEndInDollar(t *testing.T) {
	t.Parallel()
	template, err := expression.Template(map[string]any{
		"fixed": map[string]any{"a": []any{1, "$.name"}},
		"key.$": "$.name",
		"deep":  map[string]any{"run.$": "$$.Execution.Name", "list": []any{map[string]any{"n.$": "$.n"}, "x"}},
	})
	require.NoError(t, err)
	got, err := template.Eval(scope)
	require.NoError(t, err)
	n, _ := expression.Number(got.(map[string]any)["deep"].(map[string]any)["list"].([]any)[0].(map[string]any)["n"])
	assert.Equal(t, 3.0, n)
	assert.Equal(t, "api", got.(map[string]any)["key"])
	assert.Equal(t, "run-1", got.(map[string]any)["deep"].(map[string]any)["run"])
	assert.Equal(t, map[string]any{"a": []any{1, "$.name"}}, got.(map[string]any)["fixed"])
}

func TestTemplateReportsEveryFaultWithItsPlace(t *testing.T) {
	t.Parallel()
	_, err := expression.Template(map[string]any{
		"a.$": 1,
		"b":   []any{"fine", map[string]any{"c.$": "d"}},
	})
	require.EqualError(t, err, `a.$: a field whose name ends in .$ must hold a path or an intrinsic function
b: element 1: c.$: "d" is neither a path nor an intrinsic function`)
}

func TestTemplateEndsAtTheFirstPathThatLeadsNowhere(t *testing.T) {
	t.Parallel()
	for _, template := range []any{map[string]any{"a.$": "$.gone"}, []any{map[string]any{"a.$": "$.gone"}}} {
		compiled, err := expression.Template(template)
		require.NoError(t, err)
		_, err = compiled.Eval(scope)
		require.EqualError(t, err, "the JSONPath '$.gone' could not be found in the input")
	}
}
