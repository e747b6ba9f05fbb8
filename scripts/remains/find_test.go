package remains_test

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
	"slipway/scripts/remains"
	"slipway/shared/naming"
)

// listed is an account that answers the calls that find what has an id of AWS's own.
func listed(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if call == "" {
		call = r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	}
	var in struct {
		KeyID                     string `json:"KeyId"`
		NextToken                 string
		QueryDefinitionNamePrefix string `json:"queryDefinitionNamePrefix"`
		TagFilters                []struct{ Values []string }
	}
	_ = json.Unmarshal(body, &in)
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	answer := "{}"
	switch call {
	case "DescribeKey":
		answer = `{"KeyMetadata": {"KeyId": "key-of-` + in.KeyID + `"}}`
	case "GetQueueUrl":
		answer = `{"QueueUrl": "https://sqs/queue"}`
	case "DescribeSecret":
		answer = `{"ARN": "arn:secret"}`
	case "ListConnections":
		answer = `{"Connections": [{"ConnectionName": "other"}], "NextToken": "more"}`
		if in.NextToken != "" {
			answer = `{"Connections": [{"ConnectionName": "connection-github-dev", "ConnectionArn": "arn:connection"}]}`
		}
	case "GetResources":
		if in.TagFilters[1].Values[0] == "dev" && in.TagFilters[2].Values[0] == "api" {
			answer = `{"ResourceTagMappingList": [{"ResourceARN": "arn:rule"}]}`
		}
	case "apis":
		answer = `{"items": [{"name": "api-webhook-dev", "apiId": "theirs", "tags": {"Environment": "prod"}}],
			"nextToken": "1"}`
		if r.URL.Query().Get("nextToken") != "" {
			answer = `{"items": [{"name": "api-webhook-dev", "apiId": "ours", "tags": {"Environment": "dev"}}]}`
		}
	case "event-source-mappings":
		answer = `{"EventSourceMappings": [{"UUID": "of ` + r.URL.Query().Get("FunctionName") + `"}]}`
	case "authorizers":
		answer = `{"items": [{"name": "other", "authorizerId": "a0"}, {"name": "api-entry-api-dev", "authorizerId": "a1"}]}`
	case "apimappings":
		answer = `{"items": [{"apiMappingId": "m1"}]}`
	case "integrations":
		answer = `{"items": [{"integrationId": "i1"}]}`
	case "routes":
		answer = `{"items": [{"routeKey": "GET /", "routeId": "r0"}, {"routeKey": "POST /github", "routeId": "r1"}]}`
	case "DescribeQueryDefinitions":
		answer = `{"queryDefinitions": [{"name": "` + in.QueryDefinitionNamePrefix +
			`-2", "queryDefinitionId": "q2"}, {"name": "` + in.QueryDefinitionNamePrefix + `", "queryDefinitionId": "q1"}]}`
	}
	_, _ = io.WriteString(w, answer)
}

func account(t *testing.T, answers http.HandlerFunc) remains.AWS {
	t.Helper()
	config, err := (&callertest.AWS{Account: "111122223333", Other: answers}).Loader(t)(t.Context())
	require.NoError(t, err)
	config.Region = "eu-west-1"
	suffix, err := naming.NewSuffix("dev")
	require.NoError(t, err)
	api, err := naming.NewService("api")
	require.NoError(t, err)
	names, err := naming.For(suffix, []naming.Service{api})
	require.NoError(t, err)
	return remains.AWS{
		Own:     config,
		Target:  config,
		Account: "111122223333",
		Names:   names,
	}
}

type ask struct {
	inputs map[string]any
	id     string
}

// layer is the one whose program asks: all but the parts of a service's API, delivery.
func (a ask) layer(typ string) string {
	if slices.Contains([]string{"aws:apigatewayv2/authorizer:Authorizer", "aws:apigatewayv2/apiMapping:ApiMapping"}, typ) {
		return "compute"
	}
	return "delivery"
}

