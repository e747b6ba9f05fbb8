package queue_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/queue"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// cloud is CodePipeline with one pipeline; a call named in deny gets an error.
type cloud struct {
	deny    string
	stages  []types.StageState
	pages   [][]types.PipelineExecutionSummary
	actions []types.ActionExecutionDetail
	asked   int // pages that were read
	// answered says that a person has answered the approval since it was read.
	answered bool
	full     bool // of executions
	executed *types.PipelineExecution
	given    *codepipeline.PutApprovalResultInput
	started  *codepipeline.StartPipelineExecutionInput
	stopped  *codepipeline.StopPipelineExecutionInput
	closed   *codepipeline.DisableStageTransitionInput
	opened   *codepipeline.EnableStageTransitionInput
}

func (c *cloud) err(call string) error {
	if c.deny == call {
		return errors.New("AccessDeniedException")
	}
	return nil
}

func (c *cloud) GetPipelineState(
	context.Context, *codepipeline.GetPipelineStateInput, ...func(*codepipeline.Options),
) (*codepipeline.GetPipelineStateOutput, error) {
	return &codepipeline.GetPipelineStateOutput{StageStates: c.stages}, c.err("GetPipelineState")
}

func (c *cloud) ListPipelineExecutions(
	context.Context, *codepipeline.ListPipelineExecutionsInput, ...func(*codepipeline.Options),
) (*codepipeline.ListPipelineExecutionsOutput, error) {
	out := &codepipeline.ListPipelineExecutionsOutput{PipelineExecutionSummaries: c.pages[c.asked]}
	if c.asked++; c.asked < len(c.pages) {
		out.NextToken = aws.String("next")
	}
	return out, c.err("ListPipelineExecutions")
}

func (c *cloud) ListActionExecutions(
	context.Context, *codepipeline.ListActionExecutionsInput, ...func(*codepipeline.Options),
) (*codepipeline.ListActionExecutionsOutput, error) {
	return &codepipeline.ListActionExecutionsOutput{ActionExecutionDetails: c.actions}, c.err("ListActionExecutions")
}

func (c *cloud) PutApprovalResult(
	_ context.Context, in *codepipeline.PutApprovalResultInput, _ ...func(*codepipeline.Options),
) (*codepipeline.PutApprovalResultOutput, error) {
	c.given = in
	if c.answered {
		return nil, &types.ApprovalAlreadyCompletedException{}
	}
	return &codepipeline.PutApprovalResultOutput{}, c.err("PutApprovalResult")
}

func (c *cloud) StartPipelineExecution(
	_ context.Context, in *codepipeline.StartPipelineExecutionInput, _ ...func(*codepipeline.Options),
) (*codepipeline.StartPipelineExecutionOutput, error) {
	c.started = in
	if c.full {
		return nil, &types.ConcurrentPipelineExecutionsLimitExceededException{}
	}
	return &codepipeline.StartPipelineExecutionOutput{PipelineExecutionId: aws.String("run-9")},
		c.err("StartPipelineExecution")
}

func (c *cloud) GetPipelineExecution(
	context.Context, *codepipeline.GetPipelineExecutionInput, ...func(*codepipeline.Options),
) (*codepipeline.GetPipelineExecutionOutput, error) {
	return &codepipeline.GetPipelineExecutionOutput{PipelineExecution: c.executed}, c.err("GetPipelineExecution")
}

func (c *cloud) StopPipelineExecution(
	_ context.Context, in *codepipeline.StopPipelineExecutionInput, _ ...func(*codepipeline.Options),
) (*codepipeline.StopPipelineExecutionOutput, error) {
	c.stopped = in
	return &codepipeline.StopPipelineExecutionOutput{}, c.err("StopPipelineExecution")
}

func (c *cloud) DisableStageTransition(
	_ context.Context, in *codepipeline.DisableStageTransitionInput, _ ...func(*codepipeline.Options),
) (*codepipeline.DisableStageTransitionOutput, error) {
	c.closed = in
	return &codepipeline.DisableStageTransitionOutput{}, c.err("DisableStageTransition")
}

