package release_test

// rollbacks are those by a person.
var rollbacks = map[string]scenario{
	"a rollback": {
		input:   rollback("1"),
		arrange: onVersionTwo,
		version: "1",
	},
	"a rollback to another architecture": {
		input:   rollback("1"),
		arrange: func(b *bench) { liveOnARM(b); onVersionTwo(b); b.Function.Architecture = "x86_64" },
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
			"is probably gone. Nothing was moved; choose another version: `make rollback ENV=dev SERVICE=api TO=version`",
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
