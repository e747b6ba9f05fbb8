package release_test

import (
	"strings"
	"time"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// badReleases end where they began.
var badReleases = map[string]scenario{
	"an image for another architecture": {
		input:   release(),
		arrange: func(b *bench) { b.Function.ImagesFor[newDigest] = "arm64" },
		version: "1",
		state:   "FAILED",
		reason: "Runtime.InvalidEntrypoint: " +
			`{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"Error: fork/exec: exec format error"}`,
	},
	"a release for another architecture that fails under traffic": {
		input:   release(),
		version: "1",
		state:   "ROLLED_BACK",
		arrange: func(b *bench) {
			liveOnARM(b)
			b.Group.OnShift = func(m *services.Model, _ string) { m.Alarms[errorAlarm] = "ALARM" }
		},
		reason: "Release.ShiftFailed: CodeDeploy ended deployment d-000000001 as Stopped: ALARM_ACTIVE: " +
			"One or more alarms have been activated: alarm-errors-api-dev",
	},
	"a release while the alarm fires": {
		input:   release(),
		arrange: func(b *bench) { b.Alarms["alarm-errors-api-dev"] = "ALARM" },
		version: "1",
		state:   "FAILED",
		reason: "Release.AlarmActive: The alarms [alarm-errors-api-dev, alarm-release-api-dev] are [ALARM, OK] already. " +
			"Nothing was touched; roll back, or, if this release is the fix: `make release ENV=dev SERVICE=api DIGEST=" +
			newDigest + " OVERRIDE=reason`",
	},
	"a release without an alarm": {
		input:   release(),
		arrange: func(b *bench) { delete(b.Alarms, releaseAlarm) },
		version: "1",
		state:   "FAILED",
		reason: "Release.AlarmMissing: Of the alarms [alarm-errors-api-dev, alarm-release-api-dev] only " +
			"[alarm-errors-api-dev] exist, so a bad release might not be undone. Nothing was touched; deploy the delivery " +
			"layer, and correct rollbackAlarms.",
	},
	"a release without a digest": {
		input:   map[string]any{"deploymentId": "run-7", "commit": commit},
		version: "1",
		state:   "FAILED",
		reason: "Release.IncompleteRequest: A release needs a commit and a sha256 digest; the input has commit " + commit +
			" and digest none.",
	},
	"a release of an image that does not exist": {
		input:   map[string]any{"deploymentId": "run-7", "commit": commit, "digest": "sha256:gone"},
		version: "1",
		state:   "FAILED",
		reason: "Lambda.InvalidParameterValueException: Source image " +
			"123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev@sha256:gone does not exist. Provide a valid source image.",
	},
	"an image Lambda cannot take": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Rejected[newDigest] = "The image manifest is an index." },
		version: "1",
		state:   "FAILED",
		reason:  "Release.CodeFailed: Lambda could not take the image " + newDigest + ": The image manifest is an index.",
	},
	"an image Lambda takes too long for": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Slow = map[string]time.Duration{newDigest: 2 * time.Minute} },
		version: "1",
		state:   "FAILED",
		reason:  "Release.CodeTooSlow: Lambda had not taken the image " + newDigest + " after 12 looks.",
	},
	"a version that cannot start": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Unstartable[newDigest] = true },
		version: "1",
		state:   "FAILED",
		reason:  "Release.VersionFailed: Version 2 of function-api-dev is in state Failed: its image could not be started.",
	},
	"a version that stays pending": {
		input:   release(),
		arrange: func(b *bench) { b.Function.PublishTakes = 10 * time.Minute },
		version: "1",
		state:   "FAILED",
		reason:  "Release.VersionTooSlow: Version 2 of function-api-dev was not active after 12 looks.",
	},
	"an alarm during the canary": {
		input:   release(),
		version: "1",
		state:   "ROLLED_BACK",
		arrange: func(b *bench) {
			b.Group.OnShift = func(w *services.Model, _ string) { w.Alarms["alarm-errors-api-dev"] = "ALARM" }
		},
		reason: "Release.ShiftFailed: CodeDeploy ended deployment d-000000001 as Stopped: ALARM_ACTIVE: " +
			"One or more alarms have been activated: alarm-errors-api-dev",
	},
	"a canary that never ends": {
		input:   release(),
		arrange: func(b *bench) { b.Group.Takes = 5 * time.Hour },
		version: "1",
		state:   "ROLLED_BACK",
		reason:  "Release.ShiftTooSlow: CodeDeploy had not ended deployment d-000000001 after 40 looks.",
	},
	"an error of the function at the smoke call": {
		input:   release(),
		version: "1",
		state:   "FAILED",
		arrange: func(b *bench) {
			b.Function.Answers[newDigest] = &asl.Error{Name: "TypeError", Cause: "x is not a function"}
		},
		reason: "TypeError: x is not a function",
	},
	"a smoke call answered with 503": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Answers[newDigest] = map[string]any{"statusCode": 503} },
		version: "1",
		state:   "FAILED",
		reason:  "Release.BadAnswer: Version 2 answered the smoke call with status 503, not with a status below 500.",
	},
	"a version that fails with traffic only": {
		input:   release(),
		version: "1",
		state:   "ROLLED_BACK",
		arrange: func(b *bench) {
			b.onPublish(func(v *services.Version) {
				v.Answers = []any{map[string]any{"statusCode": 200}, map[string]any{"statusCode": 500}}
			})
			b.Group.Share, b.Group.Takes = 1, 0
		},
		reason: "Release.BadAnswer: Version 2 answered the smoke call with status 500, not with a status below 500.",
	},
	"an alarm in the bake": {
		input:   release(),
		version: "1",
		state:   "ROLLED_BACK",
		arrange: func(b *bench) {
			b.clock.OnSleep = func(time.Duration) {
				if b.Function.AliasVersion == "2" {
					b.Alarms[releaseAlarm] = "ALARM"
				}
			}
		},
		reason: "Release.AlarmInBake: The alarms [alarm-errors-api-dev, alarm-release-api-dev] were [OK, ALARM] after " +
			"version 2 had got all traffic.",
	},
	"an answer that is too large": {
		input:   release(),
		arrange: func(b *bench) { b.Function.Answers[newDigest] = strings.Repeat("x", 300*1024) },
		version: "1",
		state:   "FAILED",
		reason:  "States.DataLimitExceeded: The state 'Smoke' has a payload of more than 256 KB.",
	},
	"an image that left the registry after it was taken": {
		input:   release(),
		version: "1",
		state:   "FAILED",
		arrange: func(b *bench) {
			b.onPublish(func(*services.Version) { delete(b.Repository.Manifests, newDigest) })
		},
		reason: "Release.ImageGone: The registry no longer has " + newDigest + ", so it could not be protected from expiry.",
	},
	"a release of an image that a person rolled back from": {
		input:   release(),
		version: "1",
		state:   "FAILED",
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.start(rollback("1"), b.plain, never)
		},
		reason: "Release.RolledBackBefore: alice took " + newDigest + " back on 2026-03-01T12:00:00.000Z. Nothing was " +
			"touched. If it shall go out again: `make release ENV=dev SERVICE=api DIGEST=" + newDigest + " OVERRIDE=reason`",
	},
	"a release of the image that is live": {
		input: release(),
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.Function.Digest = oldDigest
		},
		version: "2",
		state:   "ALREADY_LIVE",
	},
}
