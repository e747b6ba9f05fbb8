package status_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/queue"
	"slipway/scripts/operate/status"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// cloud is what AWS answers; a call named in deny gets an error as well.
type cloud struct {
	deny           string
	empty, running bool
	frozen         *queue.Freeze
	queue          []queue.Execution
	weights        map[string]float64
	pending        []string
}

func (c cloud) err(call string) error {
	if c.deny == call {
		return errors.New("AccessDeniedException")
	}
	return nil
}

func (c cloud) UnderWay(context.Context, string) ([]queue.Execution, error) {
	return c.queue, c.err("UnderWay")
}

func (c cloud) Frozen(context.Context, string) (*queue.Freeze, error) {
	return c.frozen, c.err("Frozen")
}

func (c cloud) Waiting(context.Context, string, string) ([]string, error) {
	return c.pending, c.err("GetFunctionConfiguration")
}

func (c cloud) Traffic(_ context.Context, function string) (live.Traffic, error) {
	return live.Traffic{
		Version: "7",
		Digest:  "sha256:0123456789abcdef0123456789abcdef",
		Weights: c.weights,
	}, c.err("GetAlias")
}

func (c cloud) Digest(context.Context, string, string) (string, error) { return "", nil }

func (c cloud) ListExecutions(
	_ context.Context, in *sfn.ListExecutionsInput, _ ...func(*sfn.Options),
) (*sfn.ListExecutionsOutput, error) {
	out := &sfn.ListExecutionsOutput{}
	if c.running && in.StatusFilter == "RUNNING" && *in.StateMachineArn == "arn:machine" {
		out.Executions = []sfntypes.ExecutionListItem{{
			Name:      aws.String("release-8"),
			StartDate: aws.Time(noon.Add(-3 * time.Minute)),
		}}
	}
	return out, c.err("ListExecutions")
}

// Rows, Of and Releases are the history of every service.
func (c cloud) Rows(context.Context, string, int) ([]history.Row, error) { return nil, nil }

func (c cloud) Of(context.Context, string) ([]history.Row, error) { return nil, nil }

func (c cloud) Releases(context.Context, string) iter.Seq2[history.Row, error] {
	return func(yield func(history.Row, error) bool) {
		_ = yield(history.Row{"startedAt": "2026-03-01T11:57:00Z"}, c.err("Query")) &&
			yield(history.Row{"startedAt": "2026-02-01T11:57:00Z"}, nil)
	}
}

func (c cloud) ListPipelineExecutions(
	context.Context, *codepipeline.ListPipelineExecutionsInput, ...func(*codepipeline.Options),
) (*codepipeline.ListPipelineExecutionsOutput, error) {
	out := &codepipeline.ListPipelineExecutionsOutput{}
	if !c.empty {
		out.PipelineExecutionSummaries = []types.PipelineExecutionSummary{{
			PipelineExecutionId: aws.String("run-7"),
			Status:              types.PipelineExecutionStatusInProgress,
		}}
	}
	return out, c.err("ListPipelineExecutions")
}

func (c cloud) GetPipelineState(
	context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
) (*codepipeline.GetPipelineStateOutput, error) {
	at := func(stage, run string) types.StageState {
		return types.StageState{
			StageName:       &stage,
			LatestExecution: &types.StageExecution{PipelineExecutionId: &run},
		}
	}
	return &codepipeline.GetPipelineStateOutput{
		StageStates: []types.StageState{at("Source", "run-7"), at("Build", "run-7"), at("Deploy", "run-6"), {}},
	}, c.err("GetPipelineState")
}

func (c cloud) DescribeAlarms(
	_ context.Context, in *cloudwatch.DescribeAlarmsInput, _ ...func(*cloudwatch.Options),
) (*cloudwatch.DescribeAlarmsOutput, error) {
	out := &cloudwatch.DescribeAlarmsOutput{}
	for i, name := range in.AlarmNames {
		out.MetricAlarms = append(out.MetricAlarms, cwtypes.MetricAlarm{
			AlarmName:  &name,
			StateValue: []cwtypes.StateValue{"ALARM", "OK"}[i%2],
		})
	}
	return out, c.err("DescribeAlarms")
}

