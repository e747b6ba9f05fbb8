package operate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func brokenStates() []breakage {
	lock := func(text string) func(*testing.T, *ward) {
		return func(t *testing.T, w *ward) {
			w.writes(t, filepath.Join(w.State, ".pulumi", "locks", "organization", "slipway-compute", w.env, "x.json"), text)
		}
	}
	return []breakage{
		{
			name:    "the lock of a run that died",
			happens: lock(`{"pid": 4711, "username": "ann", "hostname": "desk", "timestamp": "2026-11-26T17:41:17Z"}`),
			check:   "lock",
			says:    "slipway-compute/local is locked by a run of ann@desk (pid 4711) at 2026-11-26T17:41:17Z",
			mend:    "make recover ENV=local",
		},
		{
			name:    "a lock that was written half",
			happens: lock("{"),
			check:   "lock",
			says:    "slipway-compute/local is locked by another run",
			mend:    "make recover ENV=local",
		},
		{
			name: "a run that was cut off",
			happens: func(t *testing.T, w *ward) {
				text, err := os.ReadFile(w.checkpoint("compute"))
				require.NoError(t, err)
				const pending = `"pending_operations": [{"type": "updating", "resource": {"urn": ` +
					`"urn:pulumi:local::slipway-compute::pulumi:pulumi:Stack::slipway-compute-local", ` +
					`"type": "pulumi:pulumi:Stack", "custom": false}}], "resources"`
				changed := strings.Replace(string(text), `"resources"`, pending, 1)
				require.NotEqual(t, string(text), changed)
				w.writes(t, w.checkpoint("compute"), changed)
			},
			check: "cut off",
			says:  "a run on compute was cut off: it is not known whether 1 operation of it happened",
			mend:  "make recover ENV=local",
		},
		{
			name: "a state that was cut",
			happens: func(t *testing.T, w *ward) {
				require.NoError(t, os.Truncate(w.checkpoint("delivery"), 1000))
			},
			check: "state",
			says:  "slipway-delivery/local.json",
			mend:  "make recover ENV=local",
		},
		{
			name:    "a state that is lost",
			happens: func(t *testing.T, w *ward) { require.NoError(t, os.Remove(w.checkpoint("compute"))) },
			check:   "state",
			says:    "the state of compute is lost; a copy of ",
			mend:    "make recover ENV=local",
		},
		{
			name: "a state that is looked for elsewhere",
			happens: func(t *testing.T, w *ward) {
				w.vars["PULUMI_BACKEND_URL"] = "file://" + filepath.Join(w.State, "elsewhere")
			},
			check: "backend",
			says:  "no state of local is at ",
		},
	}
}
