package operate_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

// deploys is the second command that a finding names.
func deploys(t *testing.T, w *ward) { w.Must(t, "deploy-all", "--env", w.env) }

func brokenServices() []breakage {
	more, _ := setting("compute", "slipway-compute:memory", "3072")
	row := func(state string, days int) func(*testing.T, *ward) {
		return func(t *testing.T, w *ward) {
			w.write(t, store.Item{
				"deploymentId":    "release-" + state,
				"timestamp":       time.Now().AddDate(0, 0, days).UTC().Format("2006-01-02T15:04:05.000Z") + "#api#1-" + state,
				"eventType":       "RELEASE",
				"state":           state,
				"service":         "api",
				"version":         "3",
				"previousVersion": "2",
			})
		}
	}
	return []breakage{
		{
			name: "a row that could not be written",
			happens: func(t *testing.T, w *ward) {
				require.NoError(t, w.store.SendMessage(tooling, w.deadLetters(), store.Message{Body: `{"service": "api", ` +
					`"event": {"id": "e-1", "time": "2026-11-26T17:43:44Z", "detail-type": "CodePipeline Pipeline Execution State ` +
					`Change", "detail": {"pipeline": "pipeline-api-local", "execution-id": "run-7", "state": "STARTED"}}}`}))
			},
			check: "dead letters",
			says:  "1 message in queue-deadletters-local",
			mend:  "make replay ENV=local",
		},
		{
			name:    "a canary that nobody ends",
			happens: func(t *testing.T, w *ward) { w.divide(t, "api", "2", 0.1) },
			check:   "traffic",
			says:    "api: traffic is divided, version 4 (90 %), version 2 (10 %), and no release is running",
			mend:    "make rollback ENV=local SERVICE=api",
		},
		{
			name: "pipelines that are frozen",
			happens: func(t *testing.T, w *ward) {
				require.Zero(t, w.run(t, "freeze", "--reason", "the sale").Code)
			},
			check: "pipelines",
			says:  "api: frozen by ",
			mend:  "make thaw ENV=local SERVICE=api",
		},
		{
			name:    "a release that could not be undone",
			happens: row("NOT_RESTORED", 1),
			check:   "releases",
			says:    "api: the last release, release-NOT_RESTORED, had to be undone and could not be",
			mend:    "make rollback ENV=local SERVICE=api",
		},
		{
			name:    "a release whose machine died",
			happens: row("STARTED", 2),
			check:   "releases",
			says:    "api: the last release, release-STARTED, has begun, has not ended, and does not run",
			mend:    "make rollback ENV=local SERVICE=api",
			person: func(t *testing.T, w *ward) {
				require.Zero(t, w.run(t, "push", "--commit", strings.Repeat("4", 40)).Code)
			},
		},
		{
			name: "settings that no traffic reaches",
			happens: func(t *testing.T, w *ward) {
				more(t, w)
				deploys(t, w)
			},
			check: "live settings",
			says:  "api: deployed and not live: memory",
			mend:  "make release ENV=local SERVICE=api",
		},
		{
			name:    "the image of a rollback that has expired",
			happens: func(t *testing.T, w *ward) { w.removeImage(t, "api", w.images[0]) },
			check:   "images",
			says:    "api: the image that a rollback goes to, sha256:",
			mend:    "make rebuild ENV=local SERVICE=api",
		},
		{
			name:    "the live image that has expired",
			happens: func(t *testing.T, w *ward) { w.removeImage(t, "api", w.production(t, "api").Live) },
			check:   "images",
			says:    "api: the live image, sha256:",
			mend:    "make rebuild ENV=local SERVICE=api",
			person: func(t *testing.T, w *ward) { // now the image before is the one that has expired
				w.types(t, "make rebuild ENV=local SERVICE=api")
			},
		},
		{
			name:    "a layer that is not deployed",
			happens: func(t *testing.T, w *ward) { w.Must(t, "destroy", "--layer", "delivery", "--env", w.env) },
			check:   "layers",
			says:    "delivery not deployed",
			mend:    "make deploy-all ENV=local",
		},
	}
}
