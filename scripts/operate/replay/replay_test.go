package replay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/replay"
	"slipway/shared/naming"
)

// place is an AWS whose recorder knows the rows by the id of their event.
type place struct {
	queue []replay.Message
	rows  map[string]bool
	// loses makes the recorder answer well and write nothing.
	loses                               bool
	reading, asking, deleting, refusing error
	stop                                context.CancelFunc

	inputs         []string
	hidden, erased []string
}

func (p *place) Messages(context.Context) ([]replay.Message, error) {
	for _, m := range p.queue {
		p.hidden = append(p.hidden, m.ID)
	}
	return p.queue, p.reading
}

func (p *place) Record(ctx context.Context, input []byte) (replay.Row, error) {
	p.inputs = append(p.inputs, string(input))
	if p.stop != nil {
		p.stop()
		return replay.Row{}, ctx.Err()
	}
	var given struct{ Event struct{ ID string } }
	_ = json.Unmarshal(input, &given)
	switch id := given.Event.ID; {
	case p.asking != nil:
		return replay.Row{}, p.asking
	case id == "bad":
		return replay.Row{}, &replay.NotRecordedError{Reason: "DynamoDB.ThrottlingException: rate exceeded"}
	default:
		before := p.rows[id]
		p.rows[id] = !p.loses
		return replay.Row{
			Deployment: "run-7",
			Time:       id,
			Written:    !before,
		}, nil
	}
}

func (p *place) Has(_ context.Context, row replay.Row) (bool, error) {
	return p.rows[row.Time], p.refusing
}

func (p *place) Delete(_ context.Context, m replay.Message) error {
	if p.deleting == nil {
		p.erased = append(p.erased, m.ID)
	}
	return p.deleting
}

func (p *place) GiveBack(ctx context.Context, m replay.Message) error {
	for i, id := range p.hidden {
		if id == m.ID {
			p.hidden = append(p.hidden[:i:i], p.hidden[i+1:]...)
			return ctx.Err()
		}
	}
	return errors.New("no such receipt")
}

// kept is a message of the recorder itself.
func kept(message, service, event string) replay.Message {
	return replay.Message{ID: message, Body: fmt.Sprintf(
		`{"service":%q,"event":{"id":%q,"time":"2026-03-01T12:00:00Z","detail-type":"Stage Change","detail":{"stage":`+
			`"Build","state":"FAILED","n":12345678901234567890}}}`, service, event)}
}

// undelivered is a message of EventBridge.
func undelivered(message, rule, body string) replay.Message {
	return replay.Message{
		ID:         message,
		Body:       body,
		Attributes: map[string]string{"RULE_ARN": "arn:aws:events:us-east-1:123456789012:rule/" + rule},
	}
}

func run(t *testing.T, p *place, service string) (replay.Result, []string, error) {
	t.Helper()
	if p.rows == nil {
		p.rows = map[string]bool{}
	}
	var said []string
	suffix, err := naming.NewSuffix("dev")
	require.NoError(t, err)
	result, err := replay.Replay{
		Place:   p,
		Names:   naming.Environment{Suffix: suffix},
		Service: service,
		Print:   func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) },
	}.Run(t.Context())
	return result, said, err
}

func TestReplay(t *testing.T) { // R6
	t.Parallel()
	t.Run("writes each message and deletes it, and tells what was there", func(t *testing.T) {
		t.Parallel()
		p := &place{
			queue: []replay.Message{kept("m1", "api", "e1"), kept("m2", "api", "e2"), kept("m3", "cart", "bad")},
			rows:  map[string]bool{"e2": true},
		}
		result, said, err := run(t, p, "")
		require.NoError(t, err)
		assert.Equal(t, []string{
			"m1 api Stage Change Build FAILED at 2026-03-01T12:00:00Z: written",
			"m2 api Stage Change Build FAILED at 2026-03-01T12:00:00Z: was there already",
			"m3 cart Stage Change Build FAILED at 2026-03-01T12:00:00Z: stays in the queue: " +
				"DynamoDB.ThrottlingException: rate exceeded",
		}, said)
		assert.Equal(t, "1 written, 1 there already, 1 left in the queue", result.String())
		assert.Equal(t, []string{"m1", "m2"}, p.erased)
		assert.NotContains(t, p.hidden, "m3", "what stays is seen by everybody again")
		assert.Contains(t, p.inputs[0], `"replayOf":"m1"`)
		assert.Contains(t, p.inputs[0], `"n":12345678901234567890`, "the event is as it came")
	})
	t.Run("says that there is nothing", func(t *testing.T) {
		t.Parallel()
		result, _, err := run(t, &place{}, "")
		require.NoError(t, err)
		assert.Equal(t, "nothing is in the queue", result.String())
	})
	t.Run("leaves other services alone if one is asked for", func(t *testing.T) {
		t.Parallel()
		p := &place{queue: []replay.Message{kept("m1", "api", "e1"), kept("m2", "cart", "e2")}}
		result, said, err := run(t, p, "cart")
		require.NoError(t, err)
		assert.Len(t, said, 1)
		assert.Equal(t, "1 written, 0 there already, 0 left in the queue, 1 of other services", result.String())
		assert.Equal(t, []string{"m2"}, p.erased)
		assert.Equal(t, []string{"m2"}, p.hidden)
	})
	t.Run("deletes nothing whose row it does not see", func(t *testing.T) {
		t.Parallel()
		p := &place{queue: []replay.Message{kept("m1", "api", "e1")}, loses: true}
		result, said, err := run(t, p, "")
		require.NoError(t, err)
		assert.Contains(t, said[0], "the recorder ended well, and yet the table has no row run-7 e1")
		assert.Equal(t, 1, result.Left)
		assert.Empty(t, p.erased)
	})
}

