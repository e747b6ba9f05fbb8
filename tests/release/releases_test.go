package release_test

import (
	"slipway/scripts/localaws/services"
)

// goodReleases end on the new version, or were there already.
var goodReleases = map[string]scenario{
	"a release": {input: release(), version: "2"},
	"a release for another architecture than before": {
		input:   release(),
		arrange: liveOnARM,
		version: "2",
	},
	"a release all at once": {
		input:   release(),
		arrange: func(b *bench) { b.Group.Share, b.Group.Takes = 1, 0 },
		version: "2",
	},
	"a release beside weights an interrupted undo left": {
		input:   release(),
		version: "2",
		arrange: func(b *bench) {
			b.Function.Versions["9"] = &services.Version{Digest: newDigest, State: "Active"}
			b.Function.Weights = map[string]float64{"9": 0.1}
		},
	},
	"a release while the alarm has no data": {
		input:   release(),
		arrange: func(b *bench) { b.Alarms["alarm-errors-api-dev"] = "INSUFFICIENT_DATA" },
		version: "2",
	},
	"a smoke call answered with a text": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Answers[newDigest] = "fine" },
		version: "2",
	},
	"a smoke call that is answered well at the third attempt": {
		input: release(),
		arrange: func(b *bench) {
			b.Function.Answers[newDigest] = nil
			b.onPublish(func(v *services.Version) {
				bad := map[string]any{"statusCode": 502}
				v.Answers = []any{bad, bad, map[string]any{"statusCode": 200}}
			})
		},
		version: "2",
	},
	"the same on purpose": {
		input:   overridden(),
		version: "2",
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.start(rollback("1"), b.plain, never)
		},
	},
	"a release on purpose while the alarm fires": {
		input:   overridden(),
		version: "2",
		arrange: func(b *bench) { b.Alarms[errorAlarm] = "ALARM" },
	},
}
