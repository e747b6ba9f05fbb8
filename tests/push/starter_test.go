package push_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/sqs"
	"slipway/stacks/delivery/statemachines"
)

const itself = "arn:aws:sts::111122223333:assumed-role/role-start-dev/one"

// pipelines is CodePipeline and SQS as the starter calls them.
type pipelines struct {
	executions []codepipeline.Execution
	fails      map[string][]error // by resource, call after call
	asked      []codepipeline.Start
	kept       []string
}

func (p *pipelines) Call(_ context.Context, resource, role string, parameters any) (any, error) {
	if left := p.fails[resource]; len(left) > 0 {
		p.fails[resource] = left[1:]
		if left[0] != nil {
			return nil, left[0]
		}
	}
	switch resource {
	case codepipeline.ExecutionsResource:
		return codepipeline.Executions(p.executions, parameters)
	case codepipeline.StartResource:
		asked, err := codepipeline.StartOf(parameters)
		p.asked = append(p.asked, asked)
		return map[string]any{"PipelineExecutionId": "run-1"}, err
	}
	return sqs.Send(func(_, body string, _ map[string]string) error {
		p.kept = append(p.kept, body)
		return nil
	}, parameters)
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// starts runs the starter for a push to api at noon, some time after it, and answers how
// it ended and how long it took.
func (p *pipelines) starts(t *testing.T, after time.Duration) (ended string, took time.Duration, failed error) {
	t.Helper()
	return p.startsFor(t, after, map[string]any{
		"service":  "api",
		"pipeline": "pipeline-api-dev",
		"commit":   pushed,
		"token":    pushed + "-1-api",
		"pushedAt": "2026-03-01T12:00:00Z",
	})
}

// startsFor is starts for any input.
func (p *pipelines) startsFor(
	t *testing.T, after time.Duration, input map[string]any,
) (ended string, took time.Duration, failed error) {
	t.Helper()
	return runStarter(t, p, after, input)
}

// runStarter runs the starter against any calls.
func runStarter(
	t *testing.T, tasks asl.Tasks, after time.Duration, input map[string]any,
) (ended string, took time.Duration, failed error) {
	t.Helper()
	rendered, err := statemachines.Starter(statemachines.StarterSettings{
		DeadLetterURL: "https://sqs.us-east-1.amazonaws.com/111122223333/queue-deadletters-dev",
	})
	require.NoError(t, err)
	machine, err := asl.Parse(rendered)
	require.NoError(t, err)
	begins := noon.Add(after)
	clock := asl.NewSkippingClock(begins)
	execution := machine.Execution(input, asl.Options{
		Tasks:       tasks,
		Clock:       clock,
		ExecutionID: "arn:aws:states:us-east-1:111122223333:express:sfn-start-dev:one",
	})
	_, failed = execution.Run(t.Context())
	return execution.Ended().State, clock.Now().Sub(begins), failed
}

func refused(times int) []error {
	var all []error
	for range times {
		all = append(all, &asl.Error{Name: "CodePipeline.ThrottlingException", Cause: "rate exceeded"})
	}
	return all
}

func TestStarter(t *testing.T) { // R10
	t.Parallel()
	wanted := []codepipeline.Start{{
		Pipeline: "pipeline-api-dev",
		Action:   "Source",
		Commit:   pushed,
		Token:    pushed + "-1-api",
	}}
	before := codepipeline.Execution{
		ID:      "before",
		By:      itself,
		Started: noon.Add(-time.Minute),
	}
	later := codepipeline.Execution{
		ID:      "later",
		By:      itself,
		Started: noon.Add(2 * time.Second),
	}
	byHand := later
	byHand.By = "arn:aws:iam::111122223333:user/alice"
	for says, c := range map[string]struct {
		executions []codepipeline.Execution
		fails      map[string][]error
		after      time.Duration
	}{
		"starts the pipeline with the pushed commit, and a token that makes it once": {},
		"starts it although another push started it in the same seconds": {
			executions: []codepipeline.Execution{before, later},
			after:      2*time.Minute + 59*time.Second,
		},
		"starts it late if no other push has started it since": {
			executions: []codepipeline.Execution{before},
			after:      50 * time.Minute,
		},
		"starts it after an earlier push": {
			executions: []codepipeline.Execution{before},
		},
		"outlasts calls that fail": {
			fails: map[string][]error{
				codepipeline.ExecutionsResource: refused(4),
				codepipeline.StartResource:      refused(4),
			},
			after: 10 * time.Minute,
		},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			p := &pipelines{executions: c.executions, fails: c.fails}
			ended, _, err := p.starts(t, c.after)
			require.NoError(t, err)
			assert.Equal(t, "Started", ended)
			assert.Equal(t, wanted, p.asked)
			assert.Empty(t, p.kept)
		})
	}
	for _, after := range []time.Duration{3 * time.Minute, 10 * time.Minute, time.Hour, 24 * time.Hour} {
		t.Run("starts no older commit after a newer one: "+after.String(), func(t *testing.T) {
			t.Parallel()
			for _, since := range [][]codepipeline.Execution{{before, later}, {before, byHand}, {later, byHand}} {
				p := &pipelines{executions: since}
				ended, _, err := p.starts(t, after)
				require.NoError(t, err)
				assert.Equal(t, "Kept", ended, "a person is told, and decides")
				assert.Empty(t, p.asked)
				assert.Len(t, p.kept, 1)
			}
		})
	}
	for _, call := range []string{codepipeline.ExecutionsResource, codepipeline.StartResource} {
		t.Run("keeps what it cannot start: "+call, func(t *testing.T) {
			t.Parallel()
			p := &pipelines{fails: map[string][]error{call: refused(5)}}
			ended, took, err := p.starts(t, 10*time.Minute)
			require.NoError(t, err, "the queue's alarm tells")
			assert.Equal(t, "Kept", ended)
			assert.Less(t, took, 4*time.Minute, "an Express execution may take five minutes")
			require.Len(t, p.kept, 1)
			var kept map[string]string
			require.NoError(t, json.Unmarshal([]byte(p.kept[0]), &kept))
			assert.Equal(t, pushed, kept["commit"])
			assert.Equal(t, "api", kept["service"])
		})
	}
	t.Run("fails if it can neither start nor keep, so that its alarm fires", func(t *testing.T) {
		t.Parallel()
		p := &pipelines{fails: map[string][]error{codepipeline.StartResource: refused(5), sqs.Resource: refused(3)}}
		_, took, err := p.starts(t, 10*time.Minute)
		require.Error(t, err)
		assert.Less(t, took, 4*time.Minute)
	})
}