func describer(c cloud) status.AWS {
	return status.AWS{
		Live:           c,
		History:        c,
		Pipelines:      c,
		Machines:       c,
		Queue:          c,
		Alarms:         c,
		FunctionAlarms: cloud{deny: c.deny + " there"},
		Places: map[string]status.Place{
			"api": {
				Pipeline:       "pipeline-api-dev",
				FunctionArn:    "arn:function",
				ReleaseArn:     "arn:machine",
				Alarms:         []string{"alarm-a", "alarm-b"},
				FunctionAlarms: []string{"alarm-errors"},
			},
			"cart": {Pipeline: "pipeline-cart-dev"},
			"shop": {Pipeline: "pipeline-shop-dev", Address: "https://shop.example.com"},
		},
	}
}

// printed is what a person sees of the services.
func printed(t *testing.T, c cloud, services ...string) string {
	t.Helper()
	all, err := status.Describe(t.Context(), describer(c), services)
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, status.Report{Environment: "dev", Services: all}.Print(&out, noon))
	return out.String()
}

func TestEachServiceIsOneLine(t *testing.T) {
	t.Parallel()
	assert.Equal(t, ""+
		"service  version  digest               pipeline    stage  alarms\n"+
		"api      7        sha256:0123456789ab  InProgress  Build  alarm-a, alarm-errors\n"+
		"cart     7        sha256:0123456789ab  InProgress  Build  -\n", printed(t, cloud{}, "api", "cart"))
	one, err := describer(cloud{}).Describe(t.Context(), "api")
	require.NoError(t, err)
	assert.Equal(t, "run-7", one.Execution)
}

func TestWhereAServiceIsCalledIsShown(t *testing.T) {
	t.Parallel()
	assert.Equal(t, ""+
		"service  version  digest               pipeline    stage  alarms\n"+
		"shop     7        sha256:0123456789ab  InProgress  Build  -\n"+
		"shop: called at https://shop.example.com\n", printed(t, cloud{}, "shop"))
	one, err := status.Simulated{
		Live:    cloud{},
		History: cloud{},
		Queue:   cloud{},
		Places:  map[string]status.Place{"shop": {Address: "https://shop.example.com"}},
	}.Describe(t.Context(), "shop")
	require.NoError(t, err)
	assert.Equal(t, "https://shop.example.com", one.Address)
}

