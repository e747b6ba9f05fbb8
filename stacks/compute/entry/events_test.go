package entry_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/compute/entry"
)

const (
	ordersArn  = "arn:aws:sqs:us-east-1:111122223333:orders"
	newsArn    = "arn:aws:sns:us-east-1:111122223333:news"
	stockArn   = "arn:aws:dynamodb:us-east-1:111122223333:table/stock/stream/2026-01-01T00:00:00.000"
	failedArn  = "arn:aws:sqs:us-east-1:111122223333:queue-events-api-dev"
	failedURL  = "https://sqs.us-east-1.amazonaws.com/111122223333/queue-events-api-dev"
	mapping    = "lambda/eventSourceMapping:EventSourceMapping"
	permission = "lambda/permission:Permission"
	rule       = "cloudwatch/eventRule:EventRule"
	target     = "cloudwatch/eventTarget:EventTarget"
)

// kinds is an event of each kind.
var kinds = map[string]entry.Event{
	"orders": {
		Event: config.Event{
			Kind:         config.OfQueue,
			BatchSize:    50,
			BatchSeconds: 5,
		},
		From: pulumi.String(ordersArn),
	},
	"news": {
		Event: config.Event{
			Kind:   config.OfTopic,
			Filter: map[string]any{"kind": []any{"new"}},
		},
		From: pulumi.String(newsArn),
	},
	"nightly": {
		Event: config.Event{
			Kind:   config.OfSchedule,
			Source: "rate(1 day)",
			Input:  map[string]any{"task": "clean"},
		},
		Rule: "rule-event-api-nightly-dev",
	},
	"paid": {
		Event: config.Event{
			Kind:    config.OfPattern,
			Pattern: map[string]any{"source": []any{"shop"}},
			Bus:     "shop",
		},
		From: pulumi.String("shop"),
		Rule: "rule-event-api-paid-dev",
	},
	"stock": {
		Event: config.Event{
			Kind:      config.OfStream,
			BatchSize: 100,
			FromStart: true,
			Retries:   3,
		},
		From: pulumi.String(stockArn),
	},
}

func events(reserved int, all map[string]entry.Event) build {
	return func(ctx *pulumi.Context, f entry.Function, _ contract.Exporter) error {
		_, err := entry.NewEvents(ctx, "events-api", entry.EventsArgs{
			Function:            f,
			Queue:               naming.Name("queue-events-api-dev"),
			ReservedConcurrency: reserved,
			Events:              all,
		})
		return err
	}
}

func only(name string, change func(*entry.Event)) map[string]entry.Event {
	e := kinds[name]
	change(&e)
	return map[string]entry.Event{name: e}
}

