package config

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// EventKind is what an event comes from.
type EventKind string

// The kinds of events, as the settings name them.
const (
	OfQueue    EventKind = "queue"    // messages of an SQS queue
	OfTopic    EventKind = "topic"    // messages of an SNS topic
	OfSchedule EventKind = "schedule" // a time, by a rule of EventBridge
	OfPattern  EventKind = "pattern"  // events on a bus of EventBridge
	OfStream   EventKind = "stream"   // changes of a DynamoDB table
)

// Event is something that calls a service's function by itself.
type Event struct {
	Kind EventKind
	// Source is the ARN of the queue, topic or stream, which may be an output of another
	// stack, or the expression of the schedule.
	Source  string
	Pattern map[string]any
	Bus     string         // whose events the pattern matches; may be an output of another stack
	Input   map[string]any // of a schedule: what the function gets; nil for EventBridge's own event
	Filter  map[string]any // of a topic: which messages; nil for all
	InBody  bool           // the filter is for messages' bodies, not for their attributes

	BatchSize      int
	BatchSeconds   int    // how long messages are waited for
	MaxConcurrency int    // of a queue; 0 for as many as the function may have
	FromStart      bool   // a new stream is read from its oldest record
	Retries        int    // of a stream's batch
	Key            string // ARN of the customer managed key of queue or table; "" for none
}

// Asynchronous reports whether Lambda keeps the event in a queue of its own, and gives up
// after two more tries.
func (e Event) Asynchronous() bool {
	return e.Kind == OfTopic || e.Kind == OfSchedule || e.Kind == OfPattern
}

// Lost reports whether an event that the function fails on would be lost. A message of a
// queue goes back to its queue, and from there to that queue's own dead letters.
func (e Event) Lost() bool { return e.Kind != OfQueue }

// KeepsFailures reports whether the service has a queue of events that its function failed on.
func (s Service) KeepsFailures() bool {
	return slices.ContainsFunc(slices.Collect(maps.Values(s.Events)), Event.Lost)
}

// What Lambda, SNS and EventBridge take (Lambda API, CreateEventSourceMapping; EventBridge
// quotas).
const (
	mostEvents       = 20
	mostBatch        = 10000
	mostBatchSeconds = 300
	mostRetries      = 10000
	plainBatch       = 10 // of a queue, without waiting, or in order
	mostPattern      = 2048
	mostInput        = 8192
	mostFilterKeys   = 5
)

// eventParts are what an event of a kind may have.
var eventParts = map[EventKind][]string{
	OfQueue:    {"batchSize", "batchWindow", "maxConcurrency", "key"},
	OfTopic:    {"filter", "filterScope"},
	OfSchedule: {"input"},
	OfPattern:  {"bus"},
	OfStream:   {"batchSize", "batchWindow", "startingPosition", "retries", "key"},
}

var eventKinds = []EventKind{OfQueue, OfTopic, OfSchedule, OfPattern, OfStream}

var (
	eventPattern = regexp.MustCompile(`^[a-z][a-z0-9]{0,11}$`)
	busPattern   = regexp.MustCompile(`^[/._A-Za-z0-9-]{1,256}$`)
	// sourcePatterns are the ARNs of sources. A FIFO topic delivers to no function.
	sourcePatterns = map[EventKind]*regexp.Regexp{
		OfQueue:  regexp.MustCompile(`^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}(\.fifo)?$`),
		OfTopic:  regexp.MustCompile(`^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$`),
		OfStream: regexp.MustCompile(`^arn:aws:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[A-Za-z0-9_.-]{3,255}/stream/[0-9T:.-]+$`),
	}
	sourceExamples = map[EventKind]string{
		OfQueue: "a queue, such as arn:aws:sqs:us-east-1:111122223333:orders",
		OfTopic: "a standard topic, such as arn:aws:sns:us-east-1:111122223333:orders",
		OfStream: "a table's stream, such as arn:aws:dynamodb:us-east-1:111122223333:table/orders/stream/" +
			"2026-01-01T00:00:00.000",
	}
)

// Takes says what is wrong with the ARN of a source, or the name of a bus, that was an output
// of another stack; "" for nothing. The account is "" if any will do.
func (e Event) Takes(source, region, account string) string {
	if e.Kind == OfPattern {
		if !busPattern.MatchString(source) {
			return "has to be the name of a bus"
		}
		return ""
	}
	if !sourcePatterns[e.Kind].MatchString(source) {
		return "has to be the ARN of " + sourceExamples[e.Kind]
	}
	parsed, _ := arn.Parse(source)
	switch {
	case parsed.Region != region:
		return fmt.Sprintf("has to be a %s of %s, the environment's region", e.Kind, region)
	case account != "" && parsed.AccountID != account:
		return fmt.Sprintf("has to be a %s of the account %s, which the functions are in", e.Kind, account)
	}
	return ""
}

