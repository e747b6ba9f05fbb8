package realaws_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamodbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
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
	commit     = "1f0c2d5a7b9e4c3d8f6a1b2c3d4e5f60718293a4"
	lostCommit = "ffffffffffffffffffffffffffffffffffffffff"
	lostDigest = "sha256:00000000000000000000000000000000000000000000000000000000deadbeef"
	manifest   = `{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",` +
		`"config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":7023,` +
		`"digest":"sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7"},"layers":[]}`
	releaseTime = 150 * time.Second
)

// release runs the deployed release state machine on an image that is there.
func release(t *testing.T, h *harness.Env, env string) {
	c := account(t)
	digest := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(manifest)))
	_, err := ecr.NewFromConfig(c).PutImage(t.Context(), &ecr.PutImageInput{
		RepositoryName: aws.String("ecr-api-" + env),
		ImageManifest:  aws.String(manifest),
		ImageTag:       aws.String(commit),
		ImageDigest:    aws.String(digest),
	})
	require.NoError(t, err)
	before := live(t, c, env)

	status, cause := execute(t, c, h, env, "release-1", commit, digest)
	require.Equal(t, sfntypes.ExecutionStatusSucceeded, status, cause)
	assert.NotEqual(t, before, live(t, c, env))
	rows := history(t, c, env, "release-1")
	require.Len(t, rows, 2, "%v", rows)
	assert.Equal(t, []string{"STARTED", "SUCCEEDED"}, []string{rows[0]["state"], rows[1]["state"]})
	assert.Equal(t, digest, rows[1]["digest"])
	assert.Equal(t, before, rows[1]["previousVersion"])
}

// releaseNothing runs it on a digest that no image has.
func releaseNothing(t *testing.T, h *harness.Env, env string) {
	c := account(t)
	before := live(t, c, env)
	status, cause := execute(t, c, h, env, "release-2", lostCommit, lostDigest)
	require.Equal(t, sfntypes.ExecutionStatusFailed, status, cause)
	assert.Equal(t, before, live(t, c, env))
	rows := history(t, c, env, "release-2")
	require.Len(t, rows, 2, "%v", rows)
	assert.Equal(t, []string{"STARTED", "FAILED"}, []string{rows[0]["state"], rows[1]["state"]})
	assert.NotEmpty(t, rows[1]["reason"])
}

func execute(
	t *testing.T, c aws.Config, h *harness.Env, env, id, commit, digest string,
) (sfntypes.ExecutionStatus, string) {
	t.Helper()
	machine := harness.Get(t, h.Deployed(t, env, "delivery"), "sfn/stateMachine:StateMachine", "sfn-release-api-"+env)
	input, err := json.Marshal(map[string]string{"deploymentId": id, "commit": commit, "digest": digest})
	require.NoError(t, err)
	client := sfn.NewFromConfig(c)
	started, err := client.StartExecution(t.Context(), &sfn.StartExecutionInput{
		StateMachineArn: aws.String(machine.Text("arn")),
		Name:            aws.String(id),
		Input:           aws.String(string(input)),
	})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), releaseTime)
	defer cancel()
	for {
		seen, err := client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
		require.NoError(t, err)
		if seen.Status != sfntypes.ExecutionStatusRunning {
			return seen.Status, aws.ToString(seen.Error) + ": " + aws.ToString(seen.Cause)
		}
		time.Sleep(time.Second)
	}
}

// live is the version that the alias sends traffic to.
func live(t *testing.T, c aws.Config, env string) string {
	t.Helper()
	alias, err := lambda.NewFromConfig(c).GetAlias(t.Context(), &lambda.GetAliasInput{
		FunctionName: aws.String("lambda-api-" + env), Name: aws.String("live"),
	})
	require.NoError(t, err)
	return *alias.FunctionVersion
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
