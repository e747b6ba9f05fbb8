package realaws_test

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections"
	"github.com/aws/aws-sdk-go-v2/service/codestarconnections/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

// stateBucket is where the second environment's state lives, at the endpoint.
const stateBucket = "acme-pulumi-state"

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
	client := s3.NewFromConfig(account(t), func(o *s3.Options) { o.UsePathStyle = true })
	_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(stateBucket)})
	require.NoError(t, err)
	n := &neighbour{
		env:  env,
		done: make(chan harness.Result, 1),
		Env: emulated(t, map[string]string{
			"PULUMI_BACKEND_URL": "s3://" + stateBucket + "?region=us-east-1&use_path_style=true",
		}),
	}
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
	client := s3.NewFromConfig(account(t), func(o *s3.Options) { o.UsePathStyle = true })
	left, err := client.ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(stateBucket)})
	require.NoError(t, err)
	for _, object := range left.Contents {
		_, err := client.DeleteObject(t.Context(), &s3.DeleteObjectInput{Bucket: aws.String(stateBucket), Key: object.Key})
		require.NoError(t, err)
	}
	_, err = client.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: aws.String(stateBucket)})
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