func TestEvents(t *testing.T) {
	t.Parallel()
	rec := built(t, events(50, kinds))
	tags := map[string]any{"Service": "api"}
	t.Run("of a queue call the alias with batches, of which it says what failed", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"eventSourceArn":                 ordersArn,
			"functionName":                   aliasArn,
			"enabled":                        true,
			"batchSize":                      50.0,
			"maximumBatchingWindowInSeconds": 5.0,
			"functionResponseTypes":          []any{"ReportBatchItemFailures"},
			"scalingConfig":                  map[string]any{"maximumConcurrency": 50.0},
			"tags":                           tags,
		}, rec.Get(t, mapping, "events-api-orders-mapping"))
	})
	t.Run("of a stream pass on what they fail on, and the rest goes on", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"eventSourceArn":                 stockArn,
			"functionName":                   aliasArn,
			"enabled":                        true,
			"batchSize":                      100.0,
			"maximumBatchingWindowInSeconds": 0.0,
			"functionResponseTypes":          []any{"ReportBatchItemFailures"},
			"startingPosition":               "TRIM_HORIZON",
			"bisectBatchOnFunctionError":     true,
			"maximumRetryAttempts":           3.0,
			"destinationConfig":              map[string]any{"onFailure": map[string]any{"destinationArn": failedArn}},
			"tags":                           tags,
		}, rec.Get(t, mapping, "events-api-stock-mapping"))
		later := built(t, events(50, only("stock", func(e *entry.Event) { e.FromStart = false })))
		assert.Equal(t, "LATEST", later.Get(t, mapping, "events-api-stock-mapping").Inputs["startingPosition"])
		assert.Empty(t, later.Of("lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"),
			"Lambda keeps no record itself")
	})
	t.Run("of a topic call the alias, if they pass the filter", func(t *testing.T) {
		t.Parallel()
		subscription := rec.Get(t, "sns/topicSubscription:TopicSubscription", "events-api-news-subscription")
		assertInputs(t, map[string]any{
			"topic":             newsArn,
			"protocol":          "lambda",
			"endpoint":          aliasArn,
			"redrivePolicy":     map[string]any{"deadLetterTargetArn": failedArn},
			"filterPolicy":      map[string]any{"kind": []any{"new"}},
			"filterPolicyScope": "MessageAttributes",
		}, subscription)
		assert.Subset(t, subscription.DependsOn, []string{
			"events-api-news-permission", "events-api-failures-policy", "events-api-tries",
		})
		body := built(t, events(50, only("news", func(e *entry.Event) { e.InBody = true })))
		assert.Equal(t, "MessageBody", body.Get(t, "sns/topicSubscription:TopicSubscription",
			"events-api-news-subscription").Inputs["filterPolicyScope"])
		all := built(t, events(50, only("news", func(e *entry.Event) { e.Filter = nil })))
		assert.NotContains(t, all.Get(t, "sns/topicSubscription:TopicSubscription",
			"events-api-news-subscription").Inputs, "filterPolicyScope")
	})
	t.Run("of a schedule are a rule's, with the input that is set", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"name":               "rule-event-api-nightly-dev",
			"description":        "Event nightly of service api",
			"scheduleExpression": "rate(1 day)",
			"state":              "ENABLED",
			"tags":               tags,
		}, rec.Get(t, rule, "events-api-nightly-rule"))
		made := rec.Get(t, target, "events-api-nightly-target")
		assertInputs(t, map[string]any{
			"targetId":         "function",
			"rule":             "rule-event-api-nightly-dev",
			"arn":              aliasArn,
			"input":            map[string]any{"task": "clean"},
			"retryPolicy":      map[string]any{"maximumEventAgeInSeconds": 86400.0, "maximumRetryAttempts": 185.0},
			"deadLetterConfig": map[string]any{"arn": failedArn},
		}, made)
		assert.Subset(t, made.DependsOn, []string{
			"events-api-nightly-permission", "events-api-failures-policy", "events-api-tries",
		})
	})
	t.Run("that match a pattern are a rule's, on its bus", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"name":         "rule-event-api-paid-dev",
			"description":  "Event paid of service api",
			"eventBusName": "shop",
			"eventPattern": map[string]any{"source": []any{"shop"}},
			"state":        "ENABLED",
			"tags":         tags,
		}, rec.Get(t, rule, "events-api-paid-rule"))
		made := rec.Get(t, target, "events-api-paid-target").Inputs
		assert.Equal(t, "shop", made["eventBusName"])
		assert.NotContains(t, made, "input")
		usual := built(t, events(50, only("paid", func(e *entry.Event) { e.Bus = "default" })))
		assert.NotContains(t, usual.Get(t, rule, "events-api-paid-rule").Inputs, "eventBusName")
	})
	t.Run("L1 may call the alias, each from its own source", func(t *testing.T) {
		t.Parallel()
		for name, c := range map[string][2]string{
			"news":    {"sns.amazonaws.com", newsArn},
			"nightly": {"events.amazonaws.com", "arn:aws:events:us-east-1:111122223333:rule/rule-event-api-nightly-dev"},
			"paid":    {"events.amazonaws.com", "arn:aws:events:us-east-1:111122223333:rule/shop/rule-event-api-paid-dev"},
		} {
			assertInputs(t, map[string]any{
				"statementId": "Event-" + name,
				"function":    "lambda-api-dev",
				"qualifier":   "live",
				"action":      "lambda:InvokeFunction",
				"principal":   c[0],
				"sourceArn":   c[1],
			}, rec.Get(t, permission, "events-api-"+name+"-permission"))
		}
		assert.Len(t, rec.Of(permission), 3, "what Lambda fetches needs none")
	})
}

