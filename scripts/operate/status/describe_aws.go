package status

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/queue"
)

// Pipelines, Alarms and Machines are the parts of AWS's APIs that are used here.
type (
	// Queue knows what waits in pipelines, and which are frozen.
	Queue interface {
		UnderWay(ctx context.Context, pipeline string) ([]queue.Execution, error)
		Frozen(ctx context.Context, pipeline string) (*queue.Freeze, error)
	}
	Pipelines interface {
		ListPipelineExecutions(
			context.Context, *codepipeline.ListPipelineExecutionsInput, ...func(*codepipeline.Options),
		) (*codepipeline.ListPipelineExecutionsOutput, error)
		GetPipelineState(
			context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
		) (*codepipeline.GetPipelineStateOutput, error)
	}
	Alarms interface {
		DescribeAlarms(
			context.Context, *cloudwatch.DescribeAlarmsInput, ...func(*cloudwatch.Options),
		) (*cloudwatch.DescribeAlarmsOutput, error)
	}
	Machines interface {
		ListExecutions(
			context.Context, *sfn.ListExecutionsInput, ...func(*sfn.Options),
		) (*sfn.ListExecutionsOutput, error)
	}
)

// Place is what the layers' outputs say of a service.
type Place struct {
	Pipeline, FunctionArn, ReleaseArn string

	Address        string   // where it is called over HTTPS; "" if it is not
	Alarms         []string // names, in the tooling account
	FunctionAlarms []string // names, where the function is
}

// AWS describes real services.
type AWS struct {
	Live      live.Reader
	History   history.Reader
	Pipelines Pipelines
	Machines  Machines
	Queue     Queue
	// Alarms has the credentials of the tooling account, FunctionAlarms those of the
	// account that the functions are in, which may be the same.
	Alarms, FunctionAlarms Alarms
	Places                 map[string]Place
}

// Describe asks each AWS service on its own: in an incident one of them may not answer, and
// what the others say is wanted all the same.
func (a AWS) Describe(ctx context.Context, service string) (Service, error) {
	place := a.Places[service]
	s := Service{
		Name:    service,
		Address: place.Address,
		Alarms:  map[string]string{},
	}
	for _, look := range []func() error{
		func() error { return a.release(ctx, &s, place) },
		func() error { return s.traffic(ctx, a.Live, a.History, place.FunctionArn) },
		func() error { return a.pipeline(ctx, &s, place.Pipeline) },
		func() error { return s.queue(ctx, a.Queue, place.Pipeline) },
		func() error { return read(ctx, a.Alarms, &s, place.Alarms) },
		func() error { return read(ctx, a.FunctionAlarms, &s, place.FunctionAlarms) },
	} {
		if err := look(); err != nil {
			s.Unseen = append(s.Unseen, err.Error())
		}
	}
	return s, nil
}

// release asks whether the release machine runs.
func (a AWS) release(ctx context.Context, s *Service, place Place) error {
	running, err := a.Machines.ListExecutions(ctx, &sfn.ListExecutionsInput{
		StateMachineArn: &place.ReleaseArn,
		StatusFilter:    types.ExecutionStatusRunning,
	})
	if err != nil {
		return fmt.Errorf("list executions of %s: %w", place.ReleaseArn, err)
	}
	s.ReleasesKnown = true
	for _, execution := range running.Executions {
		one := Release{Name: aws.ToString(execution.Name)}
		if execution.StartDate != nil {
			one.Since = execution.StartDate.UTC().Format(time.RFC3339)
		}
		s.Releases = append(s.Releases, one)
	}
	return nil
}

func (a AWS) pipeline(ctx context.Context, s *Service, name string) error {
	executions, err := a.Pipelines.ListPipelineExecutions(ctx, &codepipeline.ListPipelineExecutionsInput{
		PipelineName: &name,
		MaxResults:   aws.Int32(1),
	})
	if err != nil {
		return fmt.Errorf("list executions of %s: %w", name, err)
	}
	if len(executions.PipelineExecutionSummaries) == 0 {
		s.State = "never ran"
		return nil
	}
	last := executions.PipelineExecutionSummaries[0]
	s.Execution, s.State = aws.ToString(last.PipelineExecutionId), string(last.Status)
	state, err := a.Pipelines.GetPipelineState(ctx, &codepipeline.GetPipelineStateInput{Name: &name})
	if err != nil {
		return fmt.Errorf("read state of %s: %w", name, err)
	}
	for _, stage := range state.StageStates {
		if stage.LatestExecution != nil && aws.ToString(stage.LatestExecution.PipelineExecutionId) == s.Execution {
			s.Stage = aws.ToString(stage.StageName) // the last one it came to
		}
	}
	return nil
}

// read adds the states of alarms.
func read(ctx context.Context, api Alarms, s *Service, names []string) error {
	if len(names) == 0 {
		return nil
	}
	found, err := api.DescribeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{AlarmNames: names})
	if err != nil {
		return fmt.Errorf("describe alarms %v: %w", names, err)
	}
	for _, alarm := range found.MetricAlarms {
		s.Alarms[aws.ToString(alarm.AlarmName)] = string(alarm.StateValue)
	}
	return nil
}
