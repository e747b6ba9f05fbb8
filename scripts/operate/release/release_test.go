package release_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/release"
)

const machine = "arn:aws:states:us-east-1:123456789012:stateMachine:sfn-release-api-dev"

// machines is Step Functions with one execution, which ends at a certain look.
type machines struct {
	statuses []types.ExecutionStatus
	states   []string
	refuse   error // of StartExecution
	started  *sfn.StartExecutionInput
	looks    int
}

func (m *machines) StartExecution(
	_ context.Context, in *sfn.StartExecutionInput, _ ...func(*sfn.Options),
) (*sfn.StartExecutionOutput, error) {
	m.started = in
	return &sfn.StartExecutionOutput{ExecutionArn: aws.String("arn:execution")}, m.refuse
}

func (m *machines) DescribeExecution(
	context.Context, *sfn.DescribeExecutionInput, ...func(*sfn.Options),
) (*sfn.DescribeExecutionOutput, error) {
	if m.looks == len(m.statuses) {
		return nil, errors.New("ThrottlingException")
	}
	m.looks++
	return &sfn.DescribeExecutionOutput{
		Status: m.statuses[m.looks-1],
		Error:  aws.String("Release.BadAnswer"),
		Cause:  aws.String("status 500"),
	}, nil
}

// GetExecutionHistory answers one event a page.
func (m *machines) GetExecutionHistory(
	_ context.Context, in *sfn.GetExecutionHistoryInput, _ ...func(*sfn.Options),
) (*sfn.GetExecutionHistoryOutput, error) {
	page := len(aws.ToString(in.NextToken))
	out := &sfn.GetExecutionHistoryOutput{}
	if page < min(m.looks, len(m.states)) {
		out.Events = []types.HistoryEvent{
			{
				Id:                       int64(2*page + 1),
				Type:                     types.HistoryEventTypeTaskStateEntered,
				StateEnteredEventDetails: &types.StateEnteredEventDetails{Name: &m.states[page]},
			},
			{
				Id:                       int64(2*page + 2),
				Type:                     types.HistoryEventTypePassStateEntered,
				StateEnteredEventDetails: &types.StateEnteredEventDetails{Name: aws.String("AimAtImage")},
			},
		}
		out.NextToken = aws.String("xxxxxxxxxx"[:page+1])
	}
	return out, nil
}

func run(ctx context.Context, m *machines) ([]string, error) {
	var told []string
	err := release.Execution{
		API:     m,
		Machine: machine,
		Name:    "rollback-1",
		Input:   release.Input("rollback-1", "arn:aws:iam::123456789012:user/alice", release.Image{Version: "7"}),
		Print:   func(format string, args ...any) { told = append(told, fmt.Sprintf(format, args...)) },
		Wait:    func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}.Run(ctx)
	return told, err
}

func TestARollbackIsFollowedToItsEnd(t *testing.T) {
	t.Parallel()
	m := &machines{
		statuses: []types.ExecutionStatus{"RUNNING", "RUNNING", "SUCCEEDED"},
		states:   []string{"RecordStarted", "ShiftAlias", "Smoke"},
	}
	told, err := run(t.Context(), m)
	require.NoError(t, err)
	assert.Equal(t,
		[]string{"sfn-release-api-dev runs as rollback-1", "RecordStarted", "ShiftAlias", "Smoke"}, told, "each state once")
	assert.Equal(t, machine, *m.started.StateMachineArn)
	assert.Equal(t, "rollback-1", *m.started.Name)
	assert.JSONEq(t, `{"deploymentId": "rollback-1", "rollbackTo": "7", "actor": "arn:aws:iam::123456789012:user/alice"}`,
		*m.started.Input)
}

func TestARollbackThatFailsSaysWhy(t *testing.T) {
	t.Parallel()
	_, err := run(t.Context(), &machines{statuses: []types.ExecutionStatus{"RUNNING", "FAILED"}})
	assert.EqualError(t, err, "sfn-release-api-dev ended as FAILED: Release.BadAnswer: status 500")
	_, err = run(t.Context(), &machines{refuse: errors.New("ExecutionAlreadyExists")})
	assert.EqualError(t, err, "start sfn-release-api-dev: ExecutionAlreadyExists")
	_, err = run(t.Context(), &machines{})
	assert.EqualError(t, err, "follow arn:execution: ThrottlingException")
}

func TestAPersonWhoStopsLookingDoesNotStopTheRollback(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := run(ctx, &machines{statuses: []types.ExecutionStatus{"RUNNING"}})
	assert.EqualError(t, err, "stopped following arn:execution, which goes on: context canceled")
}

func TestAReleaseOnPurposeSaysWhy(t *testing.T) {
	t.Parallel()
	image := release.Image{
		Version: "7",
		Commit:  "3ff54b",
		Digest:  "sha256:01",
	}
	want := map[string]any{
		"deploymentId": "r",
		"commit":       "3ff54b",
		"digest":       "sha256:01",
		"actor":        "alice",
	}
	assert.Equal(t, want, release.ForwardInput("r", "alice", "", image))
	want["override"] = "a hotfix"
	assert.Equal(t, want, release.ForwardInput("r", "alice", "a hotfix", image))
}

func TestARollbackNamesTheCommitIfItIsKnown(t *testing.T) {
	t.Parallel()
	assert.Equal(t, map[string]any{
		"deploymentId": "r",
		"rollbackTo":   "7",
		"actor":        "alice",
		"commit":       "3ff54b",
	}, release.Input("r", "alice", release.Image{Version: "7", Commit: "3ff54b"}))
}
