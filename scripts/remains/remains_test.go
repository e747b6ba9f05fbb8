package remains_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/remains"
)

func TestImportID(t *testing.T) {
	t.Parallel()
	here := remains.Place{Account: "111122223333", Region: "eu-west-1"}
	inputs := map[string]any{
		"name": "n", "bucket": "b", "functionName": "f", "function": "g", "statementId": "s", "domain": "d",
		"repository": "r", "appName": "a", "deploymentGroupName": "dg",
	}
	for typ, want := range map[string]string{
		"aws:dynamodb/table:Table":                       "n",
		"aws:s3/bucketV2:BucketV2":                       "b",
		"aws:lambda/alias:Alias":                         "f/n",
		"aws:lambda/permission:Permission":               "g/s",
		"aws:codedeploy/deploymentGroup:DeploymentGroup": "a:dg",
		"aws:codeartifact/repository:Repository":         "arn:aws:codeartifact:eu-west-1:111122223333:repository/d/r",
		"aws:sfn/stateMachine:StateMachine":              "arn:aws:states:eu-west-1:111122223333:stateMachine:n",
		"aws:codebuild/project:Project":                  "arn:aws:codebuild:eu-west-1:111122223333:project/n",
		"aws:apigatewayv2/stage:Stage":                   "", // no API is known
		"aws:kms/key:Key":                                "",
	} {
		assert.Equal(t, want, here.ImportID(typ, inputs), typ)
	}
	assert.Empty(t, here.ImportID("aws:lambda/alias:Alias", nil))
	ofAlias := map[string]any{"function": "g", "functionName": "g", "qualifier": "live", "statementId": "s"}
	assert.Equal(t, "g:live/s", here.ImportID("aws:lambda/permission:Permission", ofAlias), "an alias has its own policy")
	assert.Equal(t, "g/live", here.ImportID("aws:lambda/functionUrl:FunctionUrl", ofAlias))
}

func TestList(t *testing.T) {
	t.Parallel()
	things := []remains.Thing{{ID: "a"}, {ID: "b"}, {
		ID: "c",
	}, {ID: "d"}, {ID: "e"}, {
		ID:    "f",
		Layer: "compute",
	}}
	assert.Equal(t, "a, b, c, d, e and 1 more", remains.List(things))
	assert.Equal(t, "f", remains.List(remains.Of(things, "compute")))
}

// A real account is asked for what holds data or serves traffic, by name.
func TestAWS(t *testing.T) {
	t.Parallel()
	there := func(w http.ResponseWriter, r *http.Request) {
		_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		switch {
		case r.Method == http.MethodHead && strings.Contains(r.URL.Path, "artifacts"):
		case strings.HasSuffix(call, "DescribeRepositories"), strings.Contains(r.URL.Path, "lambda-api-dev"):
			_, _ = w.Write([]byte("{}"))
		case r.Method == http.MethodHead:
			w.WriteHeader(http.StatusForbidden)
		default:
			w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
			http.Error(w, "{}", http.StatusBadRequest)
		}
	}
	found, unseen, err := account(t, there).Things(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []remains.Thing{
		{
			Layer: "foundation",
			Type:  "aws:s3/bucketV2:BucketV2",
			ID:    "s3-artifacts-111122223333-dev",
		},
		{
			Layer: "foundation",
			Type:  "aws:ecr/repository:Repository",
			ID:    "ecr-api-dev",
		},
		{
			Layer: "compute",
			Type:  "aws:lambda/function:Function",
			ID:    "lambda-api-dev",
		},
	}, found)
	require.Len(t, unseen, 13, "all others: nothing says that they are gone")
	assert.Equal(t, "table-deployments-dev", unseen[2].ID)
	require.ErrorContains(t, unseen[2].Why, "AccessDeniedException")
}
