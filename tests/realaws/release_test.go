package realaws_test

import (
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	sfntypes "github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/harness"
	"slipway/tests/iam/requests"
)

func account(t *testing.T) aws.Config {
	t.Helper()
	c, err := config.LoadDefaultConfig(t.Context(), config.WithAppID(requests.TestsApp))
	require.NoError(t, err)
	return c
}

const (
	commit      = "1f0c2d5a7b9e4c3d8f6a1b2c3d4e5f60718293a4"
	lostCommit  = "ffffffffffffffffffffffffffffffffffffffff"
	lostDigest  = "sha256:00000000000000000000000000000000000000000000000000000000deadbeef"
	releaseTime = 150 * time.Second
)

// release runs the deployed release state machine on an image that is there.
func release(t *testing.T, h *harness.Env, env string) {
	d := inAccount(t, h, env)
	before, _ := d.traffic(t, "api")
	digest := d.image(t, "api", commit, 200)
	ended := d.ended(t, d.start(t, "api", "release-1", map[string]string{
		"deploymentId": "release-1",
		"commit":       commit,
		"digest":       digest,
	}))
	failed(t, ended, sfntypes.ExecutionStatusSucceeded, "")
	now, _ := d.traffic(t, "api")
	assert.NotEqual(t, before, now)
	end := lastRow(t, d, "release-1", "STARTED", "SUCCEEDED")
	assert.Equal(t, []string{digest, before}, []string{end["digest"], end["previousVersion"]})
}

// releaseNothing runs it on a digest that no image has.
func releaseNothing(t *testing.T, h *harness.Env, env string) {
	d := inAccount(t, h, env)
	before, _ := d.traffic(t, "api")
	ended := d.ended(t, d.start(t, "api", "release-2", map[string]string{
		"deploymentId": "release-2",
		"commit":       lostCommit,
		"digest":       lostDigest,
	}))
	require.Equal(t, sfntypes.ExecutionStatusFailed, ended.Status)
	d.serves(t, "api", before)
	assert.NotEmpty(t, lastRow(t, d, "release-2", "STARTED", "FAILED")["reason"])
}

// history is the rows of a deployment, oldest first, text attributes only.
func history(t *testing.T, c aws.Config, env, id string) []map[string]string {
	t.Helper()
	found, err := dynamodb.NewFromConfig(c).Query(t.Context(), &dynamodb.QueryInput{
		TableName:              aws.String("table-deployments-" + env),
		KeyConditionExpression: aws.String("deploymentId = :id"),
		ExpressionAttributeValues: map[string]dynamodbtypes.AttributeValue{
			":id": &dynamodbtypes.AttributeValueMemberS{Value: id},
		},
	})
	require.NoError(t, err)
	var rows []map[string]string
	for _, item := range found.Items {
		row := map[string]string{}
		for name, value := range item {
			if text, ok := value.(*dynamodbtypes.AttributeValueMemberS); ok {
				row[name] = text.Value
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// leftovers lists what every service of the endpoint still holds, a line each.
func leftovers(t *testing.T) []string {
	t.Helper()
	if err := exec.Command("python3", "-c", "import boto3").Run(); err != nil {
		t.Skip("cannot list the endpoint: python3 with boto3 is not on this machine")
	}
	out, err := exec.Command("python3", "leftovers.py").Output()
	require.NoError(t, err)
	return strings.Fields(string(out))
}
