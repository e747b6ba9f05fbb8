package naming

import "strconv"

// Environment is the name of every resource of one environment that has a name of
// its own. Log groups are not among them: AWS derives their names from what
// writes to them (see LogGroup).
type Environment struct {
	Suffix Suffix `json:",omitzero"`

	// Foundation layer. Buckets names its buckets.
	KeyAlias          Name // without the leading alias/
	HistoryTable      Name
	Topic             Name
	PackageDomain     Name
	PackageRepository Name

	// Delivery layer.
	Connection      Name
	Bus             Name
	DeadLetters     Name // the queue of events that could not be delivered
	Webhook         Name // the receiver function
	WebhookRole     Name
	WebhookAPI      Name
	WebhookSecret   Name // what GitHub signs its webhook calls with
	Application     Name // of CodeDeploy, in the account of the functions
	Recorder        Name // the state machine that writes the history
	RecorderRole    Name
	RecordRole      Name // EventBridge starts the recorder with it
	DeadLetterAlarm Name
	RecorderAlarm   Name
	WebhookAlarm    Name
	Dashboard       Name
	Queries         Queries
	// MoreQueries are those of the services beyond the first ServicesPerQuery, by the
	// number of the part: "2" for the next ServicesPerQuery, and so on. Approvals is not
	// among them.
	MoreQueries map[string]Queries `json:",omitempty"`

	Services map[string]ServiceNames // by service
}

// Queries are the names of the saved log queries.
type Queries struct {
	BuildFailures   Name
	SlowRequests    Name
	ErrorsByRelease Name
	ColdStarts      Name
	Approvals       Name
}

// ServiceNames are the names of the resources that each service has of its own.
type ServiceNames struct {
	// Foundation layer.
	Repository Name // of its images

	// Compute layer.
	Function     Name
	FunctionRole Name // what the function runs as
	DeployerRole Name // what releases assume to work on the function

	// Delivery layer.
	Pipeline        Name
	PipelineRole    Name
	Notification    Name
	Build           Name // the CodeBuild project
	BuildRole       Name
	Test            Name // the CodeBuild project
	TestRole        Name
	TestReports     Name
	PushRule        Name // starts the pipeline
	PushRole        Name // EventBridge starts the pipeline with it
	Release         Name // the state machine
	ReleaseRole     Name
	DeploymentGroup Name // in the account of the functions
	CodeDeployRole  Name // what CodeDeploy moves the alias with, beside the group
	RecordRule      Name // sends the pipeline's state changes to the recorder
	FailureRule     Name // counts failed executions, for FailedAlarm
	FailureAlarm    Name // the pipeline's own metric
	FailedAlarm     Name // the same, by the rule
	ErrorAlarm      Name // in the account of the functions
	ReleaseAlarm    Name // in the account of the functions, while a release goes on
	UndoRule        Name // starts the release machine to undo an execution that died
	UndoRole        Name // EventBridge starts the release machine with it
	AbortedAlarm    Name // of the release machine
	TimedOutAlarm   Name // of the release machine
	// NotRestoredAlarm stays until a release or rollback succeeds.
	NotRestoredAlarm Name
}

// For returns all names of an environment, or all faults at once: names that AWS
// would reject and names that two resources would share. Each fault is a *Fault.
func For(suffix Suffix, services []Service) (Environment, error) {
	t := newTable(suffix)
	e := Environment{
		Suffix: suffix,

		KeyAlias:          t.name(KeyAlias, "encryption"),
		HistoryTable:      t.name(Table, "deployments"),
		Topic:             t.name(Topic, "deployments"),
		PackageDomain:     t.name(PackageDomain, "packages"),
		PackageRepository: t.name(PackageRepository, "packages"),

		Connection:      t.name(Connection, "github"),
		Bus:             t.name(Bus, "github"),
		DeadLetters:     t.name(Queue, "deadletters"),
		Webhook:         t.name(Lambda, "webhook"),
		WebhookRole:     t.name(Role, "webhook"),
		WebhookAPI:      t.name(API, "webhook"),
		WebhookSecret:   t.name(Secret, "webhook"),
		Application:     t.name(DeploymentApp, "services"),
		Recorder:        t.name(StateMachine, "recorder"),
		RecorderRole:    t.name(Role, "recorder"),
		RecordRole:      t.name(Role, "record"),
		DeadLetterAlarm: t.name(Alarm, "deadletters"),
		RecorderAlarm:   t.name(Alarm, "recorder"),
		WebhookAlarm:    t.name(Alarm, "webhook"),
		Dashboard:       t.name(Dashboard, "delivery"),
		Queries:         t.queries(""),

		Services: map[string]ServiceNames{},
	}
	e.Queries.Approvals = t.name(Query, "approvals")
	for part := 2; (part-1)*ServicesPerQuery < len(services); part++ {
		if e.MoreQueries == nil {
			e.MoreQueries = map[string]Queries{}
		}
		e.MoreQueries[strconv.Itoa(part)] = t.queries("-" + strconv.Itoa(part))
	}
	for _, s := range services {
		e.Services[s.String()] = t.service(s)
	}
	return e, t.err()
}

// ServicesPerQuery is how many services one saved query looks at: with two log groups
// of builds for each it keeps below the 50 that CloudWatch Logs takes (CloudWatch Logs
// API, StartQuery).
const ServicesPerQuery = 20

// queries names the queries about the services of one part.
func (t *table) queries(part string) Queries {
	return Queries{
		BuildFailures:   t.name(Query, "buildfailures"+part),
		SlowRequests:    t.name(Query, "slowrequests"+part),
		ErrorsByRelease: t.name(Query, "errorsbyrelease"+part),
		ColdStarts:      t.name(Query, "coldstarts"+part),
	}
}

// service names what one service has of its own.
func (t *table) service(s Service) ServiceNames {
	t.owner = s
	return ServiceNames{
		Repository: t.name(Repository, ""),

		Function:     t.name(Lambda, ""),
		FunctionRole: t.name(Role, "function"),
		DeployerRole: t.name(Role, "deployer"),

		Pipeline:         t.name(PipelineName, ""),
		PipelineRole:     t.name(Role, "pipeline"),
		Notification:     t.name(NotificationRule, "pipeline"),
		Build:            t.name(BuildProject, "build"),
		BuildRole:        t.name(Role, "build"),
		Test:             t.name(BuildProject, "test"),
		TestRole:         t.name(Role, "test"),
		TestReports:      t.name(ReportGroup, "test"),
		PushRule:         t.name(Rule, "push"),
		PushRole:         t.name(Role, "push"),
		Release:          t.name(StateMachine, "release"),
		ReleaseRole:      t.name(Role, "release"),
		DeploymentGroup:  t.name(DeploymentGroup, ""),
		CodeDeployRole:   t.name(Role, "codedeploy"),
		RecordRule:       t.name(Rule, "pipeline"),
		FailureRule:      t.name(Rule, "failed"),
		FailureAlarm:     t.name(Alarm, "failures"),
		FailedAlarm:      t.name(Alarm, "failed"),
		ErrorAlarm:       t.name(Alarm, "errors"),
		ReleaseAlarm:     t.name(Alarm, "release"),
		UndoRule:         t.name(Rule, "undo"),
		UndoRole:         t.name(Role, "undo"),
		AbortedAlarm:     t.name(Alarm, "aborted"),
		TimedOutAlarm:    t.name(Alarm, "timedout"),
		NotRestoredAlarm: t.name(Alarm, "notrestored"),
	}
}
