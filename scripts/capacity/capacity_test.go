package capacity_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/capacity"
)

// account is what a test says it is.
type account struct {
	limit, unreserved int
	builds            map[string]int
	taken             map[string]capacity.Owner
	status            string
	waiting           []string
	workspace         string
	denied            bool
}

var errDenied = errors.New("AccessDenied\nrequest 1")

func (a account) err() error {
	if a.denied {
		return errDenied
	}
	return nil
}

func (a account) Concurrency(context.Context) (limit, unreserved int, err error) {
	return a.limit, a.unreserved, a.err()
}

func (a account) Quota(_ context.Context, q capacity.Quota) (int, error) {
	return a.builds[q.Code], a.err()
}

func (a account) Bucket(_ context.Context, name string) (capacity.Owner, error) {
	return a.taken[name], a.err()
}

func (a account) Connection(context.Context, string) (string, error)    { return a.status, a.err() }
func (a account) Unconfirmed(context.Context, string) ([]string, error) { return a.waiting, a.err() }

func (a account) Workspace(_ context.Context, id string) (bool, error) {
	return a.workspace == id, a.err()
}

// roomy is an account with room for all that a test needs.
func roomy() account {
	return account{
		limit:      1000,
		unreserved: 1000,
		builds:     map[string]int{"L-2DC20C30": 60, "L-9D07B6EF": 60},
		status:     "AVAILABLE",
	}
}

func reserve(function string, executions int) []capacity.Reservation {
	return []capacity.Reservation{{
		Function:   function,
		Setting:    "the key",
		Executions: executions,
	}}
}

func needs() capacity.Needs {
	return capacity.Needs{
		Env:        "dev",
		Region:     "eu-west-1",
		Own:        "111122223333",
		Target:     "111122223333",
		Functions:  reserve("lambda-api-dev", 50),
		Receiver:   reserve("lambda-webhook-dev", 5),
		Builds:     map[string]int{"BUILD_GENERAL1_MEDIUM": 2, "BUILD_GENERAL1_SMALL": 2},
		Buckets:    []string{"s3-a", "s3-b"},
		Connection: "arn:c",
		Topic:      "arn:t",
	}
}

