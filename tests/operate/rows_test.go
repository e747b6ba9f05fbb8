package operate_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// rows are those of the history, by the command that prints them.
func (s *site) rows(t *testing.T, words ...string) []map[string]string {
	t.Helper()
	r := s.run(t, append([]string{"history", "--json"}, words...)...)
	require.Zero(t, r.Code, r.Err)
	harness.Conforms(t, "history.schema.json", r.Out)
	var rows []map[string]string
	require.NoError(t, json.Unmarshal([]byte(r.Out), &rows))
	return rows
}

// milestones are the event types and states of one deployment's rows, without
// stages and actions.
func milestones(rows []map[string]string, deployment string) []string {
	var found []string
	for _, row := range rows {
		if row["deploymentId"] == deployment && row["eventType"] != "STAGE" && row["eventType"] != "ACTION" {
			found = append(found, row["eventType"]+" "+row["state"])
		}
	}
	return found
}

// latest is the deployment of the newest row.
func latest(t *testing.T, rows []map[string]string) string {
	t.Helper()
	require.NotEmpty(t, rows)
	return rows[len(rows)-1]["deploymentId"]
}

// lastLine is what a person reads last.
func lastLine(r harness.Result) string {
	lines := strings.Split(strings.TrimSpace(r.Err), "\n")
	return lines[len(lines)-1]
}

// whole checks that production is on one version, and $LATEST on its image.
func whole(t *testing.T, p production) {
	t.Helper()
	assert.False(t, p.Split, "the alias is between two versions")
	assert.Equal(t, p.Live, p.Latest, "$LATEST is not the image that is live")
}
