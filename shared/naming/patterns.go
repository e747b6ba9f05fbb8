package naming

import (
	"maps"
	"slices"
)

// LiveAlias is the Lambda alias of each service that traffic goes to.
const LiveAlias = "live"

// AlarmPattern matches the names of all alarms of the environment, with * for any
// text. It also matches those of an environment whose suffix ends in "-" and this
// one's.
func (e Environment) AlarmPattern() string { return Alarm.Type + "-*-" + e.Suffix.String() }

// RecordRulePattern matches the RecordRule of every service, with * for any text.
func (e Environment) RecordRulePattern() string {
	return Rule.Type + "-pipeline-*-" + e.Suffix.String()
}

// ChangeRulePattern matches the ChangeRule of every service, with * for any text.
func (e Environment) ChangeRulePattern() string {
	return Rule.Type + "-change-*-" + e.Suffix.String()
}

// ForwardedRulePattern matches the ChangeRule of every service on the ChangeBus, with
// its bus as it stands in ARNs.
func (e Environment) ForwardedRulePattern() string {
	return e.ChangeBus.String() + "/" + e.ChangeRulePattern()
}

// ApproveRulePattern matches the ApproveRule of every service, with * for any text.
func (e Environment) ApproveRulePattern() string {
	return Rule.Type + "-approve-*-" + e.Suffix.String()
}

// PipelinePattern matches the Pipeline of every service, with * for any text.
func (e Environment) PipelinePattern() string {
	return PipelineName.Type + "-*-" + e.Suffix.String()
}

// Pipelines are the pipelines of all services, in the order of their names.
func (e Environment) Pipelines() []Name {
	var all []Name
	for _, service := range slices.Sorted(maps.Keys(e.Services)) {
		all = append(all, e.Services[service].Pipeline)
	}
	return all
}

// UndoRulePattern matches the UndoRule of every service, with * for any text.
func (e Environment) UndoRulePattern() string {
	return Rule.Type + "-undo-*-" + e.Suffix.String()
}

// PushRulePattern matches the PushRule of every service, with * for any text.
func (e Environment) PushRulePattern() string {
	return Rule.Type + "-push-*-" + e.Suffix.String()
}

// PromotionRulePattern matches the PromotionRule of every service, with * for any text.
func (e Environment) PromotionRulePattern() string {
	return Rule.Type + "-promotion-*-" + e.Suffix.String()
}

// AnnouncedRulePattern matches the PromotionRule of every service on the PromotionBus,
// with its bus as it stands in ARNs.
func (e Environment) AnnouncedRulePattern() string {
	return e.PromotionBus.String() + "/" + e.PromotionRulePattern()
}

// AnnounceRulePattern matches the AnnounceRule of every service, with * for any text.
func (e Environment) AnnounceRulePattern() string {
	return Rule.Type + "-announce-*-" + e.Suffix.String()
}

// EventRule names the rule of one of a service's events, whose name has up to 12 letters and
// digits. No two have one name, because an event's has no hyphen.
func (e Environment) EventRule(service, event string) Name {
	return Name(Rule.Type + "-event-" + service + "-" + event + "-" + e.Suffix.String())
}

// LogGroup returns the name of the log group that AWS gives to a writer, by the
// service that runs it, such as /aws/lambda/lambda-api-dev.
func LogGroup(service LogService, writer Name) string { return string(service) + writer.String() }

// LogService is what the names of a service's log groups begin with.
type LogService string

// The services that log. AWS delivers logs to groups under /aws/vendedlogs/
// without an entry for each in the account's log resource policy, whose length is
// limited (Step Functions Developer Guide, cw-logs; API Gateway Developer Guide,
// http-api-logging).
const (
	LambdaLogs       LogService = "/aws/lambda/"
	CodeBuildLogs    LogService = "/aws/codebuild/"
	StateMachineLogs LogService = "/aws/vendedlogs/states/"
	APILogs          LogService = "/aws/vendedlogs/apigateway/"
)
