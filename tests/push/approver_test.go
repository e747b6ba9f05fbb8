package push_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/sqs"
	"slipway/stacks/delivery/statemachines"
)

// approvals is CodePipeline and SQS as the approver calls them.
type approvals struct {
	shown   []*codepipeline.Approval // look after look; the last one stays
	fails   map[string][]error       // by resource, call after call
	answers []codepipeline.Answer
	kept    []string
}

func (a *approvals) Call(_ context.Context, resource, _ string, parameters any) (any, error) {
	if left := a.fails[resource]; len(left) > 0 {
		a.fails[resource] = left[1:]
		return nil, left[0]
	}
	switch resource {
	case codepipeline.StateResource:
		waits := a.shown[0]
		if len(a.shown) > 1 {
			a.shown = a.shown[1:]
		}
		return codepipeline.State([]string{"Source", "Build", "Test", "Manual-Approval", "Deploy"}, waits, parameters)
	case codepipeline.AnswerResource:
		answer, err := codepipeline.AnswerOf(parameters)
		a.answers = append(a.answers, answer)
		return map[string]any{}, err
	}
	return sqs.Send(func(_, body string, _ map[string]string) error {
		a.kept = append(a.kept, body)
		return nil
	}, parameters)
}

// answer runs the approver for an approval of execution run-1.
func (a *approvals) answer(t *testing.T) (ended string, took time.Duration, failed error) {
	t.Helper()
	rendered, err := statemachines.Approver(statemachines.ApproverSettings{
		Environment:   "dev",
		DeadLetterURL: "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
	})
	require.NoError(t, err)
	machine, err := asl.Parse(rendered)
	require.NoError(t, err)
	clock := asl.NewSkippingClock(noon)
	execution := machine.Execution(map[string]any{
		"service":   "api",
		"pipeline":  "pipeline-api-dev",
		"execution": "run-1",
	}, asl.Options{
		Tasks:       a,
		Clock:       clock,
		ExecutionID: "arn:aws:states:us-east-1:111122223333:express:sfn-approve-dev:one",
	})
	_, failed = execution.Run(t.Context())
	return execution.Ended().State, clock.Now().Sub(noon), failed
}

func TestApprover(t *testing.T) {
	t.Parallel()
	const input = `{"execution":"run-1","pipeline":"pipeline-api-dev","service":"api"}`
	waits := func(execution string) *codepipeline.Approval {
		return &codepipeline.Approval{
			Stage:     "Manual-Approval",
			Action:    "Approve",
			Execution: execution,
			Token:     "token-of-" + execution,
		}
	}
	wanted := []codepipeline.Answer{{
		Pipeline: "pipeline-api-dev",
		Stage:    "Manual-Approval",
		Action:   "Approve",
		Token:    "token-of-run-1",
		Status:   "Approved",
		Summary:  "Nobody is asked in dev: its setting approval is automatic",
	}}
	throttled := func(times int) []error { return refused(times) }
	for says, c := range map[string]struct {
		shown []*codepipeline.Approval
		fails map[string][]error
	}{
		"approves": {shown: []*codepipeline.Approval{waits("run-1")}},
		"waits for CodePipeline to show the approval": {
			shown: []*codepipeline.Approval{nil, waits("run-0"), nil, waits("run-0"), nil, nil, waits("run-1")},
		},
		"outlasts calls that fail": {
			shown: []*codepipeline.Approval{waits("run-1")},
			fails: map[string][]error{codepipeline.StateResource: throttled(2), codepipeline.AnswerResource: throttled(2)},
		},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			a := &approvals{shown: c.shown, fails: c.fails}
			ended, _, err := a.answer(t)
			require.NoError(t, err)
			assert.Equal(t, "Answered", ended)
			assert.Equal(t, wanted, a.answers)
			assert.Empty(t, a.kept)
		})
	}
	t.Run("takes an answer that a person gave meanwhile", func(t *testing.T) {
		t.Parallel()
		a := &approvals{
			shown: []*codepipeline.Approval{waits("run-1")},
			fails: map[string][]error{codepipeline.AnswerResource: {codepipeline.Answered(), codepipeline.Answered(),
				codepipeline.Answered()}},
		}
		ended, _, err := a.answer(t)
		require.NoError(t, err)
		assert.Equal(t, "Answered", ended)
		assert.Empty(t, a.kept)
	})
	for says, c := range map[string]struct {
		shown []*codepipeline.Approval
		fails map[string][]error
	}{
		"never answers another execution, and keeps its own": {shown: []*codepipeline.Approval{waits("run-0")}},
		"keeps an approval that is never shown":              {shown: []*codepipeline.Approval{nil}},
		"keeps one whose token is no more": {
			shown: []*codepipeline.Approval{waits("run-1")},
			fails: map[string][]error{codepipeline.AnswerResource: {codepipeline.NoToken(), codepipeline.NoToken(),
				codepipeline.NoToken()}},
		},
		"keeps one that CodePipeline does not show": {
			shown: []*codepipeline.Approval{waits("run-1")},
			fails: map[string][]error{codepipeline.StateResource: throttled(3)},
		},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			a := &approvals{shown: c.shown, fails: c.fails}
			ended, took, err := a.answer(t)
			require.NoError(t, err)
			assert.Equal(t, "Kept", ended)
			assert.Empty(t, a.answers)
			assert.Equal(t, []string{input}, a.kept)
			assert.Less(t, took, 5*time.Minute, "an express execution may take no longer")
		})
	}
	t.Run("fails if the queue takes nothing either, so that its alarm fires", func(t *testing.T) {
		t.Parallel()
		a := &approvals{shown: []*codepipeline.Approval{nil}, fails: map[string][]error{sqs.Resource: throttled(3)}}
		_, _, err := a.answer(t)
		require.ErrorContains(t, err, "CodePipeline.ThrottlingException")
	})
}
