package operate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// TestTheGraph draws what is deployed, as it stands.
func TestTheGraph(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, services("[api, cart]"), nil)
	require.Zero(t, s.run(t, "push", "--service", "api", "--commit", first).Code)
	r := s.run(t, "graph")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Out, "flowchart LR\n")
	assert.Contains(t, r.Out, `    s0_4["Deploy<br>done"]:::done`+"\n")
	assert.Contains(t, r.Out, `    s0_5["version 2<br>all calls"]:::done`+"\n")
	assert.Contains(t, r.Out, `    s1_0["Source<br>–"]`+"\n", "cart was never pushed to")
	assert.Contains(t, r.Out, "  delivery -.->|needs| compute\n")
	harness.Conforms(t, "outputs.schema.json", s.run(t, "outputs", "--json").Out)

	file := filepath.Join(t.TempDir(), "local.html")
	r = s.run(t, "graph", "--out", file)
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "local is drawn in "+file+".\n")
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(page), "<!doctype html>")
	assert.Contains(t, string(page), ">cart<title>")

	r = s.run(t, "graph", "--format", "svh")
	assert.Equal(t, 2, r.Code)
	assert.Equal(t, "error: FORMAT is \"svh\": one of mermaid, svg, html; did you mean svg?\n", r.Err)
}
