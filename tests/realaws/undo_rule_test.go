package realaws_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
	"slipway/scripts/localaws/events"
)

// changed is the event that AWS puts on the default bus at the end of an execution
// (Step Functions developer guide, eventbridge-integration). The emulator puts none.
func changed(t *testing.T, e *sfn.DescribeExecutionOutput) []byte {
	t.Helper()
	execution := aws.ToString(e.ExecutionArn)
	region, account := strings.Split(execution, ":")[3], strings.Split(execution, ":")[4]
	event, err := json.Marshal(map[string]any{
		"version":     "0",
		"id":          "315c1398-40ff-a850-213b-158f73e60175",
		"detail-type": "Step Functions Execution Status Change",
		"source":      "aws.states",
		"account":     account,
		"time":        e.StopDate.UTC().Format(time.RFC3339),
		"region":      region,
		"resources":   []string{execution},
		"detail": map[string]any{
			"executionArn":           execution,
			"stateMachineArn":        e.StateMachineArn,
			"stateMachineVersionArn": nil,
			"stateMachineAliasArn":   nil,
			"name":                   e.Name,
			"status":                 e.Status,
			"startDate":              e.StartDate.UnixMilli(),
			"stopDate":               e.StopDate.UnixMilli(),
			"input":                  e.Input,
			"inputDetails":           map[string]bool{"included": true},
			"output":                 e.Output,
			"outputDetails":          nil,
			"error":                  e.Error,
			"cause":                  e.Cause,
		},
	})
	require.NoError(t, err)
	return event
}

// undo hands the end of an execution to the rules of the environment as EventBridge
// does, and waits for the execution that one of them starts.
func (d *deployed) undo(t *testing.T, dead *sfn.DescribeExecutionOutput) *sfn.DescribeExecutionOutput {
	t.Helper()
	event, client := changed(t, dead), eventbridge.NewFromConfig(d.c)
	rules, err := client.ListRules(t.Context(), &eventbridge.ListRulesInput{NamePrefix: aws.String("rule-")})
	require.NoError(t, err)
	started := map[string]string{}
	for _, rule := range rules.Rules {
		if !strings.HasSuffix(aws.ToString(rule.Name), "-"+d.env) || rule.EventPattern == nil {
			continue
		}
		matches, err := eventpattern.Match([]byte(*rule.EventPattern), event)
		require.NoError(t, err, *rule.Name)
		if !matches {
			continue
		}
		targets, err := client.ListTargetsByRule(t.Context(), &eventbridge.ListTargetsByRuleInput{Rule: rule.Name})
		require.NoError(t, err)
		for _, target := range targets.Targets {
			input, err := events.Transform(target.InputTransformer.InputPathsMap,
				aws.ToString(target.InputTransformer.InputTemplate), event)
			require.NoError(t, err)
			require.Equal(t, aws.ToString(dead.StateMachineArn), aws.ToString(target.Arn))
			id := "undo-of-" + aws.ToString(dead.Name)
			started[aws.ToString(rule.Name)] = d.startMachine(t, *target.Arn, id, json.RawMessage(input))
		}
	}
	require.Len(t, started, 1, "%v", started)
	return d.ended(t, slices.Collect(maps.Values(started))[0])
}

// leavesAlone asserts that the undo of a release that has gone its own way back finds
// nothing to do.
func (d *deployed) leavesAlone(t *testing.T, service, id, version string, dead *sfn.DescribeExecutionOutput) {
	t.Helper()
	rows, mails := history(t, d.c, d.env, id), d.mails.of(t, dead)
	undone := d.undo(t, dead)
	failed(t, undone, sfntypes.ExecutionStatusSucceeded, "")
	d.serves(t, service, version)
	assert.Equal(t, rows, history(t, d.c, d.env, id))
	assert.Equal(t, mails, d.mails.of(t, dead))
}
