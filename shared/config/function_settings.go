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
	vpcSetting,
	architectureSetting,
}
