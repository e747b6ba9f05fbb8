package hook_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	pipelinetypes "github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	secrettypes "github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/hook"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const commit = "0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c"

// cloud is an account: log events by group, the versions of a secret, executions by
// pipeline, and the call that fails.
type cloud struct {
	events     map[string][]logtypes.FilteredLogEvent
	versions   []secrettypes.SecretVersionsListEntry
	executions map[string][]pipelinetypes.PipelineExecutionSummary
	rules      map[string]*eventbridge.DescribeRuleOutput
	targets    map[string]int
	fails      string
	asked      []*cloudwatchlogs.FilterLogEventsInput
}

func (c *cloud) err(call string) error {
	if c.fails == call {
		return errors.New(call + " is denied")
	}
	return nil
}

func (c *cloud) FilterLogEvents(
	_ context.Context, in *cloudwatchlogs.FilterLogEventsInput, _ ...func(*cloudwatchlogs.Options),
) (*cloudwatchlogs.FilterLogEventsOutput, error) {
	c.asked = append(c.asked, in)
	out := &cloudwatchlogs.FilterLogEventsOutput{}
	for _, e := range c.events[*in.LogGroupName] {
		if *e.Timestamp >= *in.StartTime && *e.Timestamp <= *in.EndTime {
			out.Events = append(out.Events, e)
		}
	}
	return out, c.err(*in.LogGroupName)
}

func (c *cloud) ListSecretVersionIds(
	context.Context, *secretsmanager.ListSecretVersionIdsInput, ...func(*secretsmanager.Options),
) (*secretsmanager.ListSecretVersionIdsOutput, error) {
	return &secretsmanager.ListSecretVersionIdsOutput{Versions: c.versions}, c.err("ListSecretVersionIds")
}

func (c *cloud) ListPipelineExecutions(
	_ context.Context, in *codepipeline.ListPipelineExecutionsInput, _ ...func(*codepipeline.Options),
) (*codepipeline.ListPipelineExecutionsOutput, error) {
	return &codepipeline.ListPipelineExecutionsOutput{PipelineExecutionSummaries: c.executions[*in.PipelineName]},
		c.err("ListPipelineExecutions")
}

func (c *cloud) DescribeRule(
	_ context.Context, in *eventbridge.DescribeRuleInput, _ ...func(*eventbridge.Options),
) (*eventbridge.DescribeRuleOutput, error) {
	if rule, there := c.rules[*in.EventBusName+"/"+*in.Name]; there {
		return rule, c.err("DescribeRule")
	}
	return nil, &eventtypes.ResourceNotFoundException{}
}

func (c *cloud) ListTargetsByRule(
	_ context.Context, in *eventbridge.ListTargetsByRuleInput, _ ...func(*eventbridge.Options),
) (*eventbridge.ListTargetsByRuleOutput, error) {
	return &eventbridge.ListTargetsByRuleOutput{Targets: make([]eventtypes.Target, c.targets[*in.Rule])},
		c.err("ListTargetsByRule")
}

func (c *cloud) hook() hook.Hook {
	return hook.Hook{
		Place: hook.AWS{
			Logs:      c,
			Secrets:   c,
			Pipelines: c,
			Buses:     c,
		},
		Bus:       "bus",
		Rules:     map[string]string{"api": "rule-api", "cart": "rule-cart"},
		Receiver:  "receiver",
		API:       "api",
		Secret:    "arn:secret",
		Pipelines: map[string]string{"api": "pipeline-api-dev", "cart": "pipeline-cart-dev"},
		Now:       now,
	}
}

func event(ago time.Duration, message string) logtypes.FilteredLogEvent {
	return logtypes.FilteredLogEvent{Timestamp: aws.Int64(now.Add(-ago).UnixMilli()), Message: &message}
}

