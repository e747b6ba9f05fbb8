package operate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// R6, R15: what a teardown takes away can be kept.
func TestTheWholeHistoryIsCopied(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	require.Zero(t, s.run(t, "push").Code)
	file := filepath.Join(t.TempDir(), "history.jsonl")
	r := s.run(t, "history", "--export", file)
	require.Zero(t, r.Code, r.Err)
	assert.Regexp(t,
		`has the \d+ items of table-deployments-local, read again and found equal \(SHA-256 [0-9a-f]{64}\)\.$`,
		lastLine(r))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	kinds := map[string]int{}
	for line := range bytes.Lines(text) {
		var item struct {
			Item map[string]struct{ S string }
		}
		require.NoError(t, json.Unmarshal(line, &item))
		kinds[item.Item["eventType"].S]++
		if item.Item["deploymentId"].S == "lock#api" {
			kinds["lock"]++
		}
	}
	assert.Equal(t, 1, kinds["lock"], "what `make history` does not show is there as well")
	assert.Equal(t, 2, kinds["RELEASE"])
	assert.Positive(t, kinds["PIPELINE"]*kinds["STAGE"]*kinds["ACTION"]*kinds["APPROVAL"])

	for destination, want := range map[string]string{
		file: "is there already, and a copy writes over nothing: name another file",
		"s3://s3-artifacts-" + tooling + "-local/history": "`make destroy-all ENV=local` deletes that bucket with all " +
			"that it holds; name a bucket of your own, or a file",
		"s3://s3-logs-" + tooling + "-local": "`make destroy-all ENV=local` deletes that bucket",
		"s3://audit/slipway":                 "AWS is simulated and has no bucket of yours: name a file",
		"s3://":                              "s3://bucket/prefix, or a file",
	} {
		r := s.run(t, "history", "--export", destination)
		assert.NotZero(t, r.Code)
		assert.Contains(t, r.Err, want)
	}
	r = s.run(t, "history", "--export", "x", "--service", "api")
	assert.Equal(t, 2, r.Code)
	assert.Contains(t, r.Err,
		"EXPORT copies every row of every service: leave SERVICE, DEPLOYMENT, LIMIT, ALL and JSON out")

	require.Zero(t, s.run(t, "destroy", "--layer", "delivery").Code)
	r = s.run(t, "history", "--export", filepath.Join(t.TempDir(), "later.jsonl"))
	require.Zero(t, r.Code, "the history outlives the layer that writes it: %s", r.Err)
}
