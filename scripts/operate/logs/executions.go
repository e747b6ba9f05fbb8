package logs

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"slipway/scripts/asl"
)

// States is the part of the Step Functions API that is used here.
type States interface {
	sfn.ListExecutionsAPIClient
	sfn.GetExecutionHistoryAPIClient
}

// Machine knows the executions of the machines of a real account.
type Machine struct{ API States }

// Executions lists the machine's, the latest first, and reads the history of each.
func (m Machine) Executions(ctx context.Context, machine, begin string) iter.Seq2[Execution, error] {
	return func(yield func(Execution, error) bool) {
		for pages := sfn.NewListExecutionsPaginator(m.API, &sfn.ListExecutionsInput{
			StateMachineArn: &machine,
		}); pages.HasMorePages(); {
			page, err := pages.NextPage(ctx)
			if err != nil {
				yield(Execution{}, fmt.Errorf("list executions of %s: %w", machine, err))
				return
			}
			for _, one := range page.Executions {
				if strings.HasPrefix(aws.ToString(one.Name), begin) && !yield(m.read(ctx, one)) {
					return
				}
			}
		}
	}
}

func (m Machine) read(ctx context.Context, one types.ExecutionListItem) (Execution, error) {
	found := Execution{
		Name:    aws.ToString(one.Name),
		Status:  string(one.Status),
		Started: aws.ToTime(one.StartDate),
	}
	state := ""
	for pages := sfn.NewGetExecutionHistoryPaginator(m.API, &sfn.GetExecutionHistoryInput{
		ExecutionArn:         one.ExecutionArn,
		IncludeExecutionData: aws.Bool(false),
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return found, fmt.Errorf("read the history of %s: %w", aws.ToString(one.ExecutionArn), err)
		}
		for _, h := range page.Events {
			if entered := h.StateEnteredEventDetails; entered != nil {
				state = aws.ToString(entered.Name)
			}
			if event, tells := read(h); tells {
				event.At, event.State = aws.ToTime(h.Timestamp), state
				found.Events = append(found.Events, event)
			}
		}
	}
	return found, nil
}

// read is what an event of a history tells, if it tells of a task or of the end (Step
// Functions API reference, HistoryEvent).
func read(h types.HistoryEvent) (asl.Event, bool) {
	failure := func(kind asl.Kind, name, cause *string) (asl.Event, bool) {
		return asl.Event{
			Kind: kind,
			Error: &asl.Error{
				Name:  aws.ToString(name),
				Cause: aws.ToString(cause),
			},
		}, true
	}
	switch h.Type {
	case types.HistoryEventTypeTaskStateEntered:
		return asl.Event{Kind: asl.Entered, Type: "Task"}, true
	case types.HistoryEventTypeExecutionSucceeded:
		return asl.Event{Kind: asl.Succeeded}, true
	case types.HistoryEventTypeExecutionAborted:
		return asl.Event{Kind: asl.Aborted}, true
	case types.HistoryEventTypeExecutionTimedOut:
		return asl.Event{Kind: asl.TimedOut}, true
	}
	switch {
	case h.TaskFailedEventDetails != nil:
		return failure(asl.Caught, h.TaskFailedEventDetails.Error, h.TaskFailedEventDetails.Cause)
	case h.TaskTimedOutEventDetails != nil:
		return failure(asl.Caught, h.TaskTimedOutEventDetails.Error, h.TaskTimedOutEventDetails.Cause)
	case h.TaskStartFailedEventDetails != nil:
		return failure(asl.Caught, h.TaskStartFailedEventDetails.Error, h.TaskStartFailedEventDetails.Cause)
	case h.TaskSubmitFailedEventDetails != nil:
		return failure(asl.Caught, h.TaskSubmitFailedEventDetails.Error, h.TaskSubmitFailedEventDetails.Cause)
	case h.ExecutionFailedEventDetails != nil:
		return failure(asl.Failed, h.ExecutionFailedEventDetails.Error, h.ExecutionFailedEventDetails.Cause)
	}
	return asl.Event{}, false
}
