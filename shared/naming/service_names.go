package naming

// ServiceNames are the names of the resources that each service has of its own.
type ServiceNames struct {
	// Foundation layer.
	Repository Name // of its images

	// Compute layer.
	Function     Name
	FunctionRole Name // what the function runs as
	DeployerRole Name // what releases assume to work on the function
	API          Name // the HTTP API by which it is called
	EventQueue   Name // the queue of events that the function failed on; EventRule names their rules

	// Delivery layer.
	Pipeline        Name
	PipelineRole    Name
	Notification    Name
	Build           Name // the CodeBuild project
	BuildRole       Name
	Test            Name // the CodeBuild project
	TestRole        Name
	TestReports     Name
	Pulls           Name // the CodeBuild project of pull requests
	PullsRole       Name
	PushRule        Name // starts the pipeline
	PromotionRule   Name // starts the pipeline for a release in the environment before
	AnnounceRule    Name // tells later environments in other accounts of a release
	PromoteRole     Name // their builds read with it what was released here
	Release         Name // the state machine
	ReleaseRole     Name
	DeploymentGroup Name // in the account of the functions
	CodeDeployRole  Name // what CodeDeploy moves the alias with, beside the group
	RecordRule      Name // sends the pipeline's state changes to the recorder
	ApproveRule     Name // tells the approver that an approval has begun
	ChangeRule      Name // sends what was changed past the releases to the recorder
	FailureRule     Name // counts failed executions, for FailedAlarm
	FailureAlarm    Name // the pipeline's own metric
	FailedAlarm     Name // the same, by the rule
	ErrorAlarm      Name // in the account of the functions
	ReleaseAlarm    Name // in the account of the functions, while a release goes on
	EntryAlarm      Name // in the account of the functions, about the HTTP API
	RateAlarm       Name // in the account of the functions, about the share of errors
	ThrottleAlarm   Name // in the account of the functions
	SpilloverAlarm  Name // in the account of the functions
	DurationAlarm   Name // in the account of the functions
	EventAlarm      Name // in the account of the functions, about EventQueue
	UndoRule        Name // starts the release machine to undo an execution that died
	UndoRole        Name // EventBridge starts the release machine with it
	AbortedAlarm    Name // of the release machine
	TimedOutAlarm   Name // of the release machine
	// NotRestoredAlarm stays until a release or rollback succeeds.
	NotRestoredAlarm Name
}

// service names what one service has of its own.
func (t *table) service(s Service) ServiceNames {
	t.owner = s
	return ServiceNames{
		Repository: t.name(Repository, ""),

		Function:     t.name(Lambda, ""),
		FunctionRole: t.name(Role, "function"),
		DeployerRole: t.name(Role, "deployer"),
		API:          t.name(API, "entry"),
		EventQueue:   t.name(Queue, "events"),

		Pipeline:         t.name(PipelineName, ""),
		PipelineRole:     t.name(Role, "pipeline"),
		Notification:     t.name(NotificationRule, "pipeline"),
		Build:            t.name(BuildProject, "build"),
		BuildRole:        t.name(Role, "build"),
		Test:             t.name(BuildProject, "test"),
		TestRole:         t.name(Role, "test"),
		TestReports:      t.name(ReportGroup, "test"),
		Pulls:            t.name(BuildProject, "pulls"),
		PullsRole:        t.name(Role, "pulls"),
		PushRule:         t.name(Rule, "push"),
		PromotionRule:    t.name(Rule, "promotion"),
		AnnounceRule:     t.name(Rule, "announce"),
		PromoteRole:      t.name(Role, "promote"),
		Release:          t.name(StateMachine, "release"),
		ReleaseRole:      t.name(Role, "release"),
		DeploymentGroup:  t.name(DeploymentGroup, ""),
		CodeDeployRole:   t.name(Role, "codedeploy"),
		RecordRule:       t.name(Rule, "pipeline"),
		ChangeRule:       t.name(Rule, "change"),
		ApproveRule:      t.name(Rule, "approve"),
		FailureRule:      t.name(Rule, "failed"),
		FailureAlarm:     t.name(Alarm, "failures"),
		FailedAlarm:      t.name(Alarm, "failed"),
		ErrorAlarm:       t.name(Alarm, "errors"),
		ReleaseAlarm:     t.name(Alarm, "release"),
		EntryAlarm:       t.name(Alarm, "entry"),
		RateAlarm:        t.name(Alarm, "errorrate"),
		ThrottleAlarm:    t.name(Alarm, "throttles"),
		SpilloverAlarm:   t.name(Alarm, "spillovers"),
		DurationAlarm:    t.name(Alarm, "duration"),
		EventAlarm:       t.name(Alarm, "events"),
		UndoRule:         t.name(Rule, "undo"),
		UndoRole:         t.name(Role, "undo"),
		AbortedAlarm:     t.name(Alarm, "aborted"),
		TimedOutAlarm:    t.name(Alarm, "timedout"),
		NotRestoredAlarm: t.name(Alarm, "notrestored"),
	}
}
