package engine

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/backend/backenderr"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// heard logs the engine's events, as JSON, to a listener and returns what it made of them.
func heard(t *testing.T, logged ...string) (*listener, []Event, error) {
	t.Helper()
	var seen []Event
	l := &listener{watch: func(e Event) { seen = append(seen, e) }}
	address, stop, err := l.serve()
	require.NoError(t, err)
	t.Cleanup(stop)
	conn, err := grpc.NewClient(address[len("tcp://"):], grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	stream, err := pulumirpc.NewEventsClient(conn).StreamEvents(context.Background())
	require.NoError(t, err)
	for _, event := range logged {
		require.NoError(t, stream.Send(&pulumirpc.EventRequest{Event: event}))
	}
	_, err = stream.CloseAndRecv()
	return l, seen, err
}

const topicURN = `"urn:pulumi:dev::p::slipway:foundation:Topic$aws:sns/topic:Topic::mail"`

func TestTheEnginesEventsBecomeOurs(t *testing.T) {
	t.Parallel()
	metadata := func(op, more string) string {
		return `{"metadata": {"op": "` + op + `", "urn": ` + topicURN + `, "type": "aws:sns/topic:Topic"` + more + `}}`
	}
	event := func(k Kind, op string, changed ...string) Event {
		return Event{
			Kind:    k,
			Op:      op,
			Type:    "aws:sns/topic:Topic",
			Name:    "mail",
			Changed: changed,
		}
	}
	cases := map[string]struct {
		logged string
		want   []Event
	}{
		"a beginning": {`{"resourcePreEvent": ` + metadata("create", "") + `}`, []Event{event(Started, "create")}},
		"an end":      {`{"resOutputsEvent": ` + metadata("delete", "") + `}`, []Event{event(Finished, "delete")}},
		"a failure":   {`{"resOpFailedEvent": ` + metadata("update", "") + `}`, []Event{event(Failed, "update")}},
		"what forces a replacement comes first": {
			`{"resourcePreEvent": ` + metadata("replace", `, "keys": ["z", "name"], "diffs": ["tags"],
				"detailedDiff": {"tags.a": {}}`) + `}`,
			[]Event{event(Started, "replace", "name", "z")},
		},
		"then the paths that differ": {
			`{"resourcePreEvent": ` + metadata("update",
				`, "diffs": ["tags"], "detailedDiff": {"tags.b": {}, "tags.a": {}}`) + `}`,
			[]Event{event(Started, "update", "tags.a", "tags.b")},
		},
		"then the properties": {
			`{"resourcePreEvent": ` + metadata("update", `, "diffs": ["tags", "name"]`) + `}`,
			[]Event{event(Started, "update", "name", "tags")},
		},
		"and their values, of the inputs or of the state": {
			`{"resourcePreEvent": ` + metadata("update", `, "detailedDiff": {"rules[1].id": {"inputDiff": true},
				"tags.a": {}, "gone[3]": {}, "new": {}, "x[": {}},
				"old": {"id": "1", "inputs": {"rules": [{}, {"id": "i"}]},
					"outputs": {"tags": {"a": "state"}, "gone": [], "rules": [{}, {"id": "s"}]}},
				"new": {"inputs": {"rules": [{}, {"id": "n"}], "new": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}}`) + `}`,
			[]Event{{
				Kind:    Started,
				Op:      "update",
				Type:    "aws:sns/topic:Topic",
				Name:    "mail",
				ID:      "1",
				Changed: []string{"gone[3]", "new", "rules[1].id", "tags.a", "x["},
				Differences: []Difference{
					{Path: "gone[3]"}, {
						Path: "new",
						New:  Unknown,
					}, {
						Path: "rules[1].id",
						Old:  "i",
						New:  "n",
					},
					{
						Path: "tags.a",
						Old:  "state",
					}, {Path: "x["},
				},
			}},
		},
		"what a resource's provider says": {
			`{"diagnosticEvent": {"urn": ` + topicURN + `, "message": " gone\n\n", "severity": "warning"}}`,
			[]Event{{
				Kind:     Diagnostic,
				Type:     "aws:sns/topic:Topic",
				Name:     "mail",
				Severity: "warning",
				Message:  "gone",
			}},
		},
		"what the program says": {
			`{"diagnosticEvent": {"message": "hello", "severity": "info"}}`,
			[]Event{{
				Kind:     Diagnostic,
				Severity: "info",
				Message:  "hello",
			}},
		},
		"what is to disappear again": {
			`{"diagnosticEvent": {"message": "1 of 3", "severity": "info", "ephemeral": true}}`, nil,
		},
		"what is of no interest": {`{"preludeEvent": {"config": {}}}`, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, seen, err := heard(t, c.logged)
			require.NoError(t, err)
			assert.Equal(t, c.want, seen)
		})
	}
}

