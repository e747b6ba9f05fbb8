package operate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/report"
	"slipway/tests/harness"
)

// reported is what the command's report says, which is as its schema describes.
func reported(t *testing.T, file string) (r report.Report) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	harness.Conforms(t, "report.schema.json", string(text))
	require.NoError(t, json.Unmarshal(text, &r))
	return r
}

func TestARunLeavesAReport(t *testing.T) {
	t.Parallel()
	h := harness.DeployOnce(t, "local", nil, nil)
	file := filepath.Join(t.TempDir(), "reports", "run.json")
	h.Set("REPORT", file)

	// As if foundation had been deployed alone since, and called its table otherwise.
	state := filepath.Join(h.State, ".pulumi", "stacks", "slipway-delivery", "local.json")
	text, err := os.ReadFile(state)
	require.NoError(t, err)
	const table = `"historyTable":"table-deployments-local","historyTableArn"`
	earlier := strings.Replace(string(text), table, strings.Replace(table, "-local", "-old", 1), 1)
	require.NotEqual(t, string(text), earlier)
	require.NoError(t, os.WriteFile(state, []byte(earlier), 0o600))
	const stale = "delivery has not taken what has changed: historyTable of foundation"

	r := h.Must(t, "deploy", "--env", "local", "--layer", "foundation")
	assert.Contains(t, r.Err, stale+"; update it with `make deploy LAYER=delivery ENV=local`\n")

	h.Configure(t, "compute", "local", "slipway-compute:memory: 512")
	h.Set("SLIPWAY_LOCAL_FAIL", "aws:lambda/function:Function:update:1")
	r = h.Run(t, "deploy-all", "--env", "local")
	require.Equal(t, 1, r.Code)
	assert.Contains(t, r.Err, stale+"\nWhat is done stays done.")
	did := reported(t, file)
	assert.Equal(t, "failed", did.Result)
	assert.Contains(t, r.Err, "error: "+did.Error)
	assert.Equal(t, "make deploy-all ENV=local", did.Next)
	assert.Equal(t, []report.Stale{{Layer: "delivery", Outputs: []string{"historyTable of foundation"}}}, did.Stale)
	require.Len(t, did.Layers, 3)
	for i, result := range []string{"done", "failed", "not started"} {
		assert.Equal(t, result, did.Layers[i].Result)
	}
	failed := did.Layers[1]
	require.Len(t, failed.Errors, 1)
	assert.Contains(t, failed.Errors[0].Message, "InternalFailure")
	require.NotEmpty(t, failed.Resources)
	assert.True(t, failed.Resources[0].Failed)
	assert.Equal(t, "memorySize", failed.Resources[0].Properties[0].Path)
	assert.Contains(t, r.Err, "\nengine log: "+did.EngineLog+"\nerror: ")
	log, err := os.ReadFile(filepath.Join(h.Root, did.EngineLog))
	require.NoError(t, err)
	assert.Contains(t, string(log), " compute    failed update "+failed.Resources[0].Name)

	h.Set("SLIPWAY_LOCAL_FAIL", "")
	h.Must(t, "deploy-all", "--env", "local")
	did = reported(t, file)
	assert.Equal(t, "done", did.Result)
	assert.Empty(t, did.Stale)
	assert.Equal(t, map[string][]string{"api": {"memory"}}, did.NotLive)
	assert.Equal(t, "table-deployments-local", did.Layers[0].Outputs["historyTable"])
	kept := filepath.Join(h.State, ".slipway", "runs", "local", did.Run+".json")
	assert.Equal(t, did, reported(t, kept))

	h.Set("SAVE", filepath.Join(t.TempDir(), "plan"))
	h.Must(t, "preview-all", "--env", "local")
	saved := reported(t, file).Plan
	require.NotNil(t, saved)
	h.Set("PLAN", saved.Folder)
	h.Must(t, "deploy-all", "--env", "local")
	assert.Equal(t, saved, reported(t, file).Plan)

	h.Set("REPORT", filepath.Join(file, "beneath-a-file"))
	r = h.Run(t, "deploy-all", "--env", "local")
	assert.Equal(t, 2, r.Code)
	assert.Contains(t, r.Err, "error: REPORT is ")
	h.Set("REPORT", file)
	r = h.Run(t, "deploy-all", "--env", "Local")
	require.Equal(t, 2, r.Code)
	assert.Contains(t, r.Err, "error: "+reported(t, file).Error, "also of a run that was rejected")
}