func TestWhatStopsAReplay(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		place place
		want  string
	}{
		"a queue that cannot be read":      {place{reading: errors.New("denied")}, "read the queue: denied"},
		"a recorder that cannot be run":    {place{asking: errors.New("denied")}, "replay m1 api Stage Change Build FAILED"},
		"a table that cannot be read":      {place{refusing: errors.New("denied")}, "2026-03-01T12:00:00Z: denied"},
		"a message that cannot be deleted": {place{deleting: errors.New("denied")}, "the row is there, but the message is"},
	} {
		t.Run("is "+name, func(t *testing.T) {
			t.Parallel()
			p := c.place
			p.queue = []replay.Message{kept("m1", "api", "e1"), kept("m2", "api", "e2")}
			_, _, err := run(t, &p, "")
			require.ErrorContains(t, err, c.want)
			assert.Empty(t, p.erased)
			assert.Empty(t, p.hidden, "everything is given back")
			assert.LessOrEqual(t, len(p.inputs), 1, "the next would meet the same")
		})
	}
	t.Run("is a person, and then everything is given back as well", func(t *testing.T) {
		t.Parallel()
		ctx, stop := context.WithCancel(t.Context())
		p := &place{queue: []replay.Message{kept("m1", "api", "e1"), kept("m2", "api", "e2")}, stop: stop}
		_, err := replay.Replay{Place: p}.Run(ctx)
		require.ErrorIs(t, err, context.Canceled)
		assert.Empty(t, p.hidden)
		assert.NotContains(t, err.Error(), "give message")
	})
	t.Run("is told together with what could not be given back", func(t *testing.T) {
		t.Parallel()
		p := &place{queue: []replay.Message{kept("m1", "api", "bad"), kept("m1", "api", "bad")}}
		p.queue[1].ID = "m2"
		p.reading = errors.New("denied")
		p.queue = append(p.queue, p.queue[0])
		p.queue[2].ID = "m3"
		q := &vanishing{p}
		_, err := replay.Replay{Place: q}.Run(t.Context())
		assert.ErrorContains(t, err, "give message m1 back to the queue: no such receipt")
	})
}

// vanishing is a place that knows no receipt.
type vanishing struct{ *place }

func (v *vanishing) GiveBack(context.Context, replay.Message) error {
	return errors.New("no such receipt")
}

