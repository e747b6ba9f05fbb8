package statemachines

import (
	"maps"

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
	// Architecture is what new images are for, as Lambda names it.
	Architecture string
	// ProvisionedConcurrency is how many environments of the live version Lambda keeps
	// ready; 0 for none.
	ProvisionedConcurrency int
	// HistoryTableName is the table the rows go to.
	HistoryTableName any
	// RepositoryURL ("<registry>/<name>") and RepositoryName are the service's
	// image repository, in the machine's own account.
	RepositoryURL, RepositoryName any
	// ApplicationName, DeploymentGroupName and DeploymentConfigName are the
	// CodeDeploy parts that shift traffic.
	ApplicationName, DeploymentGroupName, DeploymentConfigName any
	// AllAtOnce says that the configuration gives a new version all traffic at once.
	AllAtOnce bool
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

// Poll paces a wait: a look every Seconds, at most Limit more after the first.
type Poll struct {
	Seconds, Limit int
}

var (
	// DefaultCodePoll waits up to ten minutes for Lambda to take an image.
	DefaultCodePoll = Poll{Seconds: 5, Limit: 120}
	// DefaultShiftPoll waits up to two hours for a traffic shift; the longest takes 100
	// minutes. A look costs twenty of the 25,000 events an execution may have (Step
	// Functions quotas).
	DefaultShiftPoll = Poll{Seconds: 15, Limit: 480}
)

// Release renders the release machine of one service.
func Release(s ReleaseSettings) (any, error) {
	definition, err := releaseDefinition()
	return renderRead(definition, err, s.values())
}

// Limits of loops that nobody has had to set.
const (
	lockLooks  = 40  // for the release that runs to end
	undoLooks  = 240 // for CodeDeploy to stop
	readyLooks = 80  // for Lambda to make environments ready: 20 minutes
	wakeLooks  = 24  // for a version that slept
	deadLooks  = 8   // for Step Functions to say that an execution ended
	aliasTries = 10  // at an alias, or a lock, that somebody else changes too
	moveTries  = 60  // at an alias that a deployment moves which cannot be stopped
	deaths     = 5   // of executions that were to undo one that died
)

// values names each setting as the definition does.
func (s ReleaseSettings) values() map[string]any {
	code, shift := s.CodePoll.or(DefaultCodePoll), s.ShiftPoll.or(DefaultShiftPoll)
	values := map[string]any{
		"names":                s.names(),
		"service":              s.Service,
		"environment":          s.Environment,
		"functionName":         s.FunctionName,
		"aliasName":            s.AliasName,
		"deployerRoleArn":      s.DeployerRoleArn,
		"architecture":         s.Architecture,
		"provisioned":          s.ProvisionedConcurrency,
		"alarmNames":           s.ReleaseAlarms,
		"alarmCount":           len(s.ReleaseAlarms),
		"alarmStates":          alarmStates,
		"aliasState":           aliasState,
		"noWeights":            noWeights,
		"runningShifts":        s.runningShifts(),
		"topicArn":             s.TopicArn,
		"repositoryName":       s.RepositoryName,
		"applicationName":      s.ApplicationName,
		"deploymentGroupName":  s.DeploymentGroupName,
		"deploymentConfigName": s.DeploymentConfigName,
		"bakeMinutes":          s.BakeMinutes,
		"allCalls":             s.calls(nil),
		"newCalls":             s.newCalls(),
		"enoughRequests":       enoughRequests,
		"trafficLimit":         mostCalls,
		"trafficPerShiftLook":  s.each(shift.Seconds),
		"trafficPerBakeLook":   s.each(60),
		"codePollSeconds":      code.Seconds,
		"codePollLimit":        code.Limit,
		"readyPollLimit":       min(readyLooks, shift.Limit),
		"shiftPollSeconds":     shift.Seconds,
		"shiftPollLimit":       shift.Limit,
		"lockPollLimit":        lockLooks,
		"undoPollLimit":        min(undoLooks, shift.Limit),
		"wakeLimit":            min(wakeLooks, code.Limit),
		"deadLooks":            deadLooks,
		"aliasTries":           aliasTries,
		"moveTries":            moveTries,
		"deaths":               deaths,
		"metricNamespace":      contract.MetricNamespace,
		"notRestoredMetric":    contract.NotRestoredMetric,
	}
	for _, more := range []map[string]any{s.Smoke.values(), s.rows(), s.lock(), retries()} {
		maps.Copy(values, more)
	}
	return values
}

// alarmStates keeps of an answer about alarms what is judged and what is told.
var alarmStates = map[string]any{
	"names.$":  "$.MetricAlarms[*].AlarmName",
	"states.$": "$.MetricAlarms[*].StateValue",
	"count.$":  "States.ArrayLength($.MetricAlarms[*].AlarmName)",
	"fires.$":  "States.ArrayContains($.MetricAlarms[*].StateValue, 'ALARM')",
}

// aliasState keeps of an alias what is decided by. The weights are a text: "[]", or
// "[{}]" for none that are given, and otherwise one with versions in it.
var aliasState = map[string]any{
	"version.$":  "$.FunctionVersion",
	"revision.$": "$.RevisionId",
	"weights.$":  "States.JsonToString($..AdditionalVersionWeights)",
}

// noWeights is the rule for an alias with all traffic on its own version.
var noWeights = map[string]any{"Or": []any{
	map[string]any{"Variable": "$.alias.weights", "StringEquals": "[]"},
	map[string]any{"Variable": "$.alias.weights", "StringEquals": "[{}]"},
}}

// runningShifts lists the deployments of the service's group that can still move traffic.
func (s ReleaseSettings) runningShifts() map[string]any {
	return map[string]any{
		"ApplicationName":     s.ApplicationName,
		"DeploymentGroupName": s.DeploymentGroupName,
		"IncludeOnlyStatuses": []any{"Created", "Queued", "InProgress", "Baking", "Ready"},
	}
}

// names are what states put into texts: a placeholder is a whole value, so it cannot
// stand inside an intrinsic function.
func (s ReleaseSettings) names() map[string]any {
	return map[string]any{
		"service":      s.Service,
		"environment":  s.Environment,
		"function":     s.FunctionName,
		"alias":        s.AliasName,
		"repository":   s.RepositoryURL,
		"alarms":       s.ReleaseAlarms,
		"smoke":        s.Smoke.good(),
		"deployedTag":  contract.DeployedTagPrefix,
		"releasingTag": contract.ReleasingTagPrefix,
		"newline":      "\n",
		"console": "https://" + s.Region + ".console.aws.amazon.com/states/home?region=" + s.Region +
			"#/v2/executions/details/",
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
