package asl_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
)

func TestTheFirstRuleThatHoldsLeads(t *testing.T) {
	t.Parallel()
	m := machine(t, `{
		"A": {"Type": "Choice", "Default": "Rest", "Choices": [
			{"Variable": "$.n", "NumericLessThan": 0, "Next": "Below"},
			{"Variable": "$.n", "NumericLessThan": 10, "Next": "Small"},
			{"Variable": "$.n", "NumericLessThanPath": "$.most", "Next": "Large"}]},
		"Below": {"Type": "Pass", "Result": "below", "End": true}, "Small": {"Type": "Pass", "Result": "small", "End": true},
		"Large": {"Type": "Pass", "Result": "large", "End": true}, "Rest": {"Type": "Pass", "Result": "rest", "End": true}}`)
	for input, want := range map[string]string{
		`{"n": -1, "most": 20}`:   "below",
		`{"n": 0, "most": 20}`:    "small",
		`{"n": 9.99, "most": 20}`: "small",
		`{"n": 10, "most": 20}`:   "large",
		`{"n": 20, "most": 20}`:   "rest",
		`{"n": "1", "most": 20}`:  "rest",
		`{"n": null, "most": 1}`:  "rest",
		`{"n": 5}`:                "small", // the third path is not looked at
	} {
		got, err := m.Run(context.Background(), decode(t, input), asl.Options{})
		require.NoError(t, err, input)
		assert.Equal(t, want, got, input)
	}
}