func (c *cloud) EnableStageTransition(
	_ context.Context, in *codepipeline.EnableStageTransitionInput, _ ...func(*codepipeline.Options),
) (*codepipeline.EnableStageTransitionOutput, error) {
	c.opened = in
	return &codepipeline.EnableStageTransitionOutput{}, c.err("EnableStageTransition")
}

func summary(id string, status types.PipelineExecutionStatus, commit, said string) types.PipelineExecutionSummary {
	return types.PipelineExecutionSummary{
		PipelineExecutionId: &id,
		Status:              status,
		StartTime:           &noon,
		SourceRevisions: []types.SourceRevision{{
			RevisionId:      &commit,
			RevisionSummary: &said,
		}},
	}
}

func stage(name, execution string, actions ...types.ActionState) types.StageState {
	return types.StageState{
		StageName:    &name,
		ActionStates: actions,
		LatestExecution: &types.StageExecution{
			PipelineExecutionId: &execution,
			Status:              types.StageExecutionStatusInProgress,
		},
	}
}

func action(name string, token *string) types.ActionState {
	return types.ActionState{
		ActionName: &name,
		LatestExecution: &types.ActionExecution{
			Status:           types.ActionExecutionStatusInProgress,
			Token:            token,
			LastStatusChange: aws.Time(noon.Add(time.Hour)),
		},
	}
}

// busy is a pipeline in which one builds, one waits for the approval's stage, and one is
// asked about, which began long ago.
func busy() *cloud {
	approval := stage("Manual-Approval", "run-1", action("Approve", aws.String("token-1")))
	approval.InboundExecution = &types.StageExecution{PipelineExecutionId: aws.String("run-3")}
	deploy := stage("Deploy", "run-0")
	deploy.LatestExecution.Status = types.StageExecutionStatusSucceeded
	const ended = types.PipelineExecutionStatusSucceeded
	return &cloud{
		stages: []types.StageState{
			{StageName: aws.String("Source")}, stage("Build", "run-4", action("Build", nil)), approval, deploy,
		},
		pages: [][]types.PipelineExecutionSummary{
			{
				summary("run-4", types.PipelineExecutionStatusInProgress, "c4", "Add a test"),
				summary("run-3", types.PipelineExecutionStatusInProgress, "c3",
					`{"ProviderType":"GitHub","CommitMessage":"Mend the cart\n\nIt lost items."}`),
				summary("run-2", ended, "c2", "two"),
			},
			{summary("run-1", types.PipelineExecutionStatusInProgress, "c1", "Add the cart"), summary("run-0", ended, "c0", "")},
			{summary("run-00", ended, "c", "")},
		},
		actions: []types.ActionExecutionDetail{
			{
				StageName:  aws.String("Build"),
				ActionName: aws.String("Build"),
				Input:      &types.ActionExecutionInput{},
			},
			{
				StageName:  aws.String("Manual-Approval"),
				ActionName: aws.String("Approve"),
				Input: &types.ActionExecutionInput{
					Configuration:         map[string]string{"CustomData": "To #{Build.IMAGE_DIGEST}"},
					ResolvedConfiguration: map[string]string{"CustomData": "To sha256:1"},
				},
			},
		},
	}
}

func underWay(t *testing.T, c *cloud) []queue.Execution {
	t.Helper()
	all, err := queue.AWS{API: c}.UnderWay(t.Context(), "pipeline-api-dev")
	require.NoError(t, err)
	return all
}

