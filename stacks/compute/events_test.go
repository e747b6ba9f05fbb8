package compute_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/pulumitest"
	"slipway/stacks/compute"
)

// called has a service of each kind of event, one of a queue alone and one of none.
var called = values{"services": `{"checkout": {}, "cart": {"events": {"orders": {
	"queue": "arn:aws:sqs:us-east-1:ACCOUNT:orders"}}}, "api": {"reservedConcurrency": 10, "events": {
		"orders": {"queue": "${stack:shop#queue}", "key": "` + ownKey + `"},
		"returns": {"queue": "arn:aws:sqs:us-east-1:ACCOUNT:returns", "key": "` + ownKey + `"},
		"news": {"topic": "${stack:shop#topic}"},
		"nightly": {"schedule": "rate(1 day)"},
		"paid": {"pattern": {"source": ["shop"]}, "bus": "${stack:shop#bus}"},
		"stock": {"stream": "${stack:shop#stream}", "key": "` + ownKey + `"}
}}}`}

const stream = "arn:aws:dynamodb:us-east-1:ACCOUNT:table/stock/stream/2026-01-01T00:00:00.000"

func calledIn(t *testing.T, account string, more values) pulumitest.Run {
	t.Helper()
	r := run(t, values{"services": in(account, called["services"])}.with(more))
	r.Stacks["organization/shop/dev"] = map[string]any{
		"queue":  in(account, "arn:aws:sqs:us-east-1:ACCOUNT:orders"),
		"topic":  in(account, "arn:aws:sns:us-east-1:ACCOUNT:news"),
		"bus":    "shop",
		"stream": in(account, stream),
		"away":   "arn:aws:sqs:eu-west-1:111122223333:orders",
		"theirs": "arn:aws:sns:us-east-1:444455556666:news",
	}
	return r
}

func TestEvents(t *testing.T) {
	t.Parallel()
	for layout, c := range map[string]struct {
		account string
		more    values
	}{
		"in one account":  {pulumitest.Account, nil},
		"in two accounts": {target, twoAccount},
	} {
		t.Run("R14 call the services that ask for them, where they run, "+layout, func(t *testing.T) {
			t.Parallel()
			rec := deployRun(calledIn(t, c.account, c.more))
			require.NoError(t, rec.Err)
			mapping := rec.Get(t, "lambda/eventSourceMapping:EventSourceMapping", "events-api-orders-mapping")
			assert.Equal(t, in(c.account, "arn:aws:sqs:us-east-1:ACCOUNT:orders"), mapping.Inputs["eventSourceArn"])
			assert.Equal(t, in(c.account, "arn:aws:lambda:us-east-1:ACCOUNT:function:lambda-api-dev:live"),
				mapping.Inputs["functionName"])
			assert.Equal(t, map[string]any{"maximumConcurrency": 10.0}, mapping.Inputs["scalingConfig"])
			assert.Equal(t, c.account, mapping.Account)
			assert.Equal(t, in(c.account, "arn:aws:sns:us-east-1:ACCOUNT:news"),
				rec.Get(t, "sns/topicSubscription:TopicSubscription", "events-api-news-subscription").Inputs["topic"])
			paid := rec.Get(t, "cloudwatch/eventRule:EventRule", "events-api-paid-rule").Inputs
			assert.Equal(t, "shop", paid["eventBusName"])
			assert.Equal(t, "rule-event-api-paid-dev", paid["name"])
			queues := rec.Of("sqs/queue:Queue")
			assert.Len(t, queues, 1, "a queue has its own dead letters")
			assert.Equal(t, "queue-events-api-dev", queues[0].Inputs["name"])
			assert.Len(t, rec.Of("lambda/eventSourceMapping:EventSourceMapping"), 4)
		})
		t.Run("R16 are fetched and kept by Lambda as the function's role, "+layout, func(t *testing.T) {
			t.Parallel()
			rec := deployRun(calledIn(t, c.account, c.more))
			require.NoError(t, rec.Err)
			own := rec.Get(t, "iam/rolePolicy:RolePolicy", "function-api-policy")
			for sid, want := range map[string][2][]any{
				"EventQueues": {
					{"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"},
					{in(c.account, "arn:aws:sqs:us-east-1:ACCOUNT:orders"), in(c.account, "arn:aws:sqs:us-east-1:ACCOUNT:returns")},
				},
				"EventStreams": {
					{"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"},
					{in(c.account, stream)},
				},
				"EventStreamList": {{"dynamodb:ListStreams"}, {"*"}},
				"EventFailures": {{"sqs:SendMessage"},
					{in(c.account, "arn:aws:sqs:us-east-1:ACCOUNT:queue-events-api-dev")}},
			} {
				assert.Equal(t, map[string]any{
					"Sid":      sid,
					"Effect":   "Allow",
					"Action":   want[0],
					"Resource": want[1],
				}, statement(t, own, sid))
			}
			for sid, service := range map[string]string{"EventQueuesKeys": "sqs", "EventStreamsKeys": "dynamodb"} {
				assert.Equal(t, map[string]any{
					"Sid":      sid,
					"Effect":   "Allow",
					"Action":   []any{"kms:Decrypt"},
					"Resource": []any{ownKey},
					"Condition": map[string]any{
						"StringEquals": map[string]any{"kms:ViaService": []any{service + ".us-east-1.amazonaws.com"}},
					},
				}, statement(t, own, sid))
			}
			cart := policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-cart-policy"), "policy")
			assert.Contains(t, cart, "EventQueues")
			assert.NotContains(t, cart, "SendMessage")
			assert.NotContains(t, cart, "kms:")
			assert.NotContains(t, policy(t, rec.Get(t, "iam/rolePolicy:RolePolicy", "function-checkout-policy"), "policy"),
				`"Sid":"Event`)
		})
	}
	t.Run("R17 stop the layer if one is rejected", func(t *testing.T) {
		t.Parallel()
		r := calledIn(t, pulumitest.Account, nil)
		r.Refuse = pulumitest.RefuseNamed("events-api-orders-mapping", errors.New("not today"))
		require.ErrorContains(t, r.Program(compute.Program).Err, "have api called by its queue orders: not today")
	})
}

