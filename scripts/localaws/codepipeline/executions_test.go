package codepipeline_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/codepipeline"
)

type m = map[string]any

func revision(kind string) []any {
	return []any{m{"ActionName": "Source", "RevisionType": kind, "RevisionValue": "abc"}}
}

func TestStartOf(t *testing.T) {
	t.Parallel()
	asked, err := codepipeline.StartOf(m{
		"Name":               "p",
		"SourceRevisions":    revision("COMMIT_ID"),
		"ClientRequestToken": "abc-1-api",
	})
	require.NoError(t, err)
	assert.Equal(t, codepipeline.Start{
		Pipeline: "p",
		Action:   "Source",
		Commit:   "abc",
		Token:    "abc-1-api",
	}, asked)
	for want, parameters := range map[string]m{
		`States.Runtime: the field "name" is not supported by the API`:     {"name": "p"},
		`States.Runtime: the field "revision" is not supported by the API`: {"SourceRevisions": []any{m{"revision": "abc"}}},
		"CodePipeline.ValidationException: Value 'a_b' at 'clientRequestToken' failed to satisfy constraint: " +
			"Member must satisfy regular expression pattern: ^[a-zA-Z0-9-]+$": {"ClientRequestToken": "a_b"},
		"CodePipeline.ValidationException: revision type IMAGE_DIGEST is not one of a source with a connection": {
			"SourceRevisions": revision("IMAGE_DIGEST"),
		},
	} {
		_, err := codepipeline.StartOf(parameters)
		assert.EqualError(t, err, want)
	}
}

func TestExecutions(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	all := []codepipeline.Execution{
		{
			ID:      "1",
			By:      "arn:alice",
			Started: noon,
			Status:  "Succeeded",
		},
		{
			ID:      "2",
			By:      "arn:bob",
			Started: noon.Add(time.Second),
			Status:  codepipeline.InProgress,
			Waiting: &codepipeline.Waiting{Stage: "Manual-Approval"},
		},
	}
	two := m{
		"PipelineExecutionId": "2", "StartTime": "2026-03-01T12:00:01.000Z", "Status": "InProgress",
		"Trigger": m{"TriggerType": "StartPipelineExecution", "TriggerDetail": "arn:bob"},
	}
	one := m{
		"PipelineExecutionId": "1", "StartTime": "2026-03-01T12:00:00.000Z", "Status": "Succeeded",
		"Trigger": m{"TriggerType": "StartPipelineExecution", "TriggerDetail": "arn:alice"},
	}
	answer, err := codepipeline.Executions(all, m{"PipelineName": "p"})
	require.NoError(t, err)
	assert.Equal(t, m{"PipelineExecutionSummaries": []any{two, one}}, answer, "the latest first")
	answer, err = codepipeline.Executions(all, m{"PipelineName": "p", "MaxResults": 1})
	require.NoError(t, err)
	assert.Equal(t, m{"PipelineExecutionSummaries": []any{two}}, answer)
	_, err = codepipeline.Executions(all, m{"MaxResults": 0})
	require.EqualError(t, err,
		"CodePipeline.ValidationException: Value '0' at 'maxResults' failed to satisfy constraint: 1 to 100")
	_, err = codepipeline.Executions(all, m{"Filter": m{}})
	require.EqualError(t, err, `States.Runtime: the field "Filter" is not supported by the API`)
	codepipeline.Cancel(all)
	assert.Equal(t, []string{"Succeeded", "Cancelled"}, []string{all[0].Status, all[1].Status})
	assert.Nil(t, all[1].Waiting)
}

func TestAdmit(t *testing.T) {
	t.Parallel()
	all := []codepipeline.Execution{{Status: "Succeeded"}}
	for range 49 {
		all = append(all, codepipeline.Execution{Status: codepipeline.InProgress})
	}
	require.NoError(t, codepipeline.Admit(all, "QUEUED"))
	all = append(all, codepipeline.Execution{Status: codepipeline.InProgress})
	require.NoError(t, codepipeline.Admit(all, "SUPERSEDED"))
	require.EqualError(t, codepipeline.Admit(all, "QUEUED"), codepipeline.TooMany+
		": The pipeline has 50 executions in progress, which is the limit in QUEUED mode.")
}
