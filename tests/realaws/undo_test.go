package realaws_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// diesInShift stops a release while both versions have traffic.
func diesInShift(t *testing.T, d *deployed, service, first string) {
	id := service + "-" + pushes[3]
	execution := d.release(t, service, pushes[3], d.image(t, service, pushes[3], 200))
	d.await(t, service, func(_ string, others map[string]float64) bool { return len(others) > 0 })
	_, err := sfn.NewFromConfig(d.c).StopExecution(t.Context(), &sfn.StopExecutionInput{
		ExecutionArn: &execution,
		Error:        aws.String("Console"),
		Cause:        aws.String("stopped by mistake"),
	})
	require.NoError(t, err)
	dead := d.ended(t, execution)
	failed(t, dead, sfntypes.ExecutionStatusAborted, "Console")
	lastRow(t, d, id, "STARTED")
	require.Empty(t, d.mails.of(t, dead))

	undone := d.undo(t, dead)
	failed(t, undone, sfntypes.ExecutionStatusSucceeded, "")
	d.serves(t, service, first)
	end := lastRow(t, d, id, "STARTED", "ROLLED_BACK")
	assert.Equal(t, []string{execution, aws.ToString(undone.ExecutionArn)}, []string{end["execution"], end["endedBy"]})
	assert.Contains(t, end["reason"], "Release.Died: The execution "+id+" ended as ABORTED before its release did.")
	d.mails.tells(t, dead, "night api: release undone, version "+first+" is live again", "ABORTED")
}

// intoBake releases an image, and returns the execution when the new version has all
// traffic, the version, and the one before it.
func intoBake(t *testing.T, d *deployed, service string) (execution, before string) {
	t.Helper()
	before, _ = d.traffic(t, service)
	execution = d.release(t, service, pushes[0], d.image(t, service, pushes[0], 200))
	d.await(t, service, func(version string, others map[string]float64) bool {
		return version != before && len(others) == 0
	})
	return execution, before
}

// alarmInBake is a service that fails once it has all traffic.
func alarmInBake(t *testing.T, d *deployed) {
	const service = "cart"
	execution, before := intoBake(t, d, service)
	d.fire(t, service)
	ended := d.ended(t, execution)
	failed(t, ended, sfntypes.ExecutionStatusFailed, "Release.AlarmInBake")
	d.serves(t, service, before)
	end := lastRow(t, d, service+"-"+pushes[0], "STARTED", "ROLLED_BACK")
	assert.Contains(t, end["reason"], "alarm-release-cart-night")
	d.mails.tells(t, ended, "night cart: release undone, version "+before+" is live again", "Release.AlarmInBake")
	d.leavesAlone(t, service, service+"-"+pushes[0], before, ended)
}

// notRestored is a service whose earlier version is gone when it is needed.
func notRestored(t *testing.T, d *deployed) {
	const service = "stock"
	execution, before := intoBake(t, d, service)
	failing, _ := d.traffic(t, service)
	_, err := lambda.NewFromConfig(d.c).DeleteFunction(t.Context(), &lambda.DeleteFunctionInput{
		FunctionName: aws.String("lambda-" + service + "-" + d.env),
		Qualifier:    &before,
	})
	require.NoError(t, err)
	d.fire(t, service)
	ended := d.ended(t, execution)
	failed(t, ended, sfntypes.ExecutionStatusFailed, "Release.AlarmInBake")
	d.serves(t, service, failing)
	end := lastRow(t, d, service+"-"+pushes[0], "STARTED", "NOT_RESTORED")
	assert.Contains(t, end["undoFailure"], "Lambda.ResourceNotFoundException")
	d.mails.tells(t, ended, "ACT NOW: night stock: a release could not be undone",
		"may be on version "+failing, "make rollback ENV=night SERVICE=stock TO="+before)
	assert.Equal(t, 1.0, d.countNotRestored(t, service))
	d.leavesAlone(t, service, service+"-"+pushes[0], failing, ended)
}