func TestFaultsAreKeptWithoutTheEnginesSummary(t *testing.T) {
	t.Parallel()
	l, seen, err := heard(t,
		`{"diagnosticEvent": {"urn": `+topicURN+`, "message": "taken", "severity": "error"}}`,
		`{"diagnosticEvent": {"message": "careful", "severity": "warning"}}`,
		`{"diagnosticEvent": {"message": "update failed", "severity": "error"}}`,
		`{"diagnosticEvent": {"message": "destroy failed\n", "severity": "error"}}`,
		`{"diagnosticEvent": {"message": "no such service", "severity": "error"}}`,
		`{"summaryEvent": {"resourceChanges": {"create": 2, "same": 5}}}`)
	require.NoError(t, err)
	assert.Len(t, seen, 3)
	require.Len(t, l.faults, 2)
	assert.Equal(t, "taken", l.faults[0].Message)
	assert.Equal(t, "no such service", l.faults[1].Message)
	assert.Equal(t, map[string]int{"create": 2, "same": 5}, l.counts)
}

func TestAnEventThatIsNoJSONEndsTheLog(t *testing.T) {
	t.Parallel()
	_, seen, err := heard(t, `{"diagnosticEvent": {"message": "a", "severity": "info"}}`, `{`)
	require.ErrorContains(t, err, "decode event: unexpected end of JSON input")
	assert.Len(t, seen, 1)
}

func TestOperationsAreCountedByWhatTheyDo(t *testing.T) {
	t.Parallel()
	assert.Equal(t, Changes{
		Created:   3,
		Updated:   4,
		Replaced:  18,
		Deleted:   8,
		Unchanged: 30,
	}, count(map[string]int{
		"create": 1, "import": 2, "update": 4, "replace": 5, "create-replacement": 6, "import-replacement": 7,
		"delete": 8, "delete-replaced": 9, "same": 10, "refresh": 20, "discard": 11, "read": 12,
	}))
	assert.Equal(t, Changes{}, count(nil))
}

func TestALockIsRecognizedByEveryBackend(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		err  error
		want string
	}{
		"Pulumi Cloud": {fmt.Errorf("update: %w", backenderr.ConflictingUpdateError{Err: errors.New("409")}),
			"p/dev is locked by another run"},
		"a folder": {errors.New("the stack is currently locked by 1 lock(s). Either wait...\n  " +
			"file:///x/locks/a.json: created by ann@box (pid 41) at 2026-03-01T12:00:00Z"),
			"p/dev is locked by a run of ann@box (pid 41) at 2026-03-01T12:00:00Z"},
		"a folder that does not say who": {errors.New("the stack is currently locked by 2 lock(s)"),
			"p/dev is locked by another run"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := locked("p/dev", c.err)
			require.NotNil(t, l)
			assert.EqualError(t, l, c.want)
		})
	}
	assert.Nil(t, locked("p/dev", errors.New("update failed")))
}

func TestAnErrorOfAnOperationTellsWhatItKnows(t *testing.T) {
	t.Parallel()
	cause := errors.New("engine says no")
	fault := Event{
		Kind:    Diagnostic,
		Type:    "aws:sns/topic:Topic",
		Name:    "mail",
		Message: "first\nsecond",
	}
	cases := map[string]struct {
		err  Error
		want string
	}{
		"faults": {Error{Faults: []Event{fault, {Message: "bare"}}},
			"update p/dev:\n  mail (aws:sns/topic:Topic): first\n  second\n  bare"},
		"no fault": {Error{}, "update p/dev: engine says no"},
		"a person": {Error{
			Canceled: true,
			Faults:   []Event{fault},
		}, "update p/dev: stopped as asked; what was under way has finished and is saved"},
		"impatience": {Error{
			Canceled:   true,
			Terminated: true,
		}, "update p/dev: stopped at once; it is not known whether what was under way has happened"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.err.Verb, c.err.Stack, c.err.err = "update", "p/dev", cause
			require.EqualError(t, &c.err, c.want)
			require.ErrorIs(t, &c.err, cause)
		})
	}
}
