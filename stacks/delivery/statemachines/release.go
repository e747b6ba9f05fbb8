package statemachines

import (
	"cmp"

	"slipway/shared/contract"
)

// ReleaseSettings are the values the release machine of one service is rendered
// with. Fields of type any take a plain value or a Pulumi output.
type ReleaseSettings struct {
	// Service and Environment are written into each row.
	Service, Environment string
	// FunctionName and AliasName say what is released: the function and the
	// alias production calls.
	FunctionName, AliasName any
	// DeployerRoleArn is the role assumed for every call to the account the
	// function is in, whether that is another account or this one.
	DeployerRoleArn any
	// ErrorAlarmName is the alarm that forbids a release while it fires.
	ErrorAlarmName any
	// HistoryTableName is the table the rows go to.
	HistoryTableName any
	// RepositoryURL ("<registry>/<name>") and RepositoryName are the service's
	// image repository, in the machine's own account.
	RepositoryURL, RepositoryName any
	// ApplicationName, DeploymentGroupName and DeploymentConfigName are the
	// CodeDeploy parts that shift traffic.
	ApplicationName, DeploymentGroupName, DeploymentConfigName any
	// SmokePayload is the event of the smoke call; nil sends {}. A function
	// error, or an answer with a statusCode of 500 and more, undoes the release.
	// The answer must stay below 256 KB, the most a state may hold.
	SmokePayload any
	// ReleaseAlarms are the names of all alarms that forbid and undo a release: the
	// error alarm, the release alarm, and those that the setting rollbackAlarms names.
	ReleaseAlarms []any
	// TopicArn is where the outcome of a release is told to people.
	TopicArn any
	// Region is that of the machine, for links.
	Region string
	// Smoke is the call that a new version must answer before and after it gets traffic.
	Smoke Smoke
	// BakeMinutes is how long the alarms are read after all traffic has moved.
	BakeMinutes int
	// TrafficPerMinute is how many calls a minute the function gets during a release
	// at least: below it the machine calls the function with the smoke event. 0: never.
	TrafficPerMinute int
	// CodePoll paces the looks at Lambda taking an image, ShiftPoll the looks at
	// CodeDeploy shifting traffic. Zero values mean DefaultCodePoll and
	// DefaultShiftPoll.
	CodePoll, ShiftPoll Poll
}

// Smoke is how a version is tried.
type Smoke struct {
	Event          any // what the function is called with
	Status         int // the statusCode of a good answer; 0 for any below 500
	Attempts       int // calls until the version counts as bad
	TimeoutSeconds int // of one call: the function's own
}

// Poll paces a wait: a look every Seconds, at most Limit more after the first.
type Poll struct {
	Seconds, Limit int
}

var (
	// DefaultCodePoll waits up to ten minutes for Lambda to take an image.
	DefaultCodePoll = Poll{Seconds: 5, Limit: 120}
	// DefaultShiftPoll waits up to three hours for a traffic shift. A look costs
	// eleven of the 25,000 events an execution may have (Step Functions quotas).
	DefaultShiftPoll = Poll{Seconds: 15, Limit: 720}
)

// Release renders the release machine of one service.
func Release(s ReleaseSettings) (any, error) {
	definition, err := releaseDefinition()
	return renderRead(definition, err, s.values())
}

// values names each setting as the definition does.
func (s ReleaseSettings) values() map[string]any {
	code, shift := s.CodePoll.or(DefaultCodePoll), s.ShiftPoll.or(DefaultShiftPoll)
	payload := s.SmokePayload
	if payload == nil {
		payload = s.Smoke.Event
	}
	if payload == nil {
		payload = map[string]any{}
	}
	return map[string]any{
		"service":              s.Service,
		"environment":          s.Environment,
		"functionName":         s.FunctionName,
		"aliasName":            s.AliasName,
		"deployerRoleArn":      s.DeployerRoleArn,
		"errorAlarmName":       s.ErrorAlarmName,
		"historyTableName":     s.HistoryTableName,
		"repositoryUrl":        s.RepositoryURL,
		"repositoryName":       s.RepositoryName,
		"applicationName":      s.ApplicationName,
		"deploymentGroupName":  s.DeploymentGroupName,
		"deploymentConfigName": s.DeploymentConfigName,
		"smokePayload":         payload,
		"bakeMinutes":          s.BakeMinutes,
		"smokeTimeout":         cmp.Or(s.Smoke.TimeoutSeconds, 60),
		"codePollSeconds":      code.Seconds,
		"codePollLimit":        code.Limit,
		"shiftPollSeconds":     shift.Seconds,
		"shiftPollLimit":       shift.Limit,
		"retryThrottled":       retryThrottled(),
		"metricNamespace":      contract.MetricNamespace,
		"notRestoredMetric":    contract.NotRestoredMetric,
		"retryBusy":            retryBusy(),
		"retryAny":             retryAny(),
		"retryStop":            retryStop(),
	}
}

// or answers the poll itself, or the fallback for each part that is zero.
func (p Poll) or(fallback Poll) Poll {
	if p.Seconds == 0 {
		p.Seconds = fallback.Seconds
	}
	if p.Limit == 0 {
		p.Limit = fallback.Limit
	}
	return p
}
