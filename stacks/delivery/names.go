package delivery

import (
	"slipway/shared/config"
	"slipway/shared/naming"
)

// names are the physical names of every resource of the layer that has one, so
// that a name AWS would refuse is found before anything is created. Log groups
// are not among them: what writes to a group decides its name (logs.go).
type names struct {
	Connection naming.Name

	Bus         naming.Name
	DeadLetters naming.Name // queue for events that could not be delivered

	Webhook     naming.Name // the receiver function
	WebhookRole naming.Name
	WebhookAPI  naming.Name
	Secret      naming.Name // what GitHub signs its webhook calls with

	Application    naming.Name // CodeDeploy, in the account of the functions
	CodeDeployRole naming.Name // in the account of the functions

	Recorder     naming.Name // the state machine that keeps the history
	RecorderRole naming.Name
	RecordRole   naming.Name // EventBridge starts the recorder with it
	RecordRules  string      // matches the RecordRule of every service

	DeadLetterAlarm naming.Name
	RecorderAlarm   naming.Name
	WebhookAlarm    naming.Name

	Dashboard naming.Name
	Queries   queryNames

	Services map[string]serviceNames // by service
}

// queryNames are the names of the saved log queries.
type queryNames struct {
	BuildFailures, SlowRequests, ErrorsByRelease, ColdStarts, Approvals naming.Name
}

// serviceNames are the names of what a service has of its own.
type serviceNames struct {
	Pipeline     naming.Name
	PipelineRole naming.Name
	Notification naming.Name

	Build       naming.Name // the CodeBuild project
	BuildRole   naming.Name
	Test        naming.Name // the CodeBuild project
	TestRole    naming.Name
	TestReports naming.Name

	PushRule naming.Name // starts the pipeline
	PushRole naming.Name // EventBridge starts the pipeline with it

	Release         naming.Name // the state machine
	ReleaseRole     naming.Name
	DeploymentGroup naming.Name // in the account of the functions

	RecordRule naming.Name // hands the pipeline's state changes to the recorder

	FailureRule  naming.Name // counts failed executions, for FailedAlarm
	FailureAlarm naming.Name // the pipeline's own metric
	FailedAlarm  naming.Name // the same, by the rule
	ErrorAlarm   naming.Name // in the account of the functions
}

// newNames makes all names of an environment and returns every fault at once.
func newNames(c config.Common) (names, error) {
	b := naming.NewBook(c.Suffix)
	n := names{
		Connection:      b.Name(naming.Connection, naming.Of(naming.GitHub)),
		Bus:             b.Name(naming.Bus, naming.Of(naming.GitHub)),
		DeadLetters:     b.Name(naming.Queue, naming.Of(naming.DeadLetters)),
		Webhook:         b.Name(naming.Lambda, naming.Of(naming.Webhook)),
		WebhookRole:     b.Name(naming.Role, naming.Of(naming.Webhook)),
		WebhookAPI:      b.Name(naming.API, naming.Of(naming.Webhook)),
		Secret:          b.Name(naming.Secret, naming.Of(naming.Webhook)),
		Application:     b.Name(naming.DeploymentApp, naming.Of(naming.Services)),
		CodeDeployRole:  b.Name(naming.Role, naming.Of(naming.CodeDeploy)),
		Recorder:        b.Name(naming.StateMachine, naming.Of(naming.Recorder)),
		RecorderRole:    b.Name(naming.Role, naming.Of(naming.Recorder)),
		RecordRole:      b.Name(naming.Role, naming.Of(naming.Record)),
		RecordRules:     naming.Rule.Type + "-" + string(naming.Pipeline) + "-*-" + c.Suffix.String(),
		DeadLetterAlarm: b.Name(naming.Alarm, naming.Of(naming.DeadLetters)),
		RecorderAlarm:   b.Name(naming.Alarm, naming.Of(naming.Recorder)),
		WebhookAlarm:    b.Name(naming.Alarm, naming.Of(naming.Webhook)),
		Dashboard:       b.Name(naming.Dashboard, naming.Of(naming.Delivery)),
		Queries: queryNames{
			BuildFailures:   b.Name(naming.Query, naming.Of(naming.BuildFailures)),
			SlowRequests:    b.Name(naming.Query, naming.Of(naming.SlowRequests)),
			ErrorsByRelease: b.Name(naming.Query, naming.Of(naming.ErrorsByRelease)),
			ColdStarts:      b.Name(naming.Query, naming.Of(naming.ColdStarts)),
			Approvals:       b.Name(naming.Query, naming.Of(naming.Approvals)),
		},
		Services: map[string]serviceNames{},
	}
	for _, s := range c.Services {
		n.Services[s.String()] = newServiceNames(b, s)
	}
	return n, b.Err()
}

func newServiceNames(b *naming.Book, s naming.Service) serviceNames {
	return serviceNames{
		Pipeline:        b.Name(naming.PipelineName, naming.The(s)),
		PipelineRole:    b.Name(naming.Role, naming.For(naming.Pipeline, s)),
		Notification:    b.Name(naming.NotificationRule, naming.For(naming.Pipeline, s)),
		Build:           b.Name(naming.BuildProject, naming.For(naming.Build, s)),
		BuildRole:       b.Name(naming.Role, naming.For(naming.Build, s)),
		Test:            b.Name(naming.BuildProject, naming.For(naming.Test, s)),
		TestRole:        b.Name(naming.Role, naming.For(naming.Test, s)),
		TestReports:     b.Name(naming.ReportGroup, naming.For(naming.Test, s)),
		PushRule:        b.Name(naming.Rule, naming.For(naming.Push, s)),
		PushRole:        b.Name(naming.Role, naming.For(naming.Push, s)),
		Release:         b.Name(naming.StateMachine, naming.For(naming.Release, s)),
		ReleaseRole:     b.Name(naming.Role, naming.For(naming.Release, s)),
		DeploymentGroup: b.Name(naming.DeploymentGroup, naming.The(s)),
		RecordRule:      b.Name(naming.Rule, naming.For(naming.Pipeline, s)),
		FailureRule:     b.Name(naming.Rule, naming.For(naming.Failed, s)),
		FailureAlarm:    b.Name(naming.Alarm, naming.For(naming.Failures, s)),
		FailedAlarm:     b.Name(naming.Alarm, naming.For(naming.Failed, s)),
		ErrorAlarm:      b.Name(naming.Alarm, naming.For(naming.Errors, s)),
	}
}
