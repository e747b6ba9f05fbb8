package config

import "slipway/shared/contract"

// Releases are the values of the key release.
func Releases() []string {
	var values []string
	for _, shift := range contract.Shifts() {
		values = append(values, shift.Release)
	}
	return values
}

// releaseSettings are about how a new version reaches production.
var releaseSettings = []setting{
	{
		Key: Key{
			Name:    "release",
			Default: "`canary`",
			Rule: "how traffic moves to a new version: `canary` (a tenth for five minutes, then all), `canary-10`, " +
				"`canary-15`, `canary-30` (for as many minutes), `linear` (a tenth more each minute), `linear-2`, " +
				"`linear-3`, `linear-10` (every so many minutes), `all-at-once`",
			Example: "canary-30",
			Schema:  Choice(Releases()...),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.Release = r.choice("release", s.Release, Releases()) },
	},
	{
		Key: Key{
			Name:    "smoke",
			Default: "`GET /health` of an HTTP API, any status below 500, three attempts",
			Rule: "the call that a new version must answer: in the Test stage, in a release before it gets traffic, and " +
				"when it has all of it. `event`, any JSON up to 4000 characters; `status`, the `statusCode` of a good " +
				"answer, 0 for any below 500; `attempts`, 1 to 10. What is left out keeps its default",
			Example: `{"event": {"ping": true}, "status": 200}`,
			Schema:  smokeSchema(),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.Smoke = r.smoke("smoke", s.Smoke) },
	},
	{
		Key: Key{
			Name:    "bakeMinutes",
			Default: "`10`",
			Rule: "how long the alarms of a release are still watched after all traffic has moved, 0 to 120 minutes; " +
				"a release is undone if one fires",
			Example: "30",
			Schema:  Whole(0, 120),
		},
		layers: inDelivery,
		read:   func(r *Reader, s *Service) { s.BakeMinutes = r.Int("bakeMinutes", s.BakeMinutes, 0, 120) },
	},
	{
		Key: Key{
			Name:    "traffic",
			Default: "`20`",
			Rule: "calls a minute, 0 to 60: a release of a service that gets fewer makes up for them with the smoke call, " +
				"600 in all at most, so that its alarms have something to see; 0 for never",
			Example: "0",
			Schema:  Whole(0, 60),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.TrafficPerMinute = r.Int("traffic", s.TrafficPerMinute, 0, 60)
		},
	},
	{
		Key: Key{
			Name:    "releaseErrorPercent",
			Default: "`2`",
			Rule: "the share of a minute's requests that makes it a bad minute if they fail or are throttled, 1 to 100; " +
				"two bad minutes of five undo a release",
			Example: "5",
			Schema:  Whole(1, 100),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.ReleaseErrorPercent = r.Int("releaseErrorPercent", s.ReleaseErrorPercent, 1, 100)
		},
	},
	alarmsSetting,
}
