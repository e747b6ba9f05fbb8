package release_test

import (
	"cmp"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// scenario is one way a release or a rollback can go without any call failing.
type scenario struct {
	input   map[string]any
	arrange func(*bench)
	// state is that of the end row, reason what it says; both empty for success.
	state, reason string
	// problems is what the row says could not be done.
	problems string
	// version is where the alias ends.
	version string
}

var scenarios = map[string]scenario{
	"a release": {input: release(), version: "2"},
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
	"a release while the alarm fires": {
		input:   release(),
		arrange: func(b *bench) { b.Alarms["alarm-errors-api-dev"] = "ALARM" },
		version: "1",
		state:   "FAILED",
		reason: "Release.AlarmActive: The alarms [alarm-errors-api-dev, alarm-release-api-dev] are [ALARM, OK] already. " +
			"Nothing was touched; roll back, or, if this release is the fix: make release ENV=dev SERVICE=api DIGEST=" +
			newDigest + " OVERRIDE=reason",
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
			"touched. If it shall go out again: make release ENV=dev SERVICE=api DIGEST=" + newDigest + " OVERRIDE=reason",
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
	"a release of the image that is live": {
		input: release(),
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.Function.Digest = oldDigest
		},
		version: "2",
		state:   "ALREADY_LIVE",
	},
	"a rollback": {
		input:   rollback("1"),
		arrange: onVersionTwo,
		version: "1",
	},
	"a rollback while the alarm fires": {
		input:   rollback("1"),
		version: "1",
		arrange: func(b *bench) { onVersionTwo(b); b.Alarms["alarm-errors-api-dev"] = "ALARM" },
	},
	"a rollback to a version that sleeps": {
		input:   rollback("1"),
		version: "1",
		arrange: func(b *bench) { onVersionTwo(b); b.Function.Versions["1"].State = "Inactive" },
	},
	"a rollback to the version that is live": {
		input:   rollback("2"),
		arrange: onVersionTwo,
		version: "2",
	},
	"a rollback to a version that does not exist": {
		input:   rollback("77"),
		arrange: onVersionTwo,
		version: "2",
		state:   "FAILED",
		reason:  "Lambda.ResourceNotFoundException: Function not found: function-api-dev:77",
	},
	"a rollback to a version whose image is gone": {
		input:   rollback("1"),
		version: "2",
		state:   "FAILED",
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.Function.Versions["1"].State, b.Function.Versions["1"].Code = "Inactive", "ImageDeleted"
			delete(b.Repository.Manifests, oldDigest)
		},
		reason: "Release.VersionUnusable: Version 1 of function-api-dev is in state Inactive and cannot serve: its image " +
			"is probably gone. Nothing was moved; choose another version: make rollback ENV=dev SERVICE=api TO=version",
	},
	"a rollback to a version that answers badly": {
		input:   rollback("1"),
		version: "1",
		arrange: func(b *bench) {
			onVersionTwo(b)
			b.Function.Answers[oldDigest] = map[string]any{"statusCode": 500}
		},
		problems: " The smoke call failed (Release.BadAnswer: Version 1 answered the smoke call with status 500, not with " +
			"a status below 500.).",
	},
}

// overridden is a release on purpose.
func overridden() map[string]any {
	input := release()
	input["override"] = "alice: this is the fix"
	return input
}

// onPublish changes each new version before its first call.
func (b *bench) onPublish(change func(*services.Version)) {
	known := maps.Clone(b.Function.Versions)
	b.clock.OnSleep = func(time.Duration) {
		for number, v := range b.Function.Versions {
			if known[number] == nil {
				known[number] = v
				change(v)
			}
		}
	}
}

// onVersionTwo lets a release have gone before.
func onVersionTwo(b *bench) {
	b.Function.Versions["2"] = &services.Version{Digest: newDigest, State: "Active"}
	b.Function.AliasVersion, b.Function.Digest = "2", newDigest
}

func TestEveryWayAReleaseCanGoEndsOnOneVersionAndSaysWhy(t *testing.T) {
	t.Parallel()
	for name, s := range scenarios {
		for layout, role := range map[string]string{"one account": sameAccount, "two accounts": otherAccount} {
			t.Run(name+" in "+layout, func(t *testing.T) {
				t.Parallel()
				b := newBench(role)
				if s.arrange != nil {
					s.arrange(b)
				}
				o := b.run(t, s.input, b.plain)
				assert.Equal(t, s.version, b.Function.AliasVersion)
				assert.Empty(t, b.Function.Weights)
				assert.Equal(t, b.LiveDigest(), b.Function.Digest, "$LATEST must hold what is live")
				started, ends := b.rows(o)
				require.NotNil(t, started)
				require.Len(t, ends, 1)
				assert.Equal(t, cmp.Or(s.state, "SUCCEEDED"), ends[0]["state"])
				assert.Equal(t, cmp.Or(s.reason, "none"), ends[0]["reason"])
				assert.Equal(t, s.problems, ends[0]["problems"])
				assert.Equal(t, "none: none", ends[0]["undoFailure"])
				assert.Len(t, b.mails(o), 1)
				if s.reason == "" {
					assert.Nil(t, o.err)
				} else {
					assert.EqualError(t, o.err, s.reason, "the pipeline must be told the same")
				}
			})
		}
	}
}