func execution(id, sha string, ago time.Duration) pipelinetypes.PipelineExecutionSummary {
	return pipelinetypes.PipelineExecutionSummary{
		PipelineExecutionId: &id,
		Status:              pipelinetypes.PipelineExecutionStatusSucceeded,
		StartTime:           aws.Time(now.Add(-ago)),
		SourceRevisions:     []pipelinetypes.SourceRevision{{RevisionId: &sha}},
	}
}

// said is what the receiver writes of a push to main.
const said = `{"level":"INFO","msg":"webhook","status":202,"outcome":"accepted","requestId":"r1","event":"push",` +
	`"delivery":"d1","repository":"octo-org/shop","ref":"refs/heads/main","after":"` + commit + `"}`

func TestDeliveries(t *testing.T) {
	t.Parallel()
	t.Run("are the latest, with what each led to", func(t *testing.T) {
		t.Parallel()
		c := &cloud{
			events: map[string][]logtypes.FilteredLogEvent{
				"receiver": {
					event(40*24*time.Hour, said),
					event(3*time.Hour, `{"msg":"webhook","status":401,"outcome":"the call is not signed","requestId":"r0"}`),
					event(2*time.Hour, said),
					event(time.Minute, `{"msg":"webhook","status":200,"outcome":"pong","requestId":"r2","event":"ping"}`),
					event(time.Minute, "START RequestId: 1"),
				},
				"api": {
					event(3*time.Hour, `{"requestId":"r0","route":"POST /github","status":"401"}`),
					event(30*time.Minute, `{"requestId":"r7","route":"POST /github","status":"429","error":"THROTTLED"}`),
					event(30*time.Minute, `{"requestId":"r8","route":"-","status":"404","error":"NOT_FOUND"}`),
				},
			},
			executions: map[string][]pipelinetypes.PipelineExecutionSummary{
				"pipeline-api-dev":  {execution("70133033-217a", commit, 2*time.Hour), execution("old", commit, 9*time.Hour)},
				"pipeline-cart-dev": {execution("1a", "another", time.Hour)},
			},
		}
		all, err := c.hook().Deliveries(t.Context(), 10)
		require.NoError(t, err)
		var text bytes.Buffer
		require.NoError(t, hook.Print(&text, "main", all))
		assert.Equal(t, ""+
			"time                  repository     branch  commit        event  answer  what it led to\n"+
			"2026-03-01 11:59:00Z  -              -       -             ping   200     pong\n"+
			"2026-03-01 11:30:00Z  -              -       -             -      429     API Gateway answered in the receiver's "+
			"place: THROTTLED\n"+
			"2026-03-01 10:00:00Z  octo-org/shop  main    0d1a26e67d8f  push   202     api 70133033 Succeeded\n"+
			"2026-03-01 09:00:00Z  -              -       -             -      401     the call is not signed\n", text.String())
		assert.Len(t, c.asked, 8, "two groups, and four spans, for ten are not there")
	})
	t.Run("may be none, which is said", func(t *testing.T) {
		t.Parallel()
		var text bytes.Buffer
		require.NoError(t, hook.Print(&text, "main", nil))
		assert.Equal(t, "No delivery has been seen.\n", text.String())
	})
	t.Run("are read no further back than is needed", func(t *testing.T) {
		t.Parallel()
		c := &cloud{events: map[string][]logtypes.FilteredLogEvent{
			"receiver": {event(2*time.Minute, said), event(time.Minute, said)},
		}}
		all, err := c.hook().Deliveries(t.Context(), 1)
		require.NoError(t, err)
		require.Len(t, all, 1)
		assert.Equal(t, now.Add(-time.Minute), all[0].Time.UTC())
		assert.Len(t, c.asked, 2)
	})
	t.Run("say why a push led to nothing", func(t *testing.T) {
		t.Parallel()
		for why, d := range map[string]hook.Delivery{
			"nothing: delivered is the branch main": {
				Ref:    "refs/heads/next",
				Commit: commit,
				Answer: 202,
			},
			"nothing: the branch was deleted": {
				Ref:    "refs/heads/main",
				Commit: "0000000000000000000000000000000000000000",
				Answer: 202,
			},
			"nothing: no service is built for what it changes": {
				Ref:    "refs/heads/main",
				Commit: commit,
				Answer: 202,
			},
		} {
			var text bytes.Buffer
			require.NoError(t, hook.Print(&text, "main", []hook.Delivery{d}))
			assert.Contains(t, text.String(), why+"\n")
		}
	})
	t.Run("tell of what cannot be read", func(t *testing.T) {
		t.Parallel()
		for call, want := range map[string]string{
			"receiver":               "read log group receiver: receiver is denied",
			"api":                    "read log group api: api is denied",
			"ListPipelineExecutions": "list executions of pipeline-api-dev: ListPipelineExecutions is denied",
		} {
			c := &cloud{fails: call, events: map[string][]logtypes.FilteredLogEvent{"receiver": {event(time.Minute, said)}}}
			_, err := c.hook().Deliveries(t.Context(), 10)
			require.EqualError(t, err, want)
		}
	})
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	version := func(label string, ago time.Duration) secrettypes.SecretVersionsListEntry {
		return secrettypes.SecretVersionsListEntry{VersionStages: []string{label}, CreatedDate: aws.Time(now.Add(-ago))}
	}
	type versions = []secrettypes.SecretVersionsListEntry
	const hour = time.Hour
	for says, c := range map[string]struct {
		versions     versions
		since, until *time.Time
	}{
		"no value": {},
		"the first": {
			versions: versions{version("AWSCURRENT", hour)},
			since:    aws.Time(now.Add(-hour)),
		},
		"both": {
			versions: versions{version("AWSPREVIOUS", 99*hour), version("AWSCURRENT", hour)},
			since:    aws.Time(now.Add(-hour)),
			until:    aws.Time(now.Add(23 * hour)),
		},
		"the new, alone": {
			versions: versions{version("AWSPREVIOUS", 99*hour), version("AWSCURRENT", 24*hour)},
			since:    aws.Time(now.Add(-24 * hour)),
		},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			s, err := (&cloud{versions: c.versions}).hook().Secrets(t.Context())
			require.NoError(t, err)
			assert.Equal(t, hook.Secret{
				Arn:         "arn:secret",
				Since:       c.since,
				BeforeUntil: c.until,
			}, s)
		})
	}
	_, err := (&cloud{fails: "ListSecretVersionIds"}).hook().Secrets(t.Context())
	require.EqualError(t, err, "read the versions of secret arn:secret: ListSecretVersionIds is denied")
}

