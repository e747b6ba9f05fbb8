package naming

import (
	"strconv"
)

// Environment is the name of every resource of one environment that has a name of
// its own. Log groups are not among them: AWS derives their names from what
// writes to them (see LogGroup).
type Environment struct {
	Suffix Suffix `json:",omitzero"`

	// Foundation layer. Buckets names its buckets.
	KeyAlias          Name // without the leading alias/
	HistoryTable      Name
	Topic             Name
	Chat              Name // what shows the topic's messages in a channel
	ChatRole          Name
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
	ChangeBus       Name // of changes in the account of the functions, if that is another
	ForwardRole     Name // EventBridge puts them on that bus with it
	PromotionBus    Name // of releases in the environment before, if that is in another account
	AnnounceRole    Name // EventBridge puts releases on such a bus of a later environment with it
	Starter         Name // the state machine that starts pipelines
	StarterRole     Name
	PushRole        Name // EventBridge starts the starter with it
	WatchRule       Name // has the starter look for the rules that start pipelines
	Approver        Name // the state machine that approves where nobody is asked
	ApproverRole    Name
	AnswerRole      Name // EventBridge starts the approver with it
	DeadLetterAlarm Name
	RecorderAlarm   Name
	StarterAlarm    Name
	ApproverAlarm   Name
	WebhookAlarm    Name
	RejectedAlarm   Name // of the webhook's calls
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

// For returns all names of an environment, or all faults at once: names that AWS
// would reject and names that two resources would share. Each fault is a *Fault.
func For(suffix Suffix, services []Service) (Environment, error) {
	t := newTable(suffix)
	e := Environment{
		Suffix: suffix,

		KeyAlias:          t.name(KeyAlias, "encryption"),
		HistoryTable:      t.name(Table, "deployments"),
		Topic:             t.name(Topic, "deployments"),
		Chat:              t.name(Chat, "deployments"),
		ChatRole:          t.name(Role, "chat"),
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
		ChangeBus:       t.name(Bus, "changes"),
		ForwardRole:     t.name(Role, "forward"),
		PromotionBus:    t.name(Bus, "promotion"),
		AnnounceRole:    t.name(Role, "announce"),
		Starter:         t.name(StateMachine, "start"),
		StarterRole:     t.name(Role, "start"),
		PushRole:        t.name(Role, "push"),
		WatchRule:       t.name(Rule, "pushes"),
		Approver:        t.name(StateMachine, "approve"),
		ApproverRole:    t.name(Role, "approve"),
		AnswerRole:      t.name(Role, "answer"),
		DeadLetterAlarm: t.name(Alarm, "deadletters"),
		RecorderAlarm:   t.name(Alarm, "recorder"),
		StarterAlarm:    t.name(Alarm, "start"),
		ApproverAlarm:   t.name(Alarm, "approve"),
		WebhookAlarm:    t.name(Alarm, "webhook"),
		RejectedAlarm:   t.name(Alarm, "rejected"),
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
