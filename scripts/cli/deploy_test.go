package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

const simulatedLine = "AWS is simulated in this process; no account is touched.\n"

// deployed is a desk whose foundation is deployed in a simulated environment.
func deployed(t *testing.T, env string) *desk {
	t.Helper()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"] = "simulated"
	d.set["PULUMI_BACKEND_URL"] = "file://" + t.TempDir()
	d.set["ENV"] = env
	require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
	return d
}

// stateFolder is where the desk keeps its state.
func (d *desk) stateFolder() string {
	return strings.TrimPrefix(d.set["PULUMI_BACKEND_URL"], "file://")
}

// checkpoint is the file of a stack's state.
func (d *desk) checkpoint(project string) string {
	return filepath.Join(d.stateFolder(), ".pulumi", "stacks", project, d.set["ENV"]+".json")
}

// rows are the result of each layer in the summary, by layer.
func (d *desk) rows() map[string][]string {
	rows := map[string][]string{}
	_, table, _ := strings.Cut(d.err.String(), "\n\n")
	for line := range strings.SplitSeq(table, "\n") {
		if words := strings.Fields(line); len(words) > 1 {
			rows[words[0]] = words[1:]
		}
	}
	return rows
}

func TestALayerIsDeployedLookedAtAndDestroyed(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	created := d.rows()["foundation"]
	require.Len(t, created, 7)
	assert.Equal(t, "done", created[0])
	count := created[1]
	none := []string{"done", "0", "0", "0", "0", count}

	for _, verb := range []string{"deploy", "preview", "refresh"} {
		assert.Equal(t, 0, d.run(t.Context(), verb, "--layer", "foundation"), d.err.String())
		assert.Equal(t, none, d.rows()["foundation"][:6], verb)
		assert.Empty(t, d.out.String(), "%s has no data", verb)
	}

	assert.Equal(t, 0, d.run(t.Context(), "outputs"))
	assert.Equal(t, simulatedLine, d.err.String())
	lines := strings.Split(strings.TrimSpace(d.out.String()), "\n")
	assert.IsNonDecreasing(t, lines)
	assert.Contains(t, lines, "foundation.accountId = 000000000000")
	assert.Contains(t, lines, "foundation.api.repositoryName = ecr-api-dev")

	assert.Equal(t, 0, d.run(t.Context(), "outputs", "--json"))
	var outputs map[string]map[string]any
	require.NoError(t, json.Unmarshal(d.out.Bytes(), &outputs))
	assert.Len(t, outputs, 1, "only what is deployed")
	assert.Equal(t, "ecr-api-dev", outputs["foundation"]["api.repositoryName"])
	assert.Len(t, outputs["foundation"], len(lines))

	assert.Equal(t, 0, d.run(t.Context(), "destroy", "--layer", "foundation"), d.err.String())
	assert.Equal(t, []string{"done", "0", "0", "0", count, "0"}, d.rows()["foundation"][:6])
	assert.Equal(t, 1, d.run(t.Context(), "outputs"))
	assert.Equal(t, simulatedLine+"error: dev is not deployed; run `make deploy-all ENV=dev`\n", d.err.String())
}

func TestALayerIsNotDeployedBeforeWhatItNeeds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for layer, want := range map[string]string{
		"compute": "compute needs the outputs of foundation, which is not deployed in local; " +
			"run `make deploy LAYER=foundation ENV=local`",
		"delivery": "delivery needs the outputs of foundation, which is not deployed in local; " +
			"run `make deploy LAYER=foundation ENV=local`\n" +
			"delivery needs the outputs of compute, which is not deployed in local; run `make deploy LAYER=compute ENV=local`",
	} {
		assert.Equal(t, 1, d.run(t.Context(), "deploy", "--env", "local", "--layer", layer))
		assert.Equal(t, simulatedLine+"error: "+want+"\n", d.err.String())
	}
}

func TestWhatWorksOnServicesNeedsTheDeliveryLayer(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	for _, verb := range []string{"push", "rollback", "history", "status", "approve", "reject", "stop"} {
		assert.Equal(t, 1, d.run(t.Context(), verb), verb)
		assert.Equal(t, simulatedLine+"error: the delivery layer of dev is not deployed; run `make deploy-all ENV=dev`\n",
			d.err.String(), verb)
	}
}

func TestADestroyedLayerLeavesTheSimulatedAccountEmpty(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	store := localaws.Open(filepath.Join(d.stateFolder(), ".slipway", "aws"))
	there, err := store.All("000000000000")
	require.NoError(t, err)
	assert.NotEmpty(t, there)
	require.Equal(t, 0, d.run(t.Context(), "destroy-all"), d.err.String())
	assert.Equal(t, []string{"not", "deployed"}, d.rows()["compute"])
	left, err := store.All("000000000000")
	require.NoError(t, err)
	for _, r := range left {
		assert.Equal(t, "aws:kms/pendingKey:PendingKey", r.Type, "a key goes days later, as in AWS: %s", r.URN)
	}
}

func TestTwoEnvironmentsLiveSideBySide(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	d.set["ENV"] = "pr-42"
	require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
	require.Equal(t, 0, d.run(t.Context(), "destroy", "--layer", "foundation"), d.err.String())
	d.set["ENV"] = "dev"
	require.Equal(t, 0, d.run(t.Context(), "outputs"))
	assert.Contains(t, d.out.String(), "foundation.historyTable = table-deployments-dev\n")
}
