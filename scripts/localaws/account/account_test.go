package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

const (
	owner   = "000000000000"
	address = "https://abc.execute-api.us-east-1.amazonaws.com/github"
)

func view(t *testing.T, resources ...localaws.Resource) account.View {
	t.Helper()
	store := localaws.Open(t.TempDir())
	for _, r := range resources {
		r.Account = owner
		require.NoError(t, store.Put(r))
	}
	return account.View{Store: store}
}

var endpoint = []localaws.Resource{
	{
		Type:    "aws:apigatewayv2/route:Route",
		ID:      "r1",
		Outputs: map[string]any{"apiId": "abc", "routeKey": "POST /github", "target": "integrations/i1"},
	},
	{
		Type: "aws:apigatewayv2/integration:Integration",
		ID:   "i1",
		Key:  "abc/i1",
		Outputs: map[string]any{
			"apiId": "abc",
			"integrationUri": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:" + owner +
				":function:lambda-webhook-dev/invocations",
		},
	},
	{
		Type: "aws:lambda/function:Function",
		ID:   "lambda-webhook-dev",
		Outputs: map[string]any{
			"name":        "lambda-webhook-dev",
			"environment": map[string]any{"variables": map[string]any{"EVENT_BUS_NAME": "bus-github-dev"}},
		},
	},
}

func TestAWebhooksAddressLeadsToItsFunction(t *testing.T) {
	t.Parallel()
	receiver, err := view(t, endpoint...).Receiver(owner, address)
	require.NoError(t, err)
	assert.Equal(t, "lambda-webhook-dev", receiver.Name)
	assert.Equal(t, map[string]string{"EVENT_BUS_NAME": "bus-github-dev"}, receiver.Environment.Variables)
}

func TestAnAddressThatLeadsNowhereSaysWhereItEnds(t *testing.T) {
	t.Parallel()
	for missing, want := range []string{
		"route POST /github is not deployed, but the webhook's address " + address + " names it",
		"integration i1 is not deployed, but route POST /github names it",
		"function lambda-webhook-dev is not deployed, but integration i1 names it",
	} {
		_, err := view(t, endpoint[:missing]...).Receiver(owner, address)
		assert.EqualError(t, err, want)
	}
	_, err := view(t).Receiver(owner, "://")
	assert.Error(t, err)
}

func TestAProjectsVariablesAreRead(t *testing.T) {
	t.Parallel()
	v := view(t, localaws.Resource{
		Type: "aws:codebuild/project:Project",
		ID:   "arn:p",
		Outputs: map[string]any{
			"name": "codebuild-build-api-dev", "source": map[string]any{"buildspec": "version: 0.2"},
			"environment": map[string]any{"environmentVariables": []any{map[string]any{"name": "SERVICE", "value": "api"}}},
		},
	})
	project, err := v.Project(owner, "codebuild-build-api-dev", "x")
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"SERVICE": "api"}, project.Variables())
	assert.Equal(t, "version: 0.2", project.Source.Buildspec)
	_, err = v.Project(owner, "codebuild-test-api-dev", "pipeline pipeline-api-dev")
	assert.EqualError(t, err,
		"build project codebuild-test-api-dev is not deployed, but pipeline pipeline-api-dev names it")
}

func TestTheLiveVersionIsTheAliass(t *testing.T) {
	t.Parallel()
	const function = "arn:aws:lambda:us-east-1:" + owner + ":function:lambda-api-dev"
	alias := localaws.Resource{
		Type:    "aws:lambda/alias:Alias",
		ID:      function + ":live",
		Outputs: map[string]any{"name": "live", "functionName": "lambda-api-dev", "functionVersion": "7"},
	}
	v := view(t, alias, localaws.Resource{
		Type:    localaws.FunctionVersionType,
		ID:      "lambda-api-dev/7",
		Outputs: map[string]any{"version": "7", "codeSha256": "ab"},
	})
	live, err := v.Live(function, "x")
	require.NoError(t, err)
	assert.Equal(t, [...]string{"7", "sha256:ab"}, [...]string{live.Version, live.Digest()})

	_, err = view(t, alias).Live(function, "x")
	assert.EqualError(t, err, "version 7 of lambda-api-dev is not deployed, but alias live names it")
	_, err = view(t).Live(function, "the delivery layer")
	assert.EqualError(t, err, "alias live of lambda-api-dev is not deployed, but the delivery layer names it")
}

func TestWhatIsNotThereIsMissing(t *testing.T) {
	t.Parallel()
	v := view(t)
	_, err := v.Pipeline(owner, "pipeline-api-dev")
	assert.EqualError(t, err, "pipeline pipeline-api-dev is not deployed, but the delivery layer names it")
	_, err = v.Machine("arn:aws:states:us-east-1:"+owner+":stateMachine:m", "rule r")
	assert.EqualError(t, err,
		"state machine arn:aws:states:us-east-1:"+owner+":stateMachine:m is not deployed, but rule r names it")
	_, err = account.Machine{Name: "m", Definition: "{"}.Task("lambda:getAlias")
	assert.ErrorContains(t, err, "decode state machine m: ")
}

func TestAnArnTellsOwnerAndName(t *testing.T) {
	t.Parallel()
	assert.Equal(t, owner, account.OwnerOf("arn:aws:sns:us-east-1:"+owner+":topic-a"))
	assert.Empty(t, account.OwnerOf("none"))
	assert.Equal(t, "topic-a", account.LastOf("arn:aws:sns:us-east-1:"+owner+":topic-a"))
	assert.Equal(t, "ecr-api-dev", account.LastOf("host/ecr-api-dev"))
}
