package contract_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
)

func TestAnOutputThatIsMissingIsNamedWithTheCommandThatSuppliesIt(t *testing.T) {
	t.Parallel()
	rec := foundation(t, false,
		map[string]map[string]any{foundationStack: without(exportedFoundation(t), "topicArn")}, "api")
	var missing *contract.MissingError
	require.True(t, errors.As(rec.Err, &missing))
	assert.Equal(t, contract.MissingError{
		Stack:   foundationStack,
		Output:  "topicArn",
		Command: "make deploy LAYER=foundation ENV=dev",
	}, *missing)
	assert.ErrorContains(t, rec.Err,
		"stack organization/slipway-foundation/dev has no output \"topicArn\": run `make deploy LAYER=foundation ENV=dev`")
	assert.Empty(t, rec.Kept())
}

func TestAnOutputThatIsNotTextIsNamedWithWhatItIs(t *testing.T) {
	t.Parallel()
	rec := compute(t, map[string]map[string]any{computeStack: with(exportedCompute(t), "accountId", 7.0)}, "api")
	var wrong *contract.TypeError
	require.True(t, errors.As(rec.Err, &wrong))
	assert.Equal(t, contract.TypeError{
		Stack:  computeStack,
		Output: "accountId",
		Value:  7.0,
	}, *wrong)
	assert.ErrorContains(t, rec.Err,
		`stack organization/slipway-compute/dev: output "accountId" is float64, want a string`)
}

func TestAnotherVersionOfTheContractIsRefusedBeforeAnythingElse(t *testing.T) {
	t.Parallel()
	old := without(with(exportedFoundation(t), "contractVersion", "0"), "topicArn")
	rec := foundation(t, false, map[string]map[string]any{foundationStack: old}, "api")
	var version *contract.VersionError
	require.True(t, errors.As(rec.Err, &version))
	assert.Equal(t, contract.VersionError{
		Stack:   foundationStack,
		Found:   "0",
		Command: "make deploy LAYER=foundation ENV=dev",
	}, *version)
	assert.ErrorContains(t, rec.Err,
		"stack organization/slipway-foundation/dev speaks contract version 0, this program version 3: "+
			"run `make deploy LAYER=foundation ENV=dev`")
	var missing *contract.MissingError
	assert.False(t, errors.As(rec.Err, &missing), "outputs of another version say nothing")

	rec = foundation(t, false, map[string]map[string]any{foundationStack: with(old, "contractVersion", 1.0)}, "api")
	assert.ErrorContains(t, rec.Err, `output "contractVersion" is float64, want a string`)
}

func TestEveryFaultOfAStackIsToldAtOnce(t *testing.T) {
	t.Parallel()
	outputs := with(without(exportedFoundation(t), "keyArn", "cart.repositoryUri"), "region", []any{"us-east-1"})
	rec := foundation(t, false, map[string]map[string]any{foundationStack: outputs}, "api", "cart")
	assert.ErrorContains(t, rec.Err, "stack organization/slipway-foundation/dev has no output \"cart.repositoryUri\": "+
		"run `make deploy LAYER=foundation ENV=dev`\n"+
		"stack organization/slipway-foundation/dev has no output \"keyArn\": run `make deploy LAYER=foundation ENV=dev`\n"+
		"stack organization/slipway-foundation/dev: output \"region\" is []interface {}, want a string")
}