// shortages are what is short, a line each.
func shortages(t *testing.T, err error) []string {
	t.Helper()
	var short *capacity.ShortageError
	require.ErrorAs(t, err, &short)
	assert.True(t,
		strings.HasPrefix(err.Error(), "AWS has no room for all that dev is to have, so nothing was changed:\n- "))
	return short.Shortages
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	t.Run("an account with room has nothing to say", func(t *testing.T) {
		t.Parallel()
		a := roomy()
		found, err := needs().Check(t.Context(), a, a)
		require.NoError(t, err)
		assert.Equal(t, capacity.Found{}, found)
	})
	t.Run("C2: all that is short is told at once, with its settings, quotas and commands", func(t *testing.T) {
		t.Parallel()
		a := roomy()
		a.limit, a.unreserved = 10, 10
		a.builds = map[string]int{"L-9D07B6EF": 1}
		a.taken = map[string]capacity.Owner{"s3-b": capacity.Another}
		a.status = ""
		found, err := needs().Check(t.Context(), a, a)
		assert.Equal(t, []string{
			"Lambda in account 111122223333 can reserve 0 executions, and 55 are wanted: lambda-api-dev 50 (the key), " +
				"lambda-webhook-dev 5 (the key). It runs 10 at once, of which 10 are not reserved, and keeps 100 of these. " +
				"Lower the settings (-1 reserves none), or ask for more of \"Concurrent executions\", quota L-B99A9384: " +
				"`aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 " +
				"--desired-value 1001 --region eu-west-1`; below 1000 only AWS Support can raise it",
			"CodeBuild in account 111122223333 runs no build of the size BUILD_GENERAL1_MEDIUM, which " +
				"slipway-delivery:buildComputeType or testComputeType asks for, so no pipeline could build. Ask for " +
				"\"Concurrently running builds for Linux/Medium environment\", quota L-2DC20C30: " +
				"`aws service-quotas request-service-quota-increase --service-code codebuild --quota-code L-2DC20C30 " +
				"--desired-value 2 --region eu-west-1`",
			"bucket s3-b is another account's, or one that you may not see, and a bucket's name is unique in all of AWS: " +
				"choose another slipway-foundation:environmentSuffix, under an ENV of its own",
			"connection arn:c is not there: correct slipway-delivery:connectionArn, or leave it out to have one made",
		}, shortages(t, err))
		require.Len(t, found.Notes, 1)
		assert.Contains(t, found.Notes[0],
			"CodeBuild in account 111122223333 runs 1 builds of the size BUILD_GENERAL1_SMALL at once, and 2 services ")
		assert.Contains(t, found.Notes[0], "L-9D07B6EF")
	})
	t.Run("each size of builds has a quota of its own", func(t *testing.T) {
		t.Parallel()
		a, n := roomy(), needs()
		n.Builds = map[string]int{"BUILD_GENERAL1_LARGE": 1, "BUILD_GENERAL1_XLARGE": 1, "BUILD_GENERAL1_2XLARGE": 1}
		_, err := n.Check(t.Context(), a, a)
		said := strings.Join(shortages(t, err), "\n")
		for size, code := range map[string]string{"Large": "L-4DDC4A99", "XLarge": "L-04E5CA62", "2XLarge": "L-0397D009"} {
			assert.Contains(t, said, "\"Concurrently running builds for Linux/"+size+" environment\", quota "+code+": ")
		}
	})
	t.Run("and so has each size of hosts for arm64, of which not all codes are known", func(t *testing.T) {
		t.Parallel()
		a, n := roomy(), needs()
		n.Builds = map[string]int{"BUILD_GENERAL1_SMALL for arm64": 1, "BUILD_GENERAL1_MEDIUM for arm64": 1}
		found, err := n.Check(t.Context(), a, a)
		assert.Contains(t, strings.Join(shortages(t, err), "\n"),
			"\"Concurrently running builds for ARM/Small environment\", quota L-5ED1D25B: ")
		assert.Contains(t, strings.Join(found.Unread, "\n"), "CodeBuild's quota of BUILD_GENERAL1_MEDIUM for arm64 "+
			"(its code is not known to slipway: look at \"Concurrently running builds\" in Service Quotas)")
	})
	t.Run("a workspace that nobody has let AWS into stops the deployment", func(t *testing.T) {
		t.Parallel()
		a, n := roomy(), needs()
		n.Workspace = "T0123ABCD"
		_, err := n.Check(t.Context(), a, a)
		assert.Equal(t, []string{"AWS may not post into Slack workspace T0123ABCD (slipway-foundation:chat) from account " +
			"111122223333: once, a person opens https://console.aws.amazon.com/chatbot, chooses Slack as the client and " +
			"allows it; or leave the key out"}, shortages(t, err))
		a.workspace = n.Workspace
		_, err = n.Check(t.Context(), a, a)
		require.NoError(t, err)
		a.denied = true
		found, err := n.Check(t.Context(), a, a)
		require.NoError(t, err)
		assert.Contains(t, found.Unread, "Slack workspace T0123ABCD (AccessDenied)")
	})
	t.Run("pull requests need a connection that somebody has completed", func(t *testing.T) {
		t.Parallel()
		const way = ", and slipway-delivery:pullRequests has AWS make webhooks through it: deploy without the key, " +
			"complete the connection in the AWS console, Developer Tools, Settings, Connections, and set the key then"
		for connection, what := range map[string]string{
			"arn:c": "connection arn:c is PENDING", "": "the connection is still to be made",
		} {
			a, n := roomy(), needs()
			n.Pulls, n.Connection, a.status = 1, connection, "PENDING"
			_, err := n.Check(t.Context(), a, a)
			assert.Equal(t, []string{what + way}, shortages(t, err))
		}
		a, n := roomy(), needs()
		n.Pulls = 1
		_, err := n.Check(t.Context(), a, a)
		require.NoError(t, err)
	})
	t.Run("to the last execution", func(t *testing.T) {
		t.Parallel()
		for unreserved, fits := range map[int]bool{155: true, 154: false} {
			a := roomy()
			a.unreserved = unreserved
			_, err := needs().Check(t.Context(), a, a)
			assert.Equal(t, fits, err == nil, unreserved)
		}
		a := roomy()
		a.limit, a.unreserved = 3000, 120
		_, err := needs().Check(t.Context(), a, a)
		assert.Contains(t, shortages(t, err)[0], "--desired-value 3035 ")
	})
	t.Run("what goes first makes room", func(t *testing.T) {
		t.Parallel()
		a, n := roomy(), needs()
		a.unreserved, n.Freed = 105, 50
		_, err := n.Check(t.Context(), a, a)
		assert.NoError(t, err)
	})
	t.Run("each account has its own room", func(t *testing.T) {
		t.Parallel()
		n := needs()
		n.Target = "444455556666"
		own, target := roomy(), roomy()
		target.unreserved = 149
		_, err := n.Check(t.Context(), own, target)
		assert.Contains(t, shortages(t, err)[0],
			"Lambda in account 444455556666 can reserve 49 executions, and 50 are wanted: "+
				"lambda-api-dev 50")
		own.unreserved, target.unreserved = 104, 150
		_, err = n.Check(t.Context(), own, target)
		assert.Contains(t, shortages(t, err)[0], "Lambda in account 111122223333 can reserve 4 executions, and 5 are wanted")
	})
	t.Run("what needs nothing asks nothing", func(t *testing.T) {
		t.Parallel()
		found, err := capacity.Needs{}.Check(t.Context(), account{denied: true}, account{denied: true})
		require.NoError(t, err)
		assert.Equal(t, capacity.Found{}, found)
	})
	t.Run("what may not be read stops nothing", func(t *testing.T) {
		t.Parallel()
		found, err := needs().Check(t.Context(), account{denied: true}, account{denied: true})
		require.NoError(t, err)
		assert.Equal(t, capacity.Found{Unread: []string{
			"Lambda's concurrency (AccessDenied)", "CodeBuild's quota L-2DC20C30 (AccessDenied)",
			"CodeBuild's quota L-9D07B6EF (AccessDenied)", "bucket s3-a (AccessDenied)", "bucket s3-b (AccessDenied)",
			"connection arn:c (AccessDenied)", "subscriptions of arn:t (AccessDenied)",
		}}, found)
	})
	t.Run("what waits for a person is a note", func(t *testing.T) {
		t.Parallel()
		a := roomy()
		a.status, a.waiting = "PENDING", []string{"ops@acme.test", "dev@acme.test"}
		found, err := needs().Check(t.Context(), a, a)
		require.NoError(t, err)
		require.Len(t, found.Notes, 2)
		assert.Contains(t, found.Notes[0], "Connection arn:c is PENDING, so no pipeline can read GitHub")
		assert.Contains(t, found.Notes[1], "Not confirmed, so not told of deployments: ops@acme.test, dev@acme.test")
	})
}