func TestFailedEvents(t *testing.T) {
	t.Parallel()
	rec := built(t, events(50, kinds))
	t.Run("R16 are kept for 14 days, encrypted", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"name":                    "queue-events-api-dev",
			"sqsManagedSseEnabled":    true,
			"messageRetentionSeconds": 1209600.0,
			"tags":                    map[string]any{"Service": "api"},
		}, rec.Get(t, "sqs/queue:Queue", "events-api-failures"))
	})
	t.Run("R16 are sent by the service's own rules and topics alone", func(t *testing.T) {
		t.Parallel()
		send := func(sid, service string, sources ...any) map[string]any {
			return map[string]any{
				"Sid":       sid,
				"Effect":    "Allow",
				"Principal": map[string]any{"Service": []any{service}},
				"Action":    []any{"sqs:SendMessage"},
				"Resource":  []any{failedArn},
				"Condition": map[string]any{"ArnLike": map[string]any{"aws:SourceArn": sources}},
			}
		}
		policy := rec.Get(t, "sqs/queuePolicy:QueuePolicy", "events-api-failures-policy")
		assert.Equal(t, failedURL, policy.Inputs["queueUrl"])
		assert.Equal(t, []any{
			send("RulesSendWhatTheyCouldNotDeliver", "events.amazonaws.com",
				"arn:aws:events:us-east-1:111122223333:rule/rule-event-api-nightly-dev",
				"arn:aws:events:us-east-1:111122223333:rule/shop/rule-event-api-paid-dev"),
			send("TopicsSendWhatTheyCouldNotDeliver", "sns.amazonaws.com", newsArn),
			map[string]any{
				"Sid":       "OnlyEncryptedConnections",
				"Effect":    "Deny",
				"Principal": "*",
				"Action":    []any{"sqs:*"},
				"Resource":  []any{failedArn},
				"Condition": map[string]any{"Bool": map[string]any{"aws:SecureTransport": []any{"false"}}},
			},
		}, policy.JSON(t, "policy")["Statement"])
	})
	t.Run("L5 are kept as well when Lambda has tried them in vain", func(t *testing.T) {
		t.Parallel()
		assertInputs(t, map[string]any{
			"functionName":             "lambda-api-dev",
			"qualifier":                "live",
			"maximumEventAgeInSeconds": 21600.0,
			"maximumRetryAttempts":     2.0,
			"destinationConfig":        map[string]any{"onFailure": map[string]any{"destination": failedArn}},
		}, rec.Get(t, "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "events-api-tries"))
	})
	t.Run("go back to their queue, if that is where they come from", func(t *testing.T) {
		t.Parallel()
		assert.Empty(t, built(t, events(50, only("orders", func(*entry.Event) {}))).Of("sqs/queue:Queue"))
	})
	t.Run("R17 say what could not be done", func(t *testing.T) {
		t.Parallel()
		assertErrors(t, map[string]string{
			"events-api":                    "register component events-api",
			"events-api-failures":           "create queue queue-events-api-dev",
			"events-api-failures-policy":    "create policy of queue queue-events-api-dev",
			"events-api-tries":              "have what api failed on kept",
			"events-api-orders-mapping":     "have api called by its queue orders",
			"events-api-stock-mapping":      "have api called by its stream stock",
			"events-api-news-permission":    "let event news call the function of api",
			"events-api-news-subscription":  "subscribe api to topic news",
			"events-api-nightly-rule":       "create rule rule-event-api-nightly-dev",
			"events-api-nightly-permission": "let event nightly call the function of api",
			"events-api-nightly-target":     "create target of rule rule-event-api-nightly-dev",
			"events-api-paid-rule":          "create rule rule-event-api-paid-dev",
			"events-api-paid-permission":    "let event paid call the function of api",
			"events-api-paid-target":        "create target of rule rule-event-api-paid-dev",
		}, events(50, kinds))
	})
}

// A call beyond the function's concurrency would count as a failed one at the queue.
func TestCallsByAQueueAreBounded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		reserved, set int
		want          any
	}{
		"by what the function has":             {50, 0, map[string]any{"maximumConcurrency": 50.0}},
		"by what is set":                       {50, 7, map[string]any{"maximumConcurrency": 7.0}},
		"by what is set, without a reserve":    {config.Unreserved, 7, map[string]any{"maximumConcurrency": 7.0}},
		"by nothing without a reserve":         {config.Unreserved, 0, nil},
		"by nothing below the least of Lambda": {1, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rec := built(t, events(c.reserved, only("orders", func(e *entry.Event) { e.MaxConcurrency = c.set })))
			assert.Equal(t, c.want, rec.Get(t, mapping, "events-api-orders-mapping").Inputs["scalingConfig"])
		})
	}
}
