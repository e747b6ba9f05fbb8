package history_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
)

func TestWhatWasChangedPastTheReleasesIsToldInWords(t *testing.T) { // R6
	t.Parallel()
	for want, row := range map[string]history.Row{
		"No release did this: alias live was put on version 3.": {
			"action": "UpdateAlias20150331", "alias": "live", "aliasVersion": "3", "routing": "{}",
		},
		`No release did this: alias live was put on the version it was on, with {"additionalVersionWeights":{"4":0.1}}.`: {
			"action": "UpdateAlias20150331", "alias": "live", "aliasVersion": "none",
			"routing": `{"additionalVersionWeights":{"4":0.1}}`,
		},
		"No release did this: alias x was made, on version 3.": {
			"action": "CreateAlias20150331", "alias": "x", "aliasVersion": "3",
		},
		"No release did this: alias live was deleted.": {
			"action": "DeleteAlias20150331",
			"alias":  "live",
		},
		"No release did this: CodeDeploy was told to move traffic, as d-1.": {"action": "CreateDeployment", "shift": "d-1"},
		"A version was published, 7, with other settings or by hand. Calls go to it when a release takes it.": {
			"action": "PublishVersion20150331", "version": "7",
		},
		"$LATEST was changed, with other settings or by hand. Calls go to it when a release takes it.": {
			"action": "UpdateFunctionConfiguration20150331v2",
		},
	} {
		row["eventType"] = history.Change
		assert.Equal(t, []string{want}, row.Notes())
	}
	var out bytes.Buffer
	require.NoError(t, history.Print(&out, []history.Row{{
		"timestamp": "2026-03-01T12:00:00Z#e", "service": "api", "eventType": "CHANGE", "state": "DONE",
		"deploymentId": "change-0f6e1f4a-1111-2222-3333-444455556666", "action": "UpdateAlias20150331", "alias": "live",
		"aliasVersion": "3", "actor": "arn:aws:sts::1:assumed-role/Admin/alice", "version": "none",
	}}))
	assert.Contains(t, out.String(), "api      change UpdateAlias  DONE   change-0f6e1f4a  ")
	assert.Contains(t, out.String(), "alice\n  No release did this: alias live was put on version 3.\n")
}