func TestRecorded(t *testing.T) {
	t.Parallel()
	r := capacity.NewRecorded()
	require.NoError(t, r.Read(nil))
	require.NoError(t, r.Read([]byte(`{"deployment": {"resources": [
		{"type": "aws:lambda/function:Function", "id": "f", "outputs": {"reservedConcurrentExecutions": 50}},
		{"type": "aws:lambda/function:Function", "id": "g", "outputs": {"reservedConcurrentExecutions": -1,
			"vpcConfig": {"subnetIds": ["subnet-1"]}}},
		{"type": "aws:s3/bucketV2:BucketV2", "id": "s3-a"},
		{"type": "aws:sns/topic:Topic", "id": "arn:t"},
		{"type": "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration", "outputs": {"slackTeamId": "T0"}},
		{"type": "aws:codestarconnections/connection:Connection", "id": "arn:c"},
		{"type": "aws:codebuild/project:Project", "id": "a",
			"outputs": {"environment": {"computeType": "BUILD_GENERAL1_SMALL"}, "tags": {"Service": "api"}}},
		{"type": "aws:codebuild/project:Project", "id": "b",
			"outputs": {"environment": {"computeType": "BUILD_GENERAL1_SMALL"}, "tags": {"Service": "api"}}},
		{"type": "aws:codebuild/project:Project", "id": "c",
			"outputs": {"environment": {"computeType": "BUILD_GENERAL1_LARGE"}, "tags": {"Service": "cart"}}},
		{"type": "aws:codebuild/project:Project", "id": "d", "outputs": {"tags": {"Service": "cart"},
			"environment": {"computeType": "BUILD_GENERAL1_LARGE", "type": "ARM_CONTAINER"}}},
		{"type": "aws:codebuild/webhook:Webhook", "id": "codebuild-pulls-api-dev"}
	]}}`)))
	assert.Equal(t, []string{"g"}, r.Networked)
	assert.Equal(t, 1, r.Pulls)
	assert.Equal(t, map[string]int{"BUILD_GENERAL1_SMALL": 2, "BUILD_GENERAL1_XLARGE": 1}, r.MoreBuilds(map[string]int{
		"BUILD_GENERAL1_SMALL": 2, "BUILD_GENERAL1_LARGE": 1, "BUILD_GENERAL1_XLARGE": 1,
		"BUILD_GENERAL1_LARGE for arm64": 1,
	}), "sizes on which more services build than did")
	assert.Equal(t, "arn:c arn:t T0", r.Connection+" "+r.Topic+" "+r.Workspace)
	assert.Equal(t, []string{"s3-b"}, r.Missing([]string{"s3-a", "s3-b"}))
	assert.Equal(t, []capacity.Reservation{
		{
			Function:   "f",
			Setting:    "k",
			Executions: 10,
		}, {
			Function:   "g",
			Setting:    "k",
			Executions: 5,
		},
		{
			Function:   "new",
			Setting:    "k",
			Executions: 7,
		},
	}, r.More("k", map[string]int{"f": 60, "g": 5, "new": 7, "lower": -1}))
	assert.ErrorContains(t, r.Read([]byte("{")), "decode state: ")
}
