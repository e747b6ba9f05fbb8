package docs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAPersonInAnIncidentFindsThePage(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	assert.Contains(t, string(readme), "](docs/incident.md)")
	text := page(t, "incident.md")
	for _, state := range []string{
		"SUCCEEDED", "FAILED", "ROLLED_BACK", "NOT_RESTORED", "SUPERSEDED", "ALREADY_LIVE", "STARTED",
	} {
		assert.Contains(t, text, "| `"+state+"`", "how to read it")
	}
	for _, command := range []string{
		"--routing-config 'AdditionalVersionWeights={}' --revision-id", "aws deploy stop-deployment",
		"aws stepfunctions stop-execution",
	} {
		assert.Contains(t, text, command)
	}
}

func TestTheExampleOfAnOperatorsPolicyForbidsRedrives(t *testing.T) {
	t.Parallel()
	_, text, found := strings.Cut(page(t, "incident.md"), "```json\n")
	require.True(t, found)
	text, _, _ = strings.Cut(text, "```")
	var policy struct {
		Version   string
		Statement []struct{ Effect, Action, Resource string }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &policy))
	require.Len(t, policy.Statement, 1)
	assert.Equal(t, "2012-10-17", policy.Version)
	assert.Equal(t, struct{ Effect, Action, Resource string }{
		Effect:   "Deny",
		Action:   "states:RedriveExecution",
		Resource: "arn:aws:states:*:111122223333:execution:sfn-release-*:*",
	}, policy.Statement[0])
}
