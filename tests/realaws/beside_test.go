package realaws_test

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/statebucket"
	"slipway/shared/contract"
	"slipway/tests/harness"
)

// stateBucket is where the second environment's state lives, at the endpoint.
var stateBucket = statebucket.Place{Account: "123456789012", Region: "us-east-1"}

// neighbour is a second environment, deployed while the first one is tested.
type neighbour struct {
	*harness.Env
	env        string
	connection string // ARN of one to GitHub, which a person has completed
	done       chan harness.Result
}

// deployBeside starts to deploy env, with its state in a bucket of the endpoint. It
// promotes what is released in from, and asks nobody.
func deployBeside(t *testing.T, env, from string) *neighbour {
	t.Helper()
	n := &neighbour{
		env:  env,
		done: make(chan harness.Result, 1),
		Env:  emulated(t, nil),
	}
	for range 2 { // the second time all is there
		made := n.Must(t, "bootstrap-state", "--env", env)
		require.Contains(t, made.Out, "export PULUMI_BACKEND_URL='"+stateBucket.Backend()+"'\n")
	}
	n.Set("PULUMI_BACKEND_URL", stateBucket.Backend()+"&use_path_style=true") // as the emulator has no names of hosts
	configure(t, n.Env, from, "[api]", false)
	own := settings("{api: {executionMode: queued, pullRequests: true}}", false)
	made, err := codestarconnections.NewFromConfig(account(t)).CreateConnection(t.Context(),
		&codestarconnections.CreateConnectionInput{
			ConnectionName: aws.String("complete"),
			ProviderType:   types.ProviderTypeGithub,
		})
	require.NoError(t, err)
	n.connection = aws.ToString(made.ConnectionArn)
	own["delivery"] = append(own["delivery"],
		"slipway-delivery:promoteFrom: "+from,
		"slipway-delivery:approval: automatic",
		"slipway-delivery:connectionArn: "+n.connection)
	n.ConfigureAll(t, env, nil, own)
	go func() { n.done <- n.Run(t, "deploy-all", "--env", env) }()
	return n
}

// check asserts that it was deployed, changes nothing when deployed again, shares no name
// with the first environment, and promotes what that one releases.
func (n *neighbour) check(t *testing.T, first *harness.Env, firstEnv string) {
	deployed := <-n.done
	require.Zero(t, deployed.Code, deployed.Err)
	unchanged(t, n.Must(t, "deploy-all", "--env", n.env))
	unchanged(t, n.Must(t, "refresh-all", "--env", n.env))
	promotes(t, inAccount(t, first, firstEnv), inAccount(t, n.Env, n.env))

	mine, theirs := outputs(t, n.Env, n.env), outputs(t, first, firstEnv)
	require.NotEmpty(t, mine)
	shared := map[string]bool{"123456789012": true, "us-east-1": true, contract.Version: true, "live": true}
	for value := range mine {
		assert.False(t, theirs[value] && !shared[value], "both environments have %q", value)
	}
}

// destroy removes the environment and its state's bucket.
func (n *neighbour) destroy(t *testing.T) {
	n.Must(t, "destroy-all", "--env", n.env, "--allow", n.env)
	_, err := codestarconnections.NewFromConfig(account(t)).DeleteConnection(t.Context(),
		&codestarconnections.DeleteConnectionInput{ConnectionArn: &n.connection})
	require.NoError(t, err)
	removeState(t)
}

// removeState removes the bucket, with every version in it, and the key.
func removeState(t *testing.T) {
	t.Helper()
	bucket, client := aws.String(stateBucket.Bucket()), s3.NewFromConfig(account(t),
		func(o *s3.Options) { o.UsePathStyle = true })
	left, err := client.ListObjectVersions(t.Context(), &s3.ListObjectVersionsInput{Bucket: bucket})
	require.NoError(t, err)
	assert.NotEmpty(t, left.Versions, "each state that was overwritten is kept")
	for _, v := range left.Versions {
		_, err := client.DeleteObject(t.Context(), &s3.DeleteObjectInput{
			Bucket:    bucket,
			Key:       v.Key,
			VersionId: v.VersionId,
		})
		require.NoError(t, err)
	}
	for _, m := range left.DeleteMarkers {
		_, err := client.DeleteObject(t.Context(), &s3.DeleteObjectInput{
			Bucket:    bucket,
			Key:       m.Key,
			VersionId: m.VersionId,
		})
		require.NoError(t, err)
	}
	_, err = client.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: bucket})
	require.NoError(t, err)
	keys := kms.NewFromConfig(account(t))
	key, err := keys.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: aws.String("alias/slipway-state")})
	require.NoError(t, err)
	_, err = keys.DeleteAlias(t.Context(), &kms.DeleteAliasInput{AliasName: aws.String("alias/slipway-state")})
	require.NoError(t, err)
	_, err = keys.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: key.KeyMetadata.KeyId})
	require.NoError(t, err)
}

// outputs are the values of all outputs of an environment.
func outputs(t *testing.T, h *harness.Env, env string) map[string]bool {
	t.Helper()
	var byLayer map[string]map[string]any
	require.NoError(t, json.Unmarshal([]byte(h.Must(t, "outputs", "--env", env, "--json").Out), &byLayer))
	values := map[string]bool{}
	for _, layer := range byLayer {
		for _, value := range layer {
			if text, ok := value.(string); ok && text != "" {
				values[text] = true
			}
		}
	}
	return values
}