func TestDividedTrafficIsShownWithWhatEndsIt(t *testing.T) {
	t.Parallel()
	canary := map[string]float64{"8": 0.1}
	const divided = "api: traffic is divided: version 7 (90 %), version 8 (10 %); " +
		"the last release began at 2026-03-01 11:57:00 UTC, 3 min ago\n"
	const ends = "`make rollback ENV=dev SERVICE=api` moves all of it to version 7, TO= to another\n"
	for name, c := range map[string]struct {
		of   cloud
		want string
	}{
		"a canary": {cloud{weights: canary, running: true},
			divided + "api: a release is running: release-8, since 2026-03-01 11:57:00 UTC, 3 min ago\n"},
		"a stuck canary": {cloud{weights: canary}, divided + "api: no release is running, so nothing ends that: " + ends},
		"who knows": {cloud{weights: canary, deny: "ListExecutions"},
			divided + "api: whether a release is running could not be seen; if none is, " + ends +
				"api: list executions of arn:machine: AccessDeniedException\n"},
		"a history that cannot be read": {cloud{
			weights: canary,
			running: true,
			deny:    "Query",
		},
			"api: traffic is divided: version 7 (90 %), version 8 (10 %)\n" +
				"api: a release is running: release-8, since 2026-03-01 11:57:00 UTC, 3 min ago\n" +
				"api: traffic is divided, since when is not known: AccessDeniedException\n"},
		"what waits": {
			cloud{queue: []queue.Execution{
				{Commit: "c3", Stage: "Build"},
				{
					Commit:  "c2",
					Message: "Mend it",
					Stage:   "Manual-Approval",
					Waits:   true,
					Started: noon,
				},
				{
					Commit:  "c1",
					Stage:   "Manual-Approval",
					Asks:    true,
					Started: noon.Add(-3 * time.Hour),
					Asked:   noon.Add(-2 * time.Hour),
				},
			}},
			"api: c2 Mend it, which began just now, waits for the stage Manual-Approval\n" +
				"api: c1, which began 3 h ago, waits for its approval, asked for 2 h ago: `make approve ENV=dev SERVICE=api`\n",
		},
		"a frozen pipeline": {
			cloud{frozen: &queue.Freeze{
				Reason: "the sale",
				By:     "arn:alice",
				Since:  noon.Add(-2 * time.Hour),
			}},
			"api: frozen since 2026-03-01 10:00:00 UTC, 2 h ago by arn:alice: the sale; " +
				"`make thaw ENV=dev SERVICE=api` ends it\n",
		},
		"settings that wait for a release": {cloud{pending: []string{"memory", "timeout"}},
			"api: deployed and not live: memory, timeout; `make release ENV=dev SERVICE=api` releases it\n"},
		"a release before it moves traffic": {cloud{running: true},
			"api: a release is running: release-8, since 2026-03-01 11:57:00 UTC, 3 min ago\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, said, _ := strings.Cut(printed(t, c.of, "api"), "\napi  ")
			row, said, _ := strings.Cut(said, "\n")
			assert.Equal(t, c.want, said)
			assert.Equal(t, len(c.of.weights) > 0, strings.Contains(row, "7+8"), row)
		})
	}
}

func TestAPipelineThatNeverRanSaysSo(t *testing.T) {
	t.Parallel()
	one, err := describer(cloud{empty: true}).Describe(t.Context(), "api")
	require.NoError(t, err)
	assert.Equal(t, [...]string{"never ran", "", ""}, [...]string{one.State, one.Stage, one.Execution})
}

func TestQuietAlarmsAreCounted(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	alarms := map[string]string{"a": "OK", "b": "INSUFFICIENT_DATA"}
	api := status.Service{Name: "api", Alarms: alarms}
	require.NoError(t, status.Report{Services: []status.Service{api}}.Print(&out, noon))
	assert.Equal(t,
		"service  version  digest  pipeline  stage  alarms\napi      -        -       -         -      none of 2 fires\n",
		out.String())
}

// In an incident one service of AWS may not answer: the others are asked all the same.
func TestWhatCannotBeReadIsNamedBelowTheRest(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		"GetAlias": "api: AccessDeniedException\n",

		"GetFunctionConfiguration": "api: AccessDeniedException\n",
		"ListExecutions":           "api: list executions of arn:machine: AccessDeniedException\n",
		"ListPipelineExecutions":   "api: list executions of pipeline-api-dev: AccessDeniedException\n",
		"GetPipelineState":         "api: read state of pipeline-api-dev: AccessDeniedException\n",
		"DescribeAlarms":           "api: describe alarms [alarm-a alarm-b]: AccessDeniedException\n",
	} {
		text := printed(t, cloud{deny: call}, "api")
		lines := strings.SplitAfter(text, "\n")
		require.Len(t, lines, 4, text)
		assert.Equal(t, want, lines[2])
		assert.Contains(t, lines[1], "alarm-errors")
	}
	there := describer(cloud{})
	there.FunctionAlarms = cloud{deny: "DescribeAlarms"}
	one, err := there.Describe(t.Context(), "api")
	require.NoError(t, err)
	assert.Equal(t, []string{"describe alarms [alarm-errors]: AccessDeniedException"}, one.Unseen)
	assert.Equal(t, map[string]string{"alarm-a": "ALARM", "alarm-b": "OK"}, one.Alarms)
}
