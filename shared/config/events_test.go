package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

const (
	queueArn  = "arn:aws:sqs:us-east-1:111122223333:orders"
	topicArn  = "arn:aws:sns:us-east-1:111122223333:news"
	streamArn = "arn:aws:dynamodb:us-east-1:111122223333:table/stock/stream/2026-01-01T00:00:00.000"
	eventKey  = "arn:aws:kms:us-east-1:111122223333:key/0123abcd-01ab-23cd-45ef-0123456789ab"
)

func TestEvents(t *testing.T) {
	t.Parallel()
	events := func(t *testing.T, layer, text string) config.Service {
		t.Helper()
		_, each, err := sharedSettings(layer, values{"services": `{"api": {"events": ` + text + `}, "cart": {}}`})
		require.NoError(t, err)
		assert.Empty(t, each["cart"].Events, "nothing calls a service that does not ask for it")
		assert.False(t, each["cart"].KeepsFailures())
		return each["api"]
	}
	for _, layer := range []string{"compute", "delivery"} {
		t.Run("have bounds where none are set, in "+layer, func(t *testing.T) {
			t.Parallel()
			s := events(t, layer, `{"a": {"queue": "`+queueArn+`"}, "b": {"topic": "`+topicArn+`"},
				"c": {"schedule": "rate(1 day)"}, "d": {"pattern": {"source": ["shop"]}}, "e": {"stream": "`+streamArn+`"}}`)
			assert.Equal(t, map[string]config.Event{
				"a": {
					Kind:      config.OfQueue,
					Source:    queueArn,
					BatchSize: 10,
				},
				"b": {Kind: config.OfTopic, Source: topicArn},
				"c": {Kind: config.OfSchedule, Source: "rate(1 day)"},
				"d": {
					Kind:    config.OfPattern,
					Pattern: map[string]any{"source": []any{"shop"}},
					Bus:     "default",
				},
				"e": {
					Kind:      config.OfStream,
					Source:    streamArn,
					BatchSize: 100,
					Retries:   5,
				},
			}, s.Events)
			assert.True(t, s.KeepsFailures())
		})
	}
	t.Run("have what each kind may", func(t *testing.T) {
		t.Parallel()
		s := events(t, "compute", `{
			"a": {"queue": "${stack:shop#queue}", "batchSize": "500", "batchWindow": 30, "maxConcurrency": 2, "key": "`+
			eventKey+`"},
			"b": {"topic": "${stack:shop#topic}", "filter": {"order": {"kind": ["new"]}}, "filterScope": "body"},
			"c": {"schedule": "cron(0 3 * * ? *)", "input": {"task": {"name": "clean"}}},
			"d": {"pattern": {"source": ["shop"], "detail": {"state": ["paid"]}}, "bus": "${stack:shop#bus}"},
			"e": {"stream": "`+streamArn+`", "batchSize": 1, "batchWindow": 5, "startingPosition": "TRIM_HORIZON",
				"retries": 0, "key": "`+eventKey+`"}}`)
		assert.Equal(t, map[string]config.Event{
			"a": {
				Kind:           config.OfQueue,
				Source:         "${stack:shop#queue}",
				BatchSize:      500,
				BatchSeconds:   30,
				MaxConcurrency: 2,
				Key:            eventKey,
			},
			"b": {
				Kind:   config.OfTopic,
				Source: "${stack:shop#topic}",
				Filter: map[string]any{"order": map[string]any{"kind": []any{"new"}}},
				InBody: true,
			},
			"c": {
				Kind:   config.OfSchedule,
				Source: "cron(0 3 * * ? *)",
				Input:  map[string]any{"task": map[string]any{"name": "clean"}},
			},
			"d": {
				Kind:    config.OfPattern,
				Pattern: map[string]any{"source": []any{"shop"}, "detail": map[string]any{"state": []any{"paid"}}},
				Bus:     "${stack:shop#bus}",
			},
			"e": {
				Kind:         config.OfStream,
				Source:       streamArn,
				BatchSize:    1,
				BatchSeconds: 5,
				FromStart:    true,
				Key:          eventKey,
			},
		}, s.Events)
	})
	t.Run("of queues alone leave nothing behind: the queue has its own dead letters", func(t *testing.T) {
		t.Parallel()
		assert.False(t, events(t, "compute", `{"a": {"queue": "`+queueArn+`.fifo"}}`).KeepsFailures())
	})
	t.Run("are kept by Lambda itself where nothing waits for the function", func(t *testing.T) {
		t.Parallel()
		for kind, kept := range map[config.EventKind]bool{
			config.OfQueue: false, config.OfStream: false,
			config.OfTopic: true, config.OfSchedule: true, config.OfPattern: true,
		} {
			assert.Equal(t, kept, config.Event{Kind: kind}.Asynchronous(), kind)
		}
	})
	t.Run("of a simulated account may name a real one's queues", func(t *testing.T) {
		t.Parallel()
		r := config.NewReader("slipway-compute", values{
			config.Simulated: "true",
			"account":        "444455556666",
			"services":       `{"api": {"events": {"a": {"queue": "` + queueArn + `"}}}}`,
		})
		r.PerService("compute", r.Common())
		require.NoError(t, r.Err())
	})
}

