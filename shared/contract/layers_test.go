package contract_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/contract"
)

func TestLayers(t *testing.T) { // C3
	t.Parallel()
	assert.Equal(t, []string{"foundation", "compute", "delivery"}, contract.LayerNames())
	t.Run("need only layers that are deployed before them", func(t *testing.T) {
		t.Parallel()
		var before []string
		for _, layer := range contract.Layers() {
			assert.Subset(t, before, layer.Needs, layer.Name)
			before = append(before, layer.Name)
		}
		assert.Equal(t, []string{"foundation", "compute"}, contract.Layers()[2].Needs)
	})
	t.Run("are known by their names", func(t *testing.T) {
		t.Parallel()
		assert.True(t, contract.IsLayer("compute"))
		assert.False(t, contract.IsLayer("Compute"))
		assert.Equal(t, "slipway-compute", contract.Project("compute"))
	})
}

func TestShifts(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []contract.Shift{
		{Release: "canary", Configuration: "CodeDeployDefault.LambdaCanary10Percent5Minutes"},
		{Release: "canary-10", Configuration: "CodeDeployDefault.LambdaCanary10Percent10Minutes"},
		{Release: "canary-15", Configuration: "CodeDeployDefault.LambdaCanary10Percent15Minutes"},
		{Release: "canary-30", Configuration: "CodeDeployDefault.LambdaCanary10Percent30Minutes"},
		{Release: "linear", Configuration: "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"},
		{Release: "linear-2", Configuration: "CodeDeployDefault.LambdaLinear10PercentEvery2Minutes"},
		{Release: "linear-3", Configuration: "CodeDeployDefault.LambdaLinear10PercentEvery3Minutes"},
		{Release: "linear-10", Configuration: "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes"},
		{Release: "all-at-once", Configuration: "CodeDeployDefault.LambdaAllAtOnce"},
	}, contract.Shifts())
}
