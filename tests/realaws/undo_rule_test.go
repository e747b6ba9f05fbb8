package realaws_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

// undo hands the end of an execution to the rules of the environment, and waits for the
// execution that one of them starts.
func (d *deployed) undo(t *testing.T, dead *sfn.DescribeExecutionOutput) *sfn.DescribeExecutionOutput {
	t.Helper()
	started := d.deliver(t, "", changed(t, dead), "undo-of-"+aws.ToString(dead.Name))
	require.Len(t, started, 1)
	undone := d.ended(t, started[0])
	require.Equal(t, dead.StateMachineArn, undone.StateMachineArn)
	return undone
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