var wanted = map[string]ask{
	"aws:kms/key:Key": {nil, "key-of-alias/kms-encryption-dev"},
	"aws:codestarconnections/connection:Connection": {
		map[string]any{"name": "connection-github-dev"}, "arn:connection",
	},
	"aws:codestarnotifications/notificationRule:NotificationRule": {
		map[string]any{"tags": map[string]any{"Service": "api"}}, "arn:rule",
	},
	"aws:apigatewayv2/api:Api":                 {map[string]any{"name": "api-webhook-dev"}, "ours"},
	"aws:apigatewayv2/integration:Integration": {map[string]any{"apiId": "ours"}, "ours/i1"},
	"aws:apigatewayv2/route:Route":             {map[string]any{"apiId": "ours", "routeKey": "POST /github"}, "ours/r1"},
	"aws:apigatewayv2/authorizer:Authorizer":   {map[string]any{"apiId": "ours", "name": "api-entry-api-dev"}, "ours/a1"},
	"aws:apigatewayv2/apiMapping:ApiMapping":   {map[string]any{"domainName": "api.example.com"}, "m1/api.example.com"},
	"aws:apigatewayv2/stage:Stage":             {map[string]any{"apiId": "ours", "name": "$default"}, "ours/$default"},
	"aws:cloudwatch/queryDefinition:QueryDefinition": {
		map[string]any{"name": "releases"}, "arn:aws:logs:eu-west-1:111122223333:query-definition:q1",
	},
	"aws:sqs/queue:Queue":              {map[string]any{"name": "queue-deadletters-dev"}, "https://sqs/queue"},
	"aws:secretsmanager/secret:Secret": {map[string]any{"name": "secret-webhook-dev"}, "arn:secret"},
	"aws:lambda/eventSourceMapping:EventSourceMapping": {
		map[string]any{"eventSourceArn": "arn:queue", "functionName": "arn:live"}, "of arn:live",
	},
	"aws:ecr/repository:Repository": {map[string]any{"name": "ecr-api-dev"}, "ecr-api-dev"},
}

func TestFind(t *testing.T) {
	t.Parallel()
	denied := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		http.Error(w, "{}", http.StatusBadRequest)
	}
	nothing := func(w http.ResponseWriter, r *http.Request) {
		_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if none := map[string]string{
			"DescribeKey":    "NotFoundException",
			"GetQueueUrl":    "QueueDoesNotExist",
			"DescribeSecret": "ResourceNotFoundException",
		}[call]; none != "" {
			w.Header().Set("X-Amzn-Errortype", none)
			http.Error(w, "{}", http.StatusBadRequest)
			return
		}
		_, _ = io.WriteString(w, "{}")
	}
	for typ, want := range wanted {
		t.Run(typ, func(t *testing.T) {
			t.Parallel()
			id, err := account(t, listed).Find(t.Context(), want.layer(typ), typ, want.inputs)
			require.NoError(t, err)
			assert.Equal(t, want.id, id)
			if strings.HasSuffix(typ, ":Stage") || strings.Contains(typ, "ecr") {
				return // made of their inputs
			}
			id, err = account(t, nothing).Find(t.Context(), want.layer(typ), typ, want.inputs)
			require.NoError(t, err)
			assert.Empty(t, id, "it is not there")
			_, err = account(t, denied).Find(t.Context(), want.layer(typ), typ, want.inputs)
			require.ErrorContains(t, err, "AccessDeniedException")
		})
	}
}

// What a service is called by is where its function is, and so are the queries of its log.
func TestFindInTheFunctionsAccount(t *testing.T) {
	t.Parallel()
	nothing := func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }
	a := account(t, nothing)
	a.Target = account(t, listed).Own
	for typ, inputs := range map[string]map[string]any{
		"aws:apigatewayv2/api:Api":                 {"name": "api-webhook-dev"},
		"aws:apigatewayv2/integration:Integration": {"apiId": "ours"},
	} {
		id, err := a.Find(t.Context(), "compute", typ, inputs)
		require.NoError(t, err)
		assert.NotEmpty(t, id, typ)
		id, err = a.Find(t.Context(), "delivery", typ, inputs)
		require.NoError(t, err)
		assert.Empty(t, id, "what the webhook is called by is not there")
	}
	id, err := a.Find(t.Context(), "delivery", "aws:cloudwatch/queryDefinition:QueryDefinition",
		map[string]any{"name": "releases"})
	require.NoError(t, err)
	assert.NotEmpty(t, id)
}