func TestFaults(t *testing.T) {
	t.Parallel()
	rule := func(state eventtypes.RuleState) *eventbridge.DescribeRuleOutput {
		return &eventbridge.DescribeRuleOutput{State: state}
	}
	c := &cloud{rules: map[string]*eventbridge.DescribeRuleOutput{
		"bus/rule-api":  rule(eventtypes.RuleStateEnabled),
		"bus/rule-cart": rule(eventtypes.RuleStateEnabled),
	}, targets: map[string]int{"rule-api": 1, "rule-cart": 1}}
	found := func() []string {
		faults, err := c.hook().Faults(t.Context())
		require.NoError(t, err)
		return faults
	}
	assert.Empty(t, found())
	c.rules["bus/rule-api"], c.targets["rule-cart"] = rule(eventtypes.RuleStateDisabled), 0
	assert.Equal(t, []string{
		"rule-api of bus is disabled: no push starts the pipeline of api",
		"rule-cart of bus has no target: no push starts the pipeline of cart",
	}, found())
	delete(c.rules, "bus/rule-cart")
	assert.Equal(t, "rule-cart of bus is not there: no push starts the pipeline of cart", found()[1])
	for _, c.fails = range []string{"DescribeRule", "ListTargetsByRule"} {
		_, err := c.hook().Faults(t.Context())
		require.EqualError(t, err, "read rule rule-api of bus: "+c.fails+" is denied")
	}
}
