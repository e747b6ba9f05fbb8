package logs_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/stepfunctions"
	"slipway/scripts/localaws/store"
	"slipway/scripts/operate/logs"
)

// states is Step Functions with executions of one history, an event a page.
type states struct {
	names  []string
	events []types.HistoryEvent
	deny   string
}

func (s states) err(call string) error {
	if s.deny == call {
		return errors.New("ThrottlingException")
	}
	return nil
}

func (s states) ListExecutions(
	_ context.Context, in *sfn.ListExecutionsInput, _ ...func(*sfn.Options),
) (*sfn.ListExecutionsOutput, error) {
	out := &sfn.ListExecutionsOutput{}
	for i, name := range s.names {
		if aws.ToString(in.NextToken) == "" || *in.NextToken == name {
			out.Executions = []types.ExecutionListItem{{
				Name:         &name,
				ExecutionArn: aws.String("arn:" + name),
				Status:       types.ExecutionStatusFailed,
				StartDate:    aws.Time(noon),
			}}
			if i+1 < len(s.names) {
				out.NextToken = &s.names[i+1]
			}
			break
		}
	}
	return out, s.err("ListExecutions")
}

func (s states) GetExecutionHistory(
	_ context.Context, in *sfn.GetExecutionHistoryInput, _ ...func(*sfn.Options),
) (*sfn.GetExecutionHistoryOutput, error) {
	page := len(aws.ToString(in.NextToken))
	out := &sfn.GetExecutionHistoryOutput{Events: s.events[page : page+1]}
	if page+1 < len(s.events) {
		out.NextToken = aws.String("......................"[:page+1])
	}
	return out, s.err("GetExecutionHistory")
}

func entered(kind types.HistoryEventType, state string) types.HistoryEvent {
	return types.HistoryEvent{
		Type:                     kind,
		Timestamp:                aws.Time(noon.Add(time.Minute)),
		StateEnteredEventDetails: &types.StateEnteredEventDetails{Name: &state},
	}
}

func TestAReleaseIsToldInWords(t *testing.T) {
	t.Parallel()
	const task = types.HistoryEventTypeTaskStateEntered
	name, cause := aws.String("Lambda.TooManyRequestsException"), aws.String("Rate exceeded")
	s := states{names: []string{"r9", "r8"}}
	s.events = []types.HistoryEvent{
		entered(task, "ReadAlias"),
		entered(task, "PublishVersion"),
		{TaskFailedEventDetails: &types.TaskFailedEventDetails{
			Error: name,
			Cause: cause,
		}},
		entered(task, "PublishVersion"),
		entered(types.HistoryEventTypeWaitStateEntered, "WaitForShift"),
		entered(task, "SomethingNew"),
		{TaskTimedOutEventDetails: &types.TaskTimedOutEventDetails{
			Error: name,
			Cause: cause,
		}},
		{TaskStartFailedEventDetails: &types.TaskStartFailedEventDetails{
			Error: name,
			Cause: cause,
		}},
		{TaskSubmitFailedEventDetails: &types.TaskSubmitFailedEventDetails{
			Error: name,
			Cause: cause,
		}},
		{ExecutionFailedEventDetails: &types.ExecutionFailedEventDetails{
			Error: name,
			Cause: cause,
		}},
	}
	reader := logs.Release{
		Machines: logs.Machine{API: s},
		Machine:  "arn:machine",
		Begin:    "r8",
	}
	log, err := reader.Read(t.Context(), time.Time{})
	require.NoError(t, err)
	assert.Equal(t, "r8", log.Of)
	assert.True(t, log.Ended)
	const failed = " failed: Lambda.TooManyRequestsException: Rate exceeded"
	assert.Equal(t, []string{
		"the release begins", "Lambda publishes a version", "PublishVersion" + failed, "SomethingNew",
		"SomethingNew" + failed, "SomethingNew" + failed, "SomethingNew" + failed, "the execution" + failed,
	}, texts(log.Lines))
	t.Run("to its end, whatever that is", func(t *testing.T) {
		t.Parallel()
		for kind, want := range map[types.HistoryEventType]string{
			types.HistoryEventTypeExecutionSucceeded: "the execution has ended",
			types.HistoryEventTypeExecutionAborted:   "the execution has been stopped",
			types.HistoryEventTypeExecutionTimedOut:  "the execution has run out of time",
		} {
			ends := []types.HistoryEvent{{Type: kind, Timestamp: aws.Time(noon)}}
			api := states{names: []string{"r9"}, events: ends}
			machines := logs.Machine{API: api}
			log, err := logs.Release{Machines: machines, Begin: "r"}.Read(t.Context(), time.Time{})
			require.NoError(t, err)
			assert.Equal(t, []string{"the release begins", want}, texts(log.Lines))
		}
	})
	t.Run("if there was one", func(t *testing.T) {
		t.Parallel()
		for _, machines := range []logs.Machines{
			logs.Machine{API: s},
			logs.Simulated{Store: store.Open(t.TempDir()), Account: "123456789012"},
		} {
			log, err := logs.Release{Machines: machines, Begin: "r7"}.Read(t.Context(), time.Time{})
			require.NoError(t, err)
			assert.Empty(t, log)
		}
	})
	t.Run("and what AWS refuses is named", func(t *testing.T) {
		t.Parallel()
		for call, want := range map[string]string{
			"ListExecutions":      "list executions of arn:machine: ThrottlingException",
			"GetExecutionHistory": "read the history of arn:r8: ThrottlingException",
		} {
			denied := s
			denied.deny = call
			_, err := logs.Release{
				Machines: logs.Machine{API: denied},
				Machine:  "arn:machine",
				Begin:    "r8",
			}.Read(t.Context(), time.Time{})
			assert.EqualError(t, err, want)
		}
	})
}

func TestASimulatedReleaseIsKept(t *testing.T) {
	t.Parallel()
	s := logs.Simulated{Store: store.Open(t.TempDir()), Account: "123456789012"}
	for _, name := range []string{"r1", "r2", "undo-of-r2"} {
		state := "UpdateCode"
		if name == "undo-of-r2" {
			state = "FreeDeadLock"
		}
		require.NoError(t, stepfunctions.Append(s.Store, s.Account, "arn:machine", stepfunctions.Execution{
			Name:    name,
			Status:  "SUCCEEDED",
			Started: noon,
			Events: []asl.Event{
				{
					At:    noon.Add(time.Second),
					Kind:  asl.Entered,
					State: state,
					Type:  "Task",
				},
				{
					At:    noon.Add(2 * time.Second),
					Kind:  asl.Retrying,
					State: "UpdateCode",
					Error: &asl.Error{
						Name:  "Lambda.LambdaException",
						Cause: "try again",
					},
				},
				{At: noon.Add(time.Minute), Kind: asl.Succeeded},
			},
		}))
	}
	log, err := logs.Release{Machines: s, Machine: "arn:machine"}.Read(t.Context(), noon.Add(time.Second))
	require.NoError(t, err)
	assert.Equal(t, "r2", log.Of)
	assert.Equal(t, []string{
		"Lambda takes the image", "UpdateCode failed: Lambda.LambdaException: try again", "the execution has ended",
	}, texts(log.Lines), "from the moment that is asked for, of the last that did something")
	log, err = logs.Release{
		Machines: s,
		Machine:  "arn:machine",
		Begin:    "undo",
	}.Read(t.Context(), time.Time{})
	require.NoError(t, err)
	assert.Equal(t, "undo-of-r2", log.Of, "unless it is named")
}