func TestUnderWay(t *testing.T) {
	t.Parallel()
	t.Run("the latest first, and where each is", func(t *testing.T) {
		t.Parallel()
		c := busy()
		var said []string
		for _, e := range underWay(t, c) {
			assert.Equal(t, noon, e.Started)
			said = append(said, e.ID+": "+e.Title()+" "+e.Where())
		}
		assert.Equal(t, []string{
			"run-4: c4 Add a test is in Build", "run-3: c3 Mend the cart waits for the stage Manual-Approval",
			"run-1: c1 Add the cart waits for its approval",
		}, said)
		assert.Equal(t, 2, c.asked, "no more pages than hold them")
	})
	t.Run("all that queue for a stage", func(t *testing.T) {
		t.Parallel()
		c := busy()
		c.stages[2].InboundExecution, c.stages[2].InboundExecutions = nil, []types.StageExecution{
			{PipelineExecutionId: aws.String("run-3")}, {PipelineExecutionId: aws.String("run-4")},
		}
		c.stages[1].LatestExecution = nil
		all := underWay(t, c)
		assert.True(t, all[0].Waits)
		assert.True(t, all[1].Waits)
	})
	t.Run("one that is being stopped is none of them, and is not looked for further", func(t *testing.T) {
		t.Parallel()
		c := busy()
		c.pages[1][0].Status = types.PipelineExecutionStatusStopping
		assert.Len(t, underWay(t, c), 2)
		assert.Equal(t, 2, c.asked)
	})
	t.Run("one that is between two stages runs", func(t *testing.T) {
		t.Parallel()
		c := busy()
		c.stages = nil
		assert.Equal(t, "runs", underWay(t, c)[0].Where())
		assert.Equal(t, "an unknown commit", queue.Execution{}.Title())
	})
	for _, call := range []string{"GetPipelineState", "ListPipelineExecutions"} {
		t.Run(call+" is rejected", func(t *testing.T) {
			t.Parallel()
			c := busy()
			c.deny = call
			_, err := queue.AWS{API: c}.UnderWay(t.Context(), "pipeline-api-dev")
			assert.ErrorContains(t, err, " of pipeline-api-dev: AccessDeniedException")
		})
	}
}

func TestAnswer(t *testing.T) { // R2
	t.Parallel()
	asking := func(t *testing.T, c *cloud) queue.Execution {
		t.Helper()
		e, ok := queue.Asking(underWay(t, c))
		require.True(t, ok)
		assert.Equal(t, "run-1", e.ID)
		return e
	}
	t.Run("is addressed to the approval that waits", func(t *testing.T) {
		t.Parallel()
		for approve, status := range map[bool]types.ApprovalStatus{true: "Approved", false: "Rejected"} {
			c := busy()
			require.NoError(t, queue.AWS{API: c}.Answer(t.Context(), "pipeline-api-dev", asking(t, c), approve, "why not"))
			assert.Equal(t, &codepipeline.PutApprovalResultInput{
				PipelineName: aws.String("pipeline-api-dev"),
				StageName:    aws.String("Manual-Approval"),
				ActionName:   aws.String("Approve"),
				Token:        aws.String("token-1"),
				Result: &types.ApprovalResult{
					Status:  status,
					Summary: aws.String("why not"),
				},
			}, c.given)
		}
	})
	t.Run("that AWS rejects is none", func(t *testing.T) {
		t.Parallel()
		c := busy()
		c.deny = "PutApprovalResult"
		for approve, verb := range map[bool]string{true: "approve", false: "reject"} {
			assert.EqualError(t,
				queue.AWS{API: c}.Answer(t.Context(), "pipeline-api-dev", queue.Execution{ID: "run-1"}, approve, "w"),
				verb+" execution run-1 of pipeline-api-dev: AccessDeniedException")
		}
	})
	t.Run("the evidence has its variables filled in, if CodePipeline says so", func(t *testing.T) {
		t.Parallel()
		c := busy()
		e := asking(t, c)
		evidence := func() string {
			text, err := queue.AWS{API: c}.Evidence(t.Context(), "pipeline-api-dev", e)
			require.NoError(t, err)
			return text
		}
		assert.Equal(t, "To sha256:1", evidence())
		c.actions[1].Input.ResolvedConfiguration = nil
		assert.Equal(t, "To #{Build.IMAGE_DIGEST}", evidence())
		c.actions = c.actions[:1]
		assert.Empty(t, evidence())
		c.deny = "ListActionExecutions"
		_, err := queue.AWS{API: c}.Evidence(t.Context(), "pipeline-api-dev", e)
		assert.EqualError(t, err, "list actions of execution run-1 of pipeline-api-dev: AccessDeniedException")
	})
}

