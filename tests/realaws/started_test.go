package realaws_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	pipelinetypes "github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/stacks/delivery/receiver/pushevent"
)

// executions are those of the service's pipeline, the latest first.
func (d *deployed) executions(t *testing.T, service string) []pipelinetypes.PipelineExecutionSummary {
	t.Helper()
	listed, err := codepipeline.NewFromConfig(d.c).ListPipelineExecutions(t.Context(),
		&codepipeline.ListPipelineExecutionsInput{PipelineName: aws.String("pipeline-" + service + "-" + d.env)})
	require.NoError(t, err)
	return listed.PipelineExecutionSummaries
}

// one asserts that the service's pipeline has one execution, of the commit.
func (d *deployed) one(t *testing.T, service, commit string, status pipelinetypes.PipelineExecutionStatus) string {
	t.Helper()
	all := d.executions(t, service)
	require.Len(t, all, 1)
	assert.Equal(t, status, all[0].Status)
	require.Len(t, all[0].SourceRevisions, 1)
	assert.Equal(t, contract.SourceAction+" "+commit,
		aws.ToString(all[0].SourceRevisions[0].ActionName)+" "+aws.ToString(all[0].SourceRevisions[0].RevisionId))
	return aws.ToString(all[0].PipelineExecutionId)
}

// runs delivers an event and waits for the end of the machines that it starts, which are
// those of the environment with these names.
func (d *deployed) runs(t *testing.T, bus string, event []byte, name string, machines ...string) {
	t.Helper()
	var started []string
	for _, execution := range d.deliver(t, bus, event, name) {
		started = append(started, strings.TrimSuffix(strings.Split(execution, ":")[6], "-"+d.env))
		ended := d.ended(t, execution)
		failed(t, ended, sfntypes.ExecutionStatusSucceeded, "")
		assert.NotContains(t, aws.ToString(ended.Output), `"failure"`, "it kept what it was to do")
	}
	require.ElementsMatch(t, machines, started)
}

// event is one as EventBridge delivers it.
func event(t *testing.T, source, detailType string, detail any) []byte {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"version":     "0",
		"id":          "7bf73129-1428-4cd3-a780-95db273d1602",
		"source":      source,
		"detail-type": detailType,
		"account":     "123456789012",
		"time":        time.Now().UTC().Format(time.RFC3339),
		"region":      "us-east-1",
		"resources":   []string{},
		"detail":      detail,
	})
	require.NoError(t, err)
	return text
}

// starts has a push start the pipeline of api through the Express machine. It comes twice,
// as EventBridge may deliver it, and its approval is rejected in the end.
func starts(t *testing.T, d *deployed) { // R10
	pushed := event(t, pushevent.Source, pushevent.DetailType, pushevent.Detail{
		Ref:        "refs/heads/main",
		After:      commit,
		Repository: pushevent.Repository{FullName: "acme/shop"},
		Paths:      []string{"main.go"},
		Delivery:   "72d3162e-cc78-11e3-81ab-4c9367dc0958",
	})
	// One start is of the pipeline, the other looks for the rules.
	d.runs(t, "bus-github-"+d.env, pushed, "push-1", "sfn-start", "sfn-start")
	d.runs(t, "bus-github-"+d.env, pushed, "push-2", "sfn-start", "sfn-start")
	d.one(t, "api", commit, pipelinetypes.PipelineExecutionStatusInProgress)
	d.Must(t, "reject", "--env", d.env, "--service", "api", "--summary", "not today")
	d.one(t, "api", commit, pipelinetypes.PipelineExecutionStatusFailed)
}

// promotes has the release in the first environment start the second one's pipeline, whose
// approval the second one's other machine answers.
func promotes(t *testing.T, first, second *deployed) {
	released := first.ended(t, "arn:aws:states:us-east-1:123456789012:execution:sfn-release-api-"+first.env+":release-1")
	failed(t, released, sfntypes.ExecutionStatusSucceeded, "")
	second.runs(t, "", changed(t, released), "promotion-1", "sfn-start")
	second.runs(t, "", changed(t, released), "promotion-2", "sfn-start")
	execution := second.one(t, "api", commit, pipelinetypes.PipelineExecutionStatusInProgress)
	begun := event(t, "aws.codepipeline", "CodePipeline Action Execution State Change", map[string]any{
		"pipeline":     "pipeline-api-" + second.env,
		"execution-id": execution,
		"stage":        contract.ApprovalStage,
		"action":       contract.ApprovalAction,
		"state":        "STARTED",
	})
	second.runs(t, "", begun, "approval-1", "sfn-approve", "sfn-recorder")
	second.one(t, "api", commit, pipelinetypes.PipelineExecutionStatusSucceeded)
}