func TestSchedules(t *testing.T) {
	t.Parallel()
	reads := func(text string) error {
		_, _, err := sharedSettings("compute", values{"services": `{"api": {"events": {"a": {"schedule": "` + text + `"}}}}`})
		return err
	}
	for _, text := range []string{
		"rate(1 minute)", "rate(5 minutes)", "rate(1 hour)", "rate(12 hours)", "rate(1 day)", "rate(7 days)",
		"cron(0 10 * * ? *)", "cron(15 12 ? * MON-FRI *)", "cron(0/10 8-17 ? * 2,4 2026)", "cron(0 8 1 JAN,JUL ? 2026-2030)",
		"cron(0 0 L * ? *)", "cron(0 0 15W * ? *)", "cron(0 0 LW * ? *)", "cron(0 9 ? * 6L *)", "cron(0 9 ? * MON#1 *)",
	} {
		assert.NoError(t, reads(text), text)
	}
	for _, text := range []string{
		"", "rate(1 minutes)", "rate(5 minute)", "rate(0 days)", "rate(5 seconds)", "rate(5  minutes)", "every 5 minutes",
		"cron(0 10 * * * *)", "cron(0 10 ? * ? *)", "cron(0 10 * * ?)", "cron(60 10 * * ? *)", "cron(0 24 * * ? *)",
		"cron(0 10 32 * ? *)", "cron(0 10 1 13 ? *)", "cron(0 10 ? * 8 *)", "cron(0 10 * * ? 1969)", "cron(0 10 * * ? *",
		"cron(0 10 ? * mon *)", "(0 10 * * ? *)",
	} {
		assert.EqualError(t, reads(text), `slipway-foundation:services.api.events.a.schedule is "`+text+`": `+
			`rate(5 minutes) or `+
			`cron(0 3 * * ? *): minutes, hours, day of the month, month, day of the week and year, in UTC, one of `+
			`the two days ?`)
	}
}

