package github_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localpipeline/github"
)

// The vector is the one GitHub publishes in "Validating webhook deliveries".
func TestTheSignatureIsGitHubs(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
		github.Sign("It's a Secret to Everybody", []byte("Hello, World!")))
}

func TestAPayloadHasGitHubsShape(t *testing.T) {
	t.Parallel()
	text, err := github.Push{
		Repository: "example/shop",
		Branch:     "main",
		Commit:     "abc",
		Message:    "Fix",
		Paths:      []string{"a.js"},
		At:         time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
	}.Payload()
	require.NoError(t, err)
	var payload map[string]any
	require.NoError(t, json.Unmarshal(text, &payload))
	assert.Equal(t, "refs/heads/main", payload["ref"])
	assert.Equal(t, "abc", payload["after"])
	assert.Equal(t, false, payload["deleted"])
	assert.Equal(t, "example/shop", payload["repository"].(map[string]any)["full_name"])
	commit := payload["head_commit"].(map[string]any)
	assert.Equal(t, [...]any{"abc", "Fix", "2026-03-01T12:00:00Z"}, [...]any{commit["id"],
		commit["message"], commit["timestamp"]})
	assert.Equal(t, []any{commit}, payload["commits"])
	assert.Equal(t, []any{"a.js"}, commit["modified"])
}

func TestACommitIsAFullSha(t *testing.T) {
	t.Parallel()
	sha, err := github.NewCommit(bytes.NewReader(bytes.Repeat([]byte{0xab}, 20)))
	require.NoError(t, err)
	assert.Equal(t, strings.Repeat("ab", 20), sha)
	_, err = github.NewCommit(strings.NewReader("short"))
	assert.EqualError(t, err, "make commit: unexpected EOF")
}
