package history_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
)

func TestOneLineIsPrintedForEachRow(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	mine := history.Row{
		"timestamp": "2026-03-01T12:07:00Z",
		"eventType": "ROLLBACK",
		"state":     "STARTED",
		"actor":     "arn:aws:sts::123456789012:assumed-role/Admin/alice",
		"reason":    "two\n\tlines",
	}
	require.NoError(t, history.Print(&out, []history.Row{started, asked, ended, mine}))
	assert.Equal(t, ""+
		"time                  service  what                      state      deployment     commit        version  "+
		"actor  reason\n"+
		"2026-03-01T12:00:00Z  api      pipeline                  STARTED    run-1-long-id\n"+
		"2026-03-01T12:00:01Z  api      approval Manual-Approval  SUCCEEDED  run-1-long-id                         "+
		"       fine\n"+
		"2026-03-01T12:06:00Z  api      release                   SUCCEEDED  run-1-long-id  3ff54b373134  2\n"+
		"2026-03-01T12:07:00Z           rollback                  STARTED                                          "+
		"alice  two lines\n",
		out.String())
}

func TestASessionOfOneOfOurRolesIsTheRole(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, history.Print(&out, []history.Row{
		{"actor": "arn:aws:sts::123456789012:assumed-role/role-start-dev/bKzQ0dtGq"},
	}))
	assert.Contains(t, out.String(), " role-start-dev\n")
}

func TestAnIDThatSaysNothingIsShortened(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	rows := []history.Row{
		{"deploymentId": "20e93e3a-0123-4567-89ab-0123456789ab"}, {"deploymentId": "rollback-api-20260301-120000"},
	}
	require.NoError(t, history.Print(&out, rows))
	assert.Regexp(t, `(?m) 20e93e3a$`, out.String())
	assert.Contains(t, out.String(), " rollback-api-20260301-120000\n")
}

func TestHowAReleaseEndedIsSaidInPlainWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		row  history.Row
		want []string
	}{
		"nothing to say": {history.Row{"state": "SUCCEEDED", "requests": "0", "verdict": "NONE"}, nil},
		"FAILED":         {history.Row{"state": "FAILED", "reason": "no image"}, []string{"No traffic was moved."}},
		"ROLLED_BACK": {history.Row{"state": "ROLLED_BACK", "version": "3", "previousVersion": "2"},
			[]string{"Some traffic had moved to version 3; all of it is back on version 2."}},
		"ROLLED_BACK by an older machine": {history.Row{"state": "ROLLED_BACK", "version": "none"},
			[]string{"Some traffic had moved to the new version; all of it is back on the version before."}},
		"NOT_RESTORED": {
			history.Row{"state": "NOT_RESTORED", "version": "3", "undoFailure": "Lambda.LambdaException:\n denied"},
			[]string{
				"Production may be on version 3, which could not be taken back. A person has to act, now: " +
					"`make status` shows where traffic goes, docs/incident.md says what to do.",
				"Could not be undone: Lambda.LambdaException: denied",
			},
		},
		"SUPERSEDED": {history.Row{"state": "SUPERSEDED", "undoFailure": "none"},
			[]string{"Somebody else moved production meanwhile; that was left as it is."}},
		"ALREADY_LIVE": {history.Row{"state": "ALREADY_LIVE"},
			[]string{"This image was live already; nothing was touched."}},
		"settings": {history.Row{"state": "STARTED", "settings": "yes"},
			[]string{"The image that is live, with settings that were deployed and reached no traffic yet."}},
		"problems": {history.Row{"state": "SUCCEEDED", "problems": "$LATEST has another image."},
			[]string{"Left to do: $LATEST has another image."}},
		"too few requests": {history.Row{"state": "SUCCEEDED", "requests": "0", "verdict": "INCONCLUSIVE"},
			[]string{"The new version got 0 requests while it was watched, too few to tell anything: look at it yourself."}},
		"enough requests": {history.Row{"state": "SUCCEEDED", "requests": "1200", "verdict": "CONCLUSIVE"},
			[]string{"The new version got 1200 requests while it was watched."}},
		"on purpose": {history.Row{"state": "STARTED", "override": "a hotfix"}, []string{"Released on purpose: a hotfix"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.row["eventType"] = "RELEASE"
			assert.Equal(t, c.want, c.row.Notes())
			c.row["eventType"] = "PIPELINE"
			assert.Empty(t, c.row.Notes(), "the machine alone moves traffic")
		})
	}
}

func TestNotesStandBelowTheirRow(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	bad := history.Row{"timestamp": "2026-03-01T12:06:00Z", "eventType": "RELEASE", "state": "ALREADY_LIVE"}
	require.NoError(t, history.Print(&out, []history.Row{bad, begun}))
	assert.Contains(t, out.String(),
		"ALREADY_LIVE\n  This image was live already; nothing was touched.\n2026-03-01T12:00:01Z")
	assert.EqualError(t, history.Print(full(0), []history.Row{bad}), "disk is full")
	assert.EqualError(t, history.Print(full(2), []history.Row{bad}), "disk is full")
}

// full takes so many lines.
func full(lines int) *disk { return &disk{lines} }

type disk struct{ lines int }

func (d *disk) Write(text []byte) (int, error) {
	if d.lines--; d.lines < 0 {
		return 0, errors.New("disk is full")
	}
	return len(text), nil
}