func TestEventFaults(t *testing.T) {
	t.Parallel()
	const at = "slipway-foundation:services.api.events"
	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf(`"e%d": {"schedule": "rate(1 day)"}`, i))
	}
	for name, c := range map[string]struct{ events, fault string }{
		"what is no object": {`["a"]`, at + ` is "[\"a\"]": an object from the name of an event to where it ` +
			`comes from, such ` +
			`as {"orders": {"queue": "${stack:shop#queueArn}"}, "nightly": {"schedule": "cron(0 3 * * ? *)"}}`},
		"more than twenty": {`{` + strings.Join(many, ", ") + `}`, at + ` is "21": at most 20 events of a service`},
		"a name with a hyphen": {`{"a-b": {"schedule": "rate(1 day)"}}`,
			at + `.a-b is "a-b": the name of an event: 1 to 12 lower-case letters and digits, beginning with a letter`},
		"a name of thirteen letters": {`{"abcdefghijklm": {"schedule": "rate(1 day)"}}`,
			at + `.abcdefghijklm is "abcdefghijklm": the name of an event: 1 to 12 lower-case letters and digits, beginning ` +
				`with a letter`},
		"no source": {`{"a": {"batchSize": 1}}`,
			at + `.a is "{\"batchSize\":1}": exactly one of queue, topic, schedule, pattern and stream`},
		"two sources": {`{"a": {"schedule": "rate(1 day)", "pattern": {"source": ["x"]}}}`,
			at + `.a is "{\"pattern\":{\"source\":[\"x\"]},\"schedule\":\"rate(1 day)\"}": exactly one of queue, topic, ` +
				`schedule, pattern and stream`},
		"a part of another kind": {`{"a": {"schedule": "rate(1 day)", "batchSize": 1}}`,
			at + `.a.batchSize is "1": no such part; there are schedule, input`},
		"a source twice": {
			`{"a": {"queue": "` + queueArn + `"}, "b": {"queue": "` + queueArn + `"}, "c": {"schedule": "rate(1 day)"},
				"d": {"schedule": "rate(1 day)"}}`,
			at + `.b.queue is "` + queueArn + `": a source of its own: a has this one`,
		},
		"a queue by its address": {`{"a": {"queue": "https://sqs.us-east-1.amazonaws.com/111122223333/orders"}}`,
			at + `.a.queue is "https://sqs.us-east-1.amazonaws.com/111122223333/orders": the ARN of a queue, such as ` +
				`arn:aws:sqs:us-east-1:111122223333:orders; or an output of another stack`},
		"a FIFO topic": {`{"a": {"topic": "` + topicArn + `.fifo"}}`,
			at + `.a.topic is "` + topicArn + `.fifo": the ARN of a standard topic, such as ` +
				`arn:aws:sns:us-east-1:111122223333:orders; or an output of another stack`},
		"a table in the place of its stream": {`{"a": {"stream": "arn:aws:dynamodb:us-east-1:111122223333:table/stock"}}`,
			at + `.a.stream is "arn:aws:dynamodb:us-east-1:111122223333:table/stock": the ARN of a table's stream, such as ` +
				`arn:aws:dynamodb:us-east-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000; or an output ` +
				`of another stack`},
		"an output that is written wrongly": {`{"a": {"queue": "${stack:shop}"}, "b": {"pattern": {"source": ["x"]},
				"bus": "${stack:shop}"}}`,
			at + `.a.queue is "${stack:shop}": ` + config.ReferenceRule + "\n" +
				at + `.b.bus is "${stack:shop}": ` + config.ReferenceRule},
		"a queue of elsewhere": {`{"a": {"queue": "arn:aws:sqs:eu-west-1:444455556666:orders"}}`,
			at + `.a.queue is "arn:aws:sqs:eu-west-1:444455556666:orders": a queue of us-east-1, the ` +
				"environment's region\n" +
				at + `.a.queue is "arn:aws:sqs:eu-west-1:444455556666:orders": a queue of the account 111122223333, which the ` +
				`functions are in`},
		"batches beyond Lambda's": {`{"a": {"queue": "` + queueArn + `", "batchSize": 10001, "batchWindow": 301,
				"maxConcurrency": 1}}`,
			at + `.a.batchSize is "10001": a whole number from 1 to 10000` + "\n" +
				at + `.a.batchWindow is "301": a whole number from 0 to 300` + "\n" +
				at + `.a.maxConcurrency is "1": a whole number from 2 to 1000`},
		"a large batch that nothing waits for": {`{"a": {"queue": "` + queueArn + `", "batchSize": 11}}`,
			at + `.a.batchSize is "11": at most 10 without batchWindow, the seconds that more are waited for`},
		"a large batch in order": {`{"a": {"queue": "` + queueArn + `.fifo", "batchSize": 11}}`,
			at + `.a.batchSize is "11": at most 10 for a FIFO queue`},
		"a FIFO queue that waits": {`{"a": {"queue": "` + queueArn + `.fifo", "batchWindow": 1}}`,
			at + `.a.batchWindow is "1": 0 for a FIFO queue, whose messages do not wait`},
		"a key by its alias": {`{"a": {"stream": "` + streamArn + `", "key": "alias/shop"}}`,
			at + `.a.key is "alias/shop": the ARN of a key of KMS; IAM knows no aliases`},
		"another place in a stream": {`{"a": {"stream": "` + streamArn + `", "startingPosition": "AT_TIMESTAMP"}}`,
			at + `.a.startingPosition is "AT_TIMESTAMP": one of ["LATEST" "TRIM_HORIZON"]`},
		"a pattern of everything": {`{"a": {"pattern": {"account": ["1"]}}, "b": {"pattern": {"source": "shop"}}}`,
			at + `.a.pattern is "{\"account\":[\"1\"]}": an event pattern with the source of the events, such as ` +
				`{"source": ["shop.orders"]}` + "\n" +
				at + `.b.pattern is "{\"source\":\"shop\"}": an event pattern with the source of the events, such as ` +
				`{"source": ["shop.orders"]}` + "\n" +
				at + `.b.pattern.source is "shop": a list of values, such as [1]`},
		"a pattern that is too long": {`{"a": {"pattern": {"source": ["` + strings.Repeat("x", 2048) + `"]}}}`,
			at + `.a.pattern is "2063 characters": at most 2048, as EventBridge takes`},
		"a pattern without values": {`{"a": {"pattern": {"source": [], "detail": {}}}}`,
			at + `.a.pattern.detail is "{}": at least one value` + "\n" + at + `.a.pattern.source is "[]": at least one value`},
		"a bus by its ARN": {`{"a": {"pattern": {"source": ["x"]},
				"bus": "arn:aws:events:us-east-1:111122223333:event-bus/x"}}`,
			at + `.a.bus is "arn:aws:events:us-east-1:111122223333:event-bus/x": the name of a bus of the functions' account, ` +
				`or an output of another stack`},
		"attributes with parts": {`{"a": {"topic": "` + topicArn + `", "filter": {"order": {"kind": ["new"]}}}}`,
			at + `.a.filter.order is "{\"kind\":[\"new\"]}": a list of values; objects are for filterScope body`},
		"more attributes than SNS compares": {`{"a": {"topic": "` + topicArn + `", "filterScope": "body",
				"filter": {"a": [1], "b": {"c": [1], "d": [1], "e": [1], "f": [1]}}}, "b": {"topic": "` + topicArn +
			`s", "filter": {"a": [1], "b": [1], "c": [1], "d": [1], "e": [1], "f": [1]}}}`,
			at + `.b.filter is "6 keys": at most 5, as SNS takes`},
		"an input that is too long": {`{"a": {"schedule": "rate(1 day)", "input": {"x": "` + strings.Repeat("x", 8185) +
			`"}}}`,
			at + `.a.input is "8193 characters": at most 8192, as EventBridge takes`},
		"an input that is no object": {`{"a": {"schedule": "rate(1 day)", "input": [1]}}`,
			at + `.a.input is "[1]": an object, such as {"task": "clean"}`},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := sharedSettings("compute", values{
				"account":  "111122223333",
				"services": `{"api": {"events": ` + c.events + `}}`,
			})
			require.EqualError(t, err, c.fault)
		})
	}
}