// events reads what calls a function, by the name of the event.
func (r *Reader) events(key string) map[string]Event {
	var given map[string]map[string]any
	r.Object(key, &given, "an object from the name of an event to where it comes from, such as "+eventsKey.Example)
	if len(given) > mostEvents {
		r.Reject(key, fmt.Sprint(len(given)), fmt.Sprintf("at most %d events of a service", mostEvents))
	}
	all, named := map[string]Event{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := key + "." + name
		if !eventPattern.MatchString(name) {
			r.Reject(at, name, "the name of an event: 1 to 12 lower-case letters and digits, beginning with a letter")
		}
		e := r.oneEvent(at, given[name])
		if other := named[e.Source]; other != "" && e.Kind != OfSchedule {
			r.Reject(at+"."+string(e.Kind), e.Source, "a source of its own: "+other+" has this one")
		}
		if e.Source != "" {
			named[e.Source] = name
		}
		all[name] = e
	}
	return all
}

func (r *Reader) oneEvent(at string, given map[string]any) Event {
	var kinds []EventKind
	for _, kind := range eventKinds {
		if _, has := given[string(kind)]; has {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) != 1 {
		r.Reject(at, compact(given), "exactly one of queue, topic, schedule, pattern and stream")
		return Event{}
	}
	e := Event{Kind: kinds[0]}
	of := r.within(at, given, append([]string{string(e.Kind)}, eventParts[e.Kind]...)...)
	switch e.Kind {
	case OfSchedule:
		e.Source = of.schedule(string(e.Kind))
		of.Object("input", &e.Input, `an object, such as {"task": "clean"}`)
		if size := len(compact(e.Input)); size > mostInput {
			of.Reject("input", fmt.Sprintf("%d characters", size), fmt.Sprintf("at most %d, as EventBridge takes", mostInput))
		}
	case OfPattern:
		e.Pattern = of.pattern(string(e.Kind))
		e.Bus = of.Text("bus", "default")
		if Misread(e.Bus) {
			of.Reject("bus", e.Bus, ReferenceRule)
		} else if !Refers(e.Bus) && !busPattern.MatchString(e.Bus) {
			of.Reject("bus", e.Bus, "the name of a bus of the functions' account, or an output of another stack")
		}
	case OfTopic:
		e.Source = of.sourceArn(e.Kind)
		e.InBody = of.OneOf("filterScope", "attributes", "body") == "body"
		e.Filter = of.filter("filter", e.InBody)
	default:
		e.Source = of.sourceArn(e.Kind)
		_, bounded := given["maxConcurrency"]
		of.polled(&e, bounded)
	}
	return e
}

// sourceArn reads where events come from.
func (r *Reader) sourceArn(kind EventKind) string {
	text := r.Text(string(kind), "")
	switch {
	case Misread(text):
		r.Reject(string(kind), text, ReferenceRule)
	case !Refers(text) && !sourcePatterns[kind].MatchString(text):
		r.Reject(string(kind), text, "the ARN of "+sourceExamples[kind]+"; or an output of another stack")
	}
	return text
}

// polled reads how Lambda fetches messages or records.
func (r *Reader) polled(e *Event, bounded bool) {
	size := plainBatch
	if e.Kind == OfStream {
		size = 100
	}
	e.BatchSize = r.Int("batchSize", size, 1, mostBatch)
	e.BatchSeconds = r.Int("batchWindow", 0, 0, mostBatchSeconds)
	if e.Key = r.Text("key", ""); e.Key != "" && !keyArnPattern.MatchString(e.Key) {
		r.Reject("key", e.Key, "the ARN of a key of KMS; IAM knows no aliases")
	}
	if e.Kind == OfStream {
		e.FromStart = r.OneOf("startingPosition", "LATEST", "TRIM_HORIZON") == "TRIM_HORIZON"
		e.Retries = r.Int("retries", 5, 0, mostRetries)
		return
	}
	if bounded {
		e.MaxConcurrency = r.Int("maxConcurrency", 0, 2, 1000)
	}
	fifo := strings.HasSuffix(e.Source, ".fifo")
	switch {
	case fifo && e.BatchSeconds > 0:
		r.Reject("batchWindow", fmt.Sprint(e.BatchSeconds), "0 for a FIFO queue, whose messages do not wait")
	case e.BatchSize > plainBatch && fifo:
		r.Reject("batchSize", fmt.Sprint(e.BatchSize), "at most 10 for a FIFO queue")
	case e.BatchSize > plainBatch && e.BatchSeconds == 0:
		r.Reject("batchSize", fmt.Sprint(e.BatchSize), "at most 10 without batchWindow, the seconds that more are waited for")
	}
}

// eventsAtHome rejects sources of another region or account than the function's.
func (r *Reader) eventsAtHome(c Common, events map[string]Event) {
	home := cmp.Or(c.Target.Account, c.Account)
	for _, name := range slices.Sorted(maps.Keys(events)) {
		e := events[name]
		at, source := "events."+name+"."+string(e.Kind), e.Source
		parsed, err := arn.Parse(source)
		if err != nil || Refers(source) {
			continue
		}
		if parsed.Region != c.Region {
			r.Reject(at, source, fmt.Sprintf("a %s of %s, the environment's region", e.Kind, c.Region))
		}
		if home != "" && !c.Simulated && parsed.AccountID != home {
			r.Reject(at, source, fmt.Sprintf("a %s of the account %s, which the functions are in", e.Kind, home))
		}
	}
}