func TestStartAndStop(t *testing.T) { // R10
	t.Parallel()
	c := busy()
	q := queue.AWS{API: c}
	id, err := q.Start(t.Context(), "pipeline-api-dev", "", nil)
	require.NoError(t, err)
	assert.Equal(t, "run-9", id)
	assert.Empty(t, c.started.SourceRevisions, "the branch's head")
	assert.Empty(t, c.started.Variables)
	_, err = q.Start(t.Context(), "pipeline-api-dev", "c0ffee", map[string]string{"REBUILD": "20270131000000"})
	require.NoError(t, err)
	assert.Equal(t, []types.SourceRevisionOverride{{
		ActionName:    aws.String("Source"),
		RevisionType:  types.SourceRevisionTypeCommitId,
		RevisionValue: aws.String("c0ffee"),
	}}, c.started.SourceRevisions)
	assert.Equal(t, []types.PipelineVariable{{Name: aws.String("REBUILD"), Value: aws.String("20270131000000")}},
		c.started.Variables)

	require.NoError(t, q.Stop(t.Context(), "pipeline-api-dev", queue.Execution{ID: "run-4"}, "wrong commit"))
	assert.Equal(t, []string{"run-4", "wrong commit"}, []string{*c.stopped.PipelineExecutionId, *c.stopped.Reason})
	assert.False(t, c.stopped.Abandon, "the action that runs may finish")
	assert.Nil(t, c.given)

	c.deny = "StartPipelineExecution"
	_, err = q.Start(t.Context(), "pipeline-api-dev", "", nil)
	require.EqualError(t, err, "start pipeline-api-dev: AccessDeniedException")
	c.full = true
	_, err = q.Start(t.Context(), "pipeline-api-dev", "", nil)
	var full *queue.FullError
	require.ErrorAs(t, err, &full)
	assert.Contains(t, full.Error(),
		"pipeline-api-dev has as many executions under way as CodePipeline lets a pipeline have")
	c.deny = "StopPipelineExecution"
	assert.EqualError(t, q.Stop(t.Context(), "pipeline-api-dev", queue.Execution{ID: "run-4"}, "why"),
		"stop execution run-4 of pipeline-api-dev: AccessDeniedException")
}

// AWS waits for the action that runs, and an approval may run for days.
func TestTheApprovalOfAnExecutionThatIsStoppedIsRejected(t *testing.T) {
	t.Parallel()
	c := busy()
	e, _ := queue.Asking(underWay(t, c))
	stop := func() error { return queue.AWS{API: c}.Stop(t.Context(), "pipeline-api-dev", e, "wrong commit") }
	require.NoError(t, stop())
	assert.False(t, c.stopped.Abandon, "a release that somebody approves now is not abandoned")
	assert.Equal(t, "token-1", *c.given.Token)
	assert.Equal(t, &types.ApprovalResult{
		Status:  types.ApprovalStatusRejected,
		Summary: aws.String("wrong commit"),
	}, c.given.Result)
	c.answered = true
	require.NoError(t, stop())
	c.answered, c.deny = false, "PutApprovalResult"
	require.EqualError(t, stop(), "reject execution run-1 of pipeline-api-dev: AccessDeniedException")
	c.given, c.deny = nil, "StopPipelineExecution"
	require.Error(t, stop())
	assert.Nil(t, c.given)
}

func TestNothingWaits(t *testing.T) {
	t.Parallel()
	_, ok := queue.Asking(nil)
	assert.False(t, ok)
	assert.EqualError(t, &queue.NothingWaitsError{Pipeline: "pipeline-api-dev"},
		"no approval waits in pipeline-api-dev: `make status` shows where its last execution is")
}
