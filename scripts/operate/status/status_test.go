package status_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/status"
)

const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/" +
	"ecr-api-dev@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// cloud is the three services; an error named in deny is given instead.
type cloud struct {
	deny  string
	empty bool
}

func (c cloud) err(call string) error {
	if c.deny == call {
		return errors.New("AccessDeniedException")
	}
	return nil
}

func (c cloud) GetAlias(
	context.Context, *lambda.GetAliasInput, ...func(*lambda.Options),
) (*lambda.GetAliasOutput, error) {
	return &lambda.GetAliasOutput{FunctionVersion: aws.String("7")}, c.err("GetAlias")
}

func (c cloud) GetFunction(
	context.Context, *lambda.GetFunctionInput, ...func(*lambda.Options),
) (*lambda.GetFunctionOutput, error) {
	return &lambda.GetFunctionOutput{
		Code: &lambdatypes.FunctionCodeLocation{ResolvedImageUri: aws.String(image)},
	}, c.err("GetFunction")
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
		Functions: c,
		Pipelines: c,
		Alarms:    c,
		Account:   "123456789012",
		Places: map[string]status.Place{
			"api": {
				Pipeline:    "pipeline-api-dev",
				FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:lambda-api-dev",
				Alarms:      []string{"alarm-a", "alarm-b"},
			},
			"cart": {
				Pipeline:    "pipeline-cart-dev",
				FunctionArn: "arn:aws:lambda:us-east-1:222222222222:function:lambda-cart-dev",
			},
		},
	}
}

func TestEachServiceIsOneLine(t *testing.T) {
	t.Parallel()
	all, err := status.Describe(t.Context(), describer(cloud{}), []string{"api", "cart"})
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, status.Print(&out, all))
	assert.Equal(t, ""+
		"service  version  digest               pipeline    stage  alarms\n"+
		"api      7        sha256:0123456789ab  InProgress  Build  alarm-a\n"+
		"cart     -        -                    InProgress  Build  -\n"+
		"cart: the function is in account 222222222222, which the credentials of 123456789012 do not show\n", out.String())
	assert.Equal(t, "run-7", all[0].Execution)
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
	require.NoError(t,
		status.Print(&out, []status.Service{{Name: "api", Alarms: map[string]string{"a": "OK", "b": "INSUFFICIENT_DATA"}}}))
	assert.Equal(t,
		"service  version  digest  pipeline  stage  alarms\napi      -        -       -         -      none of 2 fires\n",
		out.String())
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	t.Parallel()
	for call, want := range map[string]string{
		"GetAlias": "describe api: read alias live of " +
			"arn:aws:lambda:us-east-1:123456789012:function:lambda-api-dev: AccessDeniedException",
		"GetFunction": "describe api: read version 7 of " +
			"arn:aws:lambda:us-east-1:123456789012:function:lambda-api-dev: AccessDeniedException",
		"ListPipelineExecutions": "describe api: list executions of pipeline-api-dev: AccessDeniedException",
		"GetPipelineState":       "describe api: read state of pipeline-api-dev: AccessDeniedException",
		"DescribeAlarms":         "describe api: describe alarms: AccessDeniedException",
	} {
		_, err := status.Describe(t.Context(), describer(cloud{deny: call}), []string{"api"})
		assert.EqualError(t, err, want)
	}
	broken := describer(cloud{})
	broken.Places["api"] = status.Place{FunctionArn: "lambda-api-dev"}
	_, err := status.Describe(t.Context(), broken, []string{"api"})
	assert.EqualError(t, err, `describe api: read function ARN "lambda-api-dev": arn: invalid prefix`)
}
