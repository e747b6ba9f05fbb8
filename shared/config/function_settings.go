package config

// functionSettings are about what a function has (Lambda Developer Guide,
// gettingstarted-limits).
var functionSettings = []setting{
	{
		Key: Key{
			Name:    "ephemeralStorage",
			Default: "`512`",
			Rule:    "megabytes of the function's `/tmp`, 512 to 10240; AWS bills what is above 512. " + withRelease,
			Example: "2048",
			Schema:  Whole(512, 10240),
		},
		layers: inCompute,
		read: func(r *Reader, s *Service) {
			s.EphemeralStorageMB = r.Int("ephemeralStorage", s.EphemeralStorageMB, 512, 10240)
		},
	},
	{
		Key: Key{
			Name:    "logging",
			Default: "`{\"format\": \"Text\"}`",
			Rule: "how the function logs. `format`, `Text` or `JSON`, whose lines have fields to search by and a level; with " +
				"`JSON` alone `application`, the least level of the code's lines (`TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR`, " +
				"`FATAL`), and `system`, that of Lambda's own (`DEBUG`, `INFO`, `WARN`), both `INFO` unless they are set. `WARN` " +
				"for `system` leaves out the reports that the saved queries about duration read. What is left out keeps its " +
				"value for all services. " + withRelease,
			Example: `{"format": "JSON", "application": "WARN"}`,
			Schema:  loggingSchema(),
		},
		layers: inCompute,
		read:   func(r *Reader, s *Service) { s.Logging = r.logging("logging", s.Logging) },
	},
	{
		Key: Key{
			Name:    "provisionedConcurrency",
			Default: "`0`",
			Rule: "environments of the live version that Lambda keeps ready, 0 to 1000, so that calls wait for no start; less " +
				"than half of `reservedConcurrency`, because a release keeps the version before ready too until it has ended. " +
				"AWS bills them whether they are called or not, about 11 dollars a month for each of 1024 MB, [and twice that " +
				"during a release](adr/0002-versions-are-kept-ready.md). " + withRelease,
			Example: "5",
			Schema:  Whole(0, 1000),
		},
		layers: inCompute,
		later:  true, // a release makes its version ready
		read: func(r *Reader, s *Service) {
			s.Provisioned = r.Int("provisionedConcurrency", s.Provisioned, 0, 1000)
		},
	},
	vpcSetting,
	architectureSetting,
}