func TestAMessageOfEventBridge(t *testing.T) {
	t.Parallel()
	const change = `{"id":"e1","time":"2026-03-01T12:00:00Z","detail-type":"Pipeline Change",` +
		`"detail":{"pipeline":"pipeline-order-api-dev","state":"STARTED"}}`
	for name, c := range map[string]struct {
		message        replay.Message
		service, stays string
	}{
		"has its service in the rule": {undelivered("m", "rule-pipeline-order-api-dev", change), "order-api", ""},
		"may have been wrapped by the rule": {undelivered("m", "rule-pipeline-api-dev", kept("", "api", "e").Body), "api",
			""},
		"without a rule has it in its pipeline": {replay.Message{ID: "m", Body: change}, "order-api", ""},
		"about a push has to be pushed again": {
			undelivered("m", "bus-github-dev/rule-push-api-dev", `{"detail":{"after":"c0ffee"}}`), "",
			"the push of c0ffee started no pipeline. If it is wanted still: `make start ENV=dev SERVICE=api COMMIT=c0ffee`; " +
				"then DISCARD=m removes the message",
		},
		"about a push that was wrapped by the rule has its commit": {
			undelivered("m", "bus-github-dev/rule-push-api-dev",
				`{"service":"api","pipeline":"pipeline-api-dev","commit":"c0ffee","token":"t","pushedAt":"noon"}`), "",
			"the push of c0ffee started no pipeline.",
		},
		"about rules that lead nowhere names what shows them": {
			replay.Message{
				ID:         "m",
				Body:       `{"bus":"bus-github-dev","rules":2,"commit":"c0ffee","pushedAt":"noon"}`,
				Attributes: map[string]string{"FAILURE": `{"Error": "Starter.RuleMissing", "Cause": "A rule is disabled."}`},
			}, "",
			"A rule is disabled. `make webhook ENV=dev` says which, of those on bus-github-dev; `make refresh ENV=dev " +
				"LAYER=delivery` and `make deploy ENV=dev LAYER=delivery` put it back. The push of c0ffee may have started too " +
				"little since: `make start ENV=dev SERVICE= COMMIT=c0ffee`; then DISCARD=m removes the message",
		},
		"about rules that could not be looked at": {
			undelivered("m", "bus-github-dev/rule-pushes-dev", `{"detail":{"after":"c0ffee"}}`), "",
			"A rule may not have started its pipeline. `make webhook ENV=dev` says which, of those on its bus;",
		},
		"about a promotion has to be promoted again": {
			undelivered("m", "rule-promotion-api-dev", `{"detail":{"input":"{\"commit\": \"c0ffee\"}"}}`), "",
			"the release of c0ffee in the environment before started no pipeline. If it is wanted still: " +
				"`make promote ENV=dev " +
				"SERVICE=api COMMIT=c0ffee`; then DISCARD=m removes the message",
		},
		"about a promotion that was wrapped by the rule, or kept by the starter": {
			replay.Message{ID: "m", Body: `{"service":"api","pipeline":"pipeline-api-dev",` +
				`"event":{"detail":{"input":"{\"commit\": \"c0ffee\"}"}}}`}, "",
			"the release of c0ffee in the environment before started no pipeline.",
		},
		"about an approval has to be answered": {
			undelivered("m", "rule-approve-api-dev", `{"detail":{"pipeline":"pipeline-api-dev","execution-id":"run-1"}}`), "",
			"nothing answered the approval of execution run-1. If it still waits: `make approve ENV=dev SERVICE=api " +
				"EXECUTION=run-1`; then DISCARD=m removes the message",
		},
		"of the approver has to be answered": {
			replay.Message{ID: "m", Body: `{"service":"api","pipeline":"pipeline-api-dev","execution":"run-1"}`}, "",
			"nothing answered the approval of execution run-1.",
		},
		"about a release that was not told of has to be promoted": {
			undelivered("m", "rule-announce-api-dev", `{"detail":{"input":"{\"commit\": \"c0ffee\"}"}}`), "",
			"no later environment in another account was told of the release of c0ffee. If it is wanted there still: " +
				"`make promote FROM=dev SERVICE=api COMMIT=c0ffee ENV=` with its name; then DISCARD=m removes the message",
		},
		"about a release that died needs a person": {
			undelivered("m", "rule-undo-api-dev", `{"detail":{"executionArn":"arn:x"}}`), "",
			"this release of arn:x died, and nothing undid what it left. `make status` shows where traffic goes",
		},
		"of another environment is not ours": {undelivered("m", "rule-pipeline-api-prod", `{"detail":{}}`), "",
			"neither its rule nor its event names a service; DISCARD=m removes it"},
		"may be no JSON":               {undelivered("m", "r", "hello"), "", "it is no JSON object"},
		"may be no event":              {undelivered("m", "r", `{"detail": 1}`), "", "its event cannot be read"},
		"may hold nothing of a rule's": {undelivered("m", "", `{}`), "", "neither its rule nor its event names a service"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &place{queue: []replay.Message{c.message}}
			_, said, err := run(t, p, "")
			require.NoError(t, err)
			if c.stays != "" {
				assert.Contains(t, said[0], ": stays in the queue: "+c.stays)
				assert.Empty(t, p.inputs, "the recorder is not asked")
				return
			}
			assert.True(t, strings.HasSuffix(said[0], ": written"), said[0])
			var input struct{ Service string }
			require.NoError(t, json.Unmarshal([]byte(p.inputs[0]), &input))
			assert.Equal(t, c.service, input.Service)
		})
	}
}
