package config

import (
	"regexp"
	"slices"
	"strings"
)

// defaults are the settings of a service for which nothing is set.
var defaults = Service{
	MemoryMB:               1024,
	TimeoutSeconds:         30,
	ReservedConcurrency:    50,
	EphemeralStorageMB:     512,
	Architecture:           X86,
	Logging:                Logging{LogText, "", ""},
	LogRetentionDays:       30,
	BuildComputeType:       MediumBuilds,
	TestComputeType:        SmallBuilds,
	BuildTimeoutMinutes:    30,
	TestTimeoutMinutes:     20,
	NodeVersion:            nodeVersions[0],
	BuilderImage:           defaultBuilderImage,
	ScanSeverity:           severities[0],
	ScanUnfixed:            unfixed[0],
	ExecutionMode:          executionModes[0],
	ApprovalTimeoutMinutes: 10080,
	Release:                Releases()[0],
	Smoke:                  Smoke{readyEvent, 0, 3},
	BakeMinutes:            10,
	TrafficPerMinute:       20,
	ReleaseErrorPercent:    2,
	Alarms:                 Alarms{Errors: 5},
}

// executionModes are those of CodePipeline (user guide, concepts-how-it-works-executions)
// but for parallel.
var executionModes = []string{"superseded", "queued"}

var executionModePattern = regexp.MustCompile(`^(` + strings.Join(executionModes, "|") + `)$`)

const executionModeRule = `"superseded" or "queued"; "parallel" would let two releases of a service into Deploy at ` +
	`once, and the older might end last`

// withRelease is the rule of settings that a version of the function holds.
const withRelease = "A change is live after `make release` or the service's next push"

// settings are in the order of the documents.
var settings = slices.Concat(serviceSettings, functionSettings, buildSettings, releaseSettings,
	ownSettings, rightSettings, sourceSettings)

// serviceSettings are about functions and pipelines. What a function may have: Lambda
// Developer Guide, gettingstarted-limits. How long an approval may wait:
// CodePipeline quotas.
var serviceSettings = []setting{
	{
		Key: Key{
			Name:    "memory",
			Default: "`1024`",
			Rule:    "megabytes, 128 to 10240. " + withRelease,
			Example: "2048",
			Schema:  Whole(128, 10240),
		},
		layers: inCompute,
		later:  true, // an image is tested with as much
		read:   func(r *Reader, s *Service) { s.MemoryMB = r.Int("memory", s.MemoryMB, 128, 10240) },
	},
	{
		Key: Key{
			Name:    "timeout",
			Default: "`30`",
			Rule:    "seconds, 1 to 900. " + withRelease,
			Example: "60",
			Schema:  Whole(1, 900),
		},
		layers: inCompute,
		later:  true, // a release and the tests call the function
		read:   func(r *Reader, s *Service) { s.TimeoutSeconds = r.Int("timeout", s.TimeoutSeconds, 1, 900) },
	},
	{
		Key: Key{
			Name:    "reservedConcurrency",
			Default: "`50`",
			Rule: "0 to 1000; `-1` reserves nothing, which a young account may need, " +
				"because AWS keeps 100 unreserved. A change is live at once",
			Example: "-1",
			Schema:  Whole(Unreserved, 1000),
		},
		layers: inCompute,
		read: func(r *Reader, s *Service) {
			s.ReservedConcurrency = r.Int("reservedConcurrency", s.ReservedConcurrency, Unreserved, 1000)
		},
	},
	{
		Key: Key{
			Name:    "executionMode",
			Default: "`superseded`",
			Rule: "`superseded`: of the executions that wait for a stage the newest goes on, the others end; " +
				"`queued`: each waits its turn, a hot fix too, 50 at most",
			Example: "queued",
			Schema:  Choice(executionModes...),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.ExecutionMode = r.Match("executionMode", s.ExecutionMode, executionModePattern, executionModeRule)
		},
	},
	{
		Key: Key{
			Name:    "approvalTimeoutMinutes",
			Default: "`10080`",
			Rule:    "how long a release waits for its approval, 5 to 86400 minutes",
			Example: "1440",
			Schema:  Whole(5, 86400),
		},
		layers: inDelivery,
		read: func(r *Reader, s *Service) {
			s.ApprovalTimeoutMinutes = r.Int("approvalTimeoutMinutes", s.ApprovalTimeoutMinutes, 5, 86400)
		},
	},
	{
		Key: Key{
			Name:    "logRetentionDays",
			Default: "`30`",
			Rule:    "one of the periods that CloudWatch Logs offers, 1 to 3653",
			Example: "365",
			Schema:  days(),
		},
		layers: inBoth,
		read: func(r *Reader, s *Service) {
			s.LogRetentionDays = r.LogRetention("logRetentionDays", s.LogRetentionDays)
		},
	},
	{
		Key:    rollbackAlarmsKey,
		layers: inBoth,
		alone:  true,
		read:   func(r *Reader, s *Service) { s.RollbackAlarms = r.rollbackAlarms("rollbackAlarms") },
	},
}