func TestOutputsAsSources(t *testing.T) {
	t.Parallel()
	for kind, c := range map[config.EventKind]struct{ good, fault string }{
		config.OfQueue: {queueArn, "has to be the ARN of a queue, such as arn:aws:sqs:us-east-1:111122223333:orders"},
		config.OfTopic: {topicArn, "has to be the ARN of a standard topic, such as " +
			"arn:aws:sns:us-east-1:111122223333:orders"},
		config.OfStream: {streamArn, "has to be the ARN of a table's stream, such as " +
			"arn:aws:dynamodb:us-east-1:111122223333:" +
			"table/orders/stream/2026-01-01T00:00:00.000"},
		config.OfPattern: {"bus-shop", "has to be the name of a bus"},
	} {
		e := config.Event{Kind: kind}
		assert.Empty(t, e.Takes(c.good, "us-east-1", "111122223333"), kind)
		assert.Empty(t, e.Takes(c.good, "us-east-1", ""), kind)
		assert.Equal(t, c.fault, e.Takes("https://nowhere?", "us-east-1", ""), kind)
	}
	e := config.Event{Kind: config.OfTopic}
	assert.Equal(t, "has to be a topic of eu-west-1, the environment's region", e.Takes(topicArn, "eu-west-1", ""))
	assert.Equal(t, "has to be a topic of the account 444455556666, which the functions are in",
		e.Takes(topicArn, "us-east-1", "444455556666"))
}
