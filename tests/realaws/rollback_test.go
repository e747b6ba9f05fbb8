package realaws_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rollsBack types what a person types. It goes to the image that served before.
func rollsBack(t *testing.T, d *deployed, service, first, second string) {
	said := d.Must(t, "rollback", "--env", d.env, "--service", service).Err
	assert.Contains(t, said, "version "+first)
	d.serves(t, service, first)
	execution := d.latest(t, service)
	failed(t, execution, sfntypes.ExecutionStatusSucceeded, "")
	end := lastRow(t, d, aws.ToString(execution.Name), "STARTED", "SUCCEEDED")
	assert.Equal(t, []string{"ROLLBACK", first, second},
		[]string{end["eventType"], end["version"], end["previousVersion"]})
	assert.Contains(t, end["actor"], "123456789012")
	d.mails.tells(t, execution, "night api: rolled back to version "+first, "from version "+second)

	t.Run("and what was taken back is refused", func(t *testing.T) {
		again := d.ended(t, d.start(t, service, "again", map[string]string{
			"deploymentId": "again",
			"commit":       pushes[2],
			"digest":       lastRow(t, d, service+"-"+pushes[2], "STARTED", "SUCCEEDED")["digest"],
		}))
		failed(t, again, sfntypes.ExecutionStatusFailed, "Release.RolledBackBefore")
		d.serves(t, service, first)
	})
}

// latest is the execution that was started last.
func (d *deployed) latest(t *testing.T, service string) *sfn.DescribeExecutionOutput {
	t.Helper()
	machine := "arn:aws:states:us-east-1:123456789012:stateMachine:sfn-release-" + service + "-" + d.env
	all, err := sfn.NewFromConfig(d.c).ListExecutions(t.Context(), &sfn.ListExecutionsInput{StateMachineArn: &machine})
	require.NoError(t, err)
	require.NotEmpty(t, all.Executions)
	return d.ended(t, aws.ToString(all.Executions[0].ExecutionArn))
}