func TestEventsThatCannotBe(t *testing.T) {
	t.Parallel()
	t.Run("are rejected: more calls at once than the function may have", func(t *testing.T) {
		t.Parallel()
		_, err := compute.LoadConfig(values{"services": `{"api": {"reservedConcurrency": 5, "events": {
			"orders": {"queue": "${stack:shop#queue}", "maxConcurrency": 6}}}, "cart": {"reservedConcurrency": -1, "events": {
			"orders": {"queue": "${stack:shop#queue}", "maxConcurrency": 1000}}}}`})
		require.EqualError(t, err, `slipway-compute:services.api.events.orders.maxConcurrency is "6": at most 5, the `+
			`function's reservedConcurrency: messages of calls beyond it count as failed`)
	})
	for name, c := range map[string]struct{ event, fault string }{
		"an output that is no queue": {`"queue": "${stack:shop#topic}"`, `${stack:shop#topic} is ` +
			`"arn:aws:sns:us-east-1:111122223333:news", and has to be the ARN of a queue, such as ` +
			`arn:aws:sqs:us-east-1:111122223333:orders`},
		"an output that is another region's": {`"queue": "${stack:shop#away}"`, `${stack:shop#away} is ` +
			`"arn:aws:sqs:eu-west-1:111122223333:orders", and has to be a queue of us-east-1, the environment's region`},
		"an output that is another account's": {`"topic": "${stack:shop#theirs}"`, `${stack:shop#theirs} is ` +
			`"arn:aws:sns:us-east-1:444455556666:news", and has to be a topic of the account 111122223333, which the ` +
			`functions are in`},
		"an output that is no bus": {`"pattern": {"source": ["shop"]}, "bus": "${stack:shop#queue}"`,
			`${stack:shop#queue} is "arn:aws:sqs:us-east-1:111122223333:orders", and has to be the name of a bus`},
	} {
		t.Run("end a deployment: "+name, func(t *testing.T) {
			t.Parallel()
			r := calledIn(t, pulumitest.Account, values{"services": `{"api": {"events": {"a": {` + c.event + `}}}}`})
			require.ErrorContains(t, deployRun(r).Err, c.fault)
		})
	}
	t.Run("unless AWS is simulated, and the output a real account's", func(t *testing.T) {
		t.Parallel()
		r := calledIn(t, pulumitest.Account, values{
			"services": `{"api": {"events": {"a": {"topic": "${stack:shop#theirs}"}}}}`,
		})
		r.Config[config.Simulated] = "true"
		require.NoError(t, deployRun(r).Err)
	})
}
