package realaws_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
)

// start begins an execution of the service's release machine.
func (d *deployed) start(t *testing.T, service, id string, input map[string]string) string {
	t.Helper()
	machine := harness.Get(t, d.Deployed(t, d.env, "delivery"), "sfn/stateMachine:StateMachine",
		"sfn-release-"+service+"-"+d.env)
	return d.startMachine(t, machine.Text("arn"), id, input)
}

func (d *deployed) startMachine(t *testing.T, machine, id string, input any) string {
	t.Helper()
	text, err := json.Marshal(input)
	require.NoError(t, err)
	started, err := sfn.NewFromConfig(d.c).StartExecution(t.Context(), &sfn.StartExecutionInput{
		StateMachineArn: &machine,
		Name:            &id,
		Input:           aws.String(string(text)),
	})
	require.NoError(t, err)
	return aws.ToString(started.ExecutionArn)
}

// release starts a release of the image, as the pipeline does.
func (d *deployed) release(t *testing.T, service, commit, digest string) string {
	t.Helper()
	return d.start(t, service, service+"-"+commit, map[string]string{
		"deploymentId": service + "-" + commit,
		"commit":       commit,
		"digest":       digest,
	})
}

// ended waits for the end of an execution.
func (d *deployed) ended(t *testing.T, execution string) *sfn.DescribeExecutionOutput {
	t.Helper()
	client := sfn.NewFromConfig(d.c)
	for deadline := time.Now().Add(2 * releaseTime); time.Now().Before(deadline); time.Sleep(500 * time.Millisecond) {
		seen, err := client.DescribeExecution(t.Context(), &sfn.DescribeExecutionInput{ExecutionArn: &execution})
		require.NoError(t, err)
		if seen.Status != sfntypes.ExecutionStatusRunning {
			return seen
		}
	}
	require.Fail(t, "it does not end", execution)
	return nil
}

// failed asserts how an execution ended.
func failed(t *testing.T, e *sfn.DescribeExecutionOutput, status sfntypes.ExecutionStatus, reason string) {
	t.Helper()
	assert.Equal(t, status, e.Status)
	assert.Equal(t, reason, aws.ToString(e.Error), aws.ToString(e.Cause))
}
