package release_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

// ofSettings is what a person sends who releases the settings that wait.
func ofSettings(digest string) map[string]any {
	return map[string]any{
		"deploymentId": "settings-1",
		"commit":       commit,
		"digest":       digest,
		"settings":     "yes",
		"actor":        "alice",
	}
}

// deployedAgain is a deployment that changed the function's settings and published them.
func deployedAgain(b *bench) {
	b.Function.Settings = "2048 MB"
	b.Function.Add("2", &services.Version{
		Digest:   oldDigest,
		State:    "Active",
		Settings: "2048 MB",
	})
}

// settingsReleases are of settings, with the image that is live.
var settingsReleases = map[string]scenario{
	"settings that wait": {
		input:   ofSettings(oldDigest),
		arrange: deployedAgain,
		version: "2",
	},
	"settings that wait after an undone release": {
		input:   ofSettings(oldDigest),
		version: "3",
		arrange: func(b *bench) {
			b.Function.Settings = "2048 MB"
			b.Function.Add("2", &services.Version{
				Digest:   newDigest,
				State:    "Active",
				Settings: "2048 MB",
			})
		},
	},
	"no settings that wait": {
		input:   ofSettings(oldDigest),
		version: "1",
		state:   "ALREADY_LIVE",
	},
	"settings that wait while another image went live": {
		input:   ofSettings(newDigest),
		arrange: deployedAgain,
		version: "1",
		state:   "FAILED",
		reason: "Release.OtherImageLive: The settings were to be released with " + newDigest + ", and " + oldDigest +
			" is live by now. Nothing was touched; ask again: `make release ENV=dev SERVICE=api`",
	},
	"settings that the smoke call shows to be wrong": {
		input:   ofSettings(oldDigest),
		version: "1",
		state:   "FAILED",
		arrange: func(b *bench) {
			deployedAgain(b)
			b.Function.Versions["2"].Answers = []any{map[string]any{"statusCode": 503}}
		},
		reason: "Release.BadAnswer: Version 2 answered the smoke call with status 503, not with a status below 500.",
	},
	"settings of an image for another architecture than the next": {
		input:   ofSettings(oldDigest),
		version: "2",
		arrange: func(b *bench) {
			liveOnARM(b)
			b.Function.Settings = "2048 MB"
		},
	},
	"settings that fail under traffic": {
		input:   ofSettings(oldDigest),
		version: "1",
		state:   "ROLLED_BACK",
		arrange: func(b *bench) {
			deployedAgain(b)
			b.Group.OnShift = func(m *services.Model, _ string) { m.Alarms[errorAlarm] = "ALARM" }
		},
		reason: "Release.ShiftFailed: CodeDeploy ended deployment d-000000001 as Stopped: ALARM_ACTIVE: " +
			"One or more alarms have been activated: alarm-errors-api-dev",
	},
}

func TestARollbackFromSettingsTakesNoImageBack(t *testing.T) { // the image is live after it
	t.Parallel()
	b := newBench(sameAccount)
	deployedAgain(b)
	b.start(ofSettings(oldDigest), b.plain, never)
	require.Equal(t, "2", b.Function.AliasVersion)
	b.start(rollback("1"), b.plain, never)
	require.Equal(t, "1", b.Function.AliasVersion)
	require.NotContains(t, b.Rows, "taken-back#api "+oldDigest)
	b.afterwards(t)
}
