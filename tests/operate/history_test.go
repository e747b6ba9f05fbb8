package operate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

// write puts a row into the history, as a release machine does.
func (s *site) write(t *testing.T, row store.Item) {
	t.Helper()
	require.NoError(t, s.store.PutItem(tooling, "table-deployments-"+s.env, row, true))
}

func TestTheHistoryIsReadInAnIncident(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	require.Equal(t, 1, s.run(t, "push", "--commit", first, "--fault", "errors").Code)
	undone := latest(t, s.rows(t))
	s.write(t, store.Item{
		"deploymentId":    "release-by-hand",
		"timestamp":       "2035-01-01T00:00:00.000Z#api#2-ended",
		"eventType":       "RELEASE",
		"state":           "NOT_RESTORED",
		"service":         "api",
		"actor":           "arn:aws:iam::000000000000:user/alice",
		"version":         "3",
		"previousVersion": "2",
		"reason":          "Release.BadAnswer: status 503",
		"undoFailure":     "Lambda.LambdaException: denied",
		"requests":        7,
		"verdict":         "INCONCLUSIVE",
	})

	t.Run("a release that was undone says what that means", func(t *testing.T) {
		r := s.run(t, "history")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Out, "  Some traffic had moved to version 2; all of it is back on version 1.\n")
	})
	t.Run("one that could not be undone says who has to act, and where it says how", func(t *testing.T) {
		r := s.run(t, "history")
		assert.Regexp(t, ` release-by-hand +3 +alice +Release.BadAnswer: status 503\n`, r.Out)
		assert.Contains(t, r.Out,
			"  Production may be on version 3, which could not be taken back. A person has to act, now: "+
				"`make status` shows where traffic goes, docs/incident.md says what to do.\n"+
				"  Could not be undone: Lambda.LambdaException: denied\n"+
				"  The new version got 7 requests while it was watched, too few to tell anything: look at it yourself.\n")
	})
	t.Run("one deployment is found by the begin of its id", func(t *testing.T) {
		r := s.run(t, "history", "--deployment", undone[:8])
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Out, "ROLLED_BACK")
		assert.NotContains(t, r.Out, "NOT_RESTORED")
		rows := s.rows(t, "--deployment", "release-by-hand")
		require.Len(t, rows, 1)
		assert.Equal(t, "7", rows[0]["requests"], "JSON has every attribute")
		r = s.run(t, "history", "--deployment", "x")
		assert.Equal(t, 1, r.Code)
		assert.Equal(t,
			"error: no deployment of api has an id that begins with \"x\"; `make history` lists them", lastLine(r))
	})
	t.Run("there may be more rows than are printed at once", func(t *testing.T) {
		for i := range 600 {
			s.write(t, store.Item{
				"deploymentId": fmt.Sprintf("old-%d", i),
				"timestamp":    fmt.Sprintf("2020-01-01T00:00:00Z#%d", i),
				"eventType":    "PIPELINE",
				"state":        "SUCCEEDED",
				"service":      "api",
			})
		}
		r := s.run(t, "history")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "api: the latest 500 rows; LIMIT= shows more, ALL=1 all.\n")
		assert.Len(t, s.rows(t), 500)
		assert.Greater(t, len(s.rows(t, "--all")), 600)
		assert.Len(t, s.rows(t, "--limit", "550"), 550)
		r = s.run(t, "history", "--limit", "1")
		assert.Equal(t, 2, strings.Count(r.Out, "\n  ")-1, r.Out)
		r = s.run(t, "history", "--limit", "0")
		assert.Equal(t, 2, r.Code)
		assert.Equal(t, `error: LIMIT is "0": a number of rows, 1 or more; ALL=1 prints all`, lastLine(r))
	})
}
