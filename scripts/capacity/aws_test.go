package capacity_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller/callertest"
	"slipway/scripts/capacity"
	"slipway/shared/config"
)

// answers is an account over HTTP: the body of each call, by target, path or action.
type answers map[string]string

func (a answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, call, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if call == "" {
		call = r.FormValue("Action")
	}
	if call == "" {
		call = r.URL.Path
	}
	body, known := a[call]
	switch {
	case known && r.Method == http.MethodHead:
		var status int
		_, _ = fmt.Sscan(body, &status)
		w.WriteHeader(status)
	case known && strings.HasPrefix(body, "!"):
		w.Header().Set("X-Amzn-Errortype", body[1:])
		w.WriteHeader(http.StatusBadRequest)
	case known:
		_, _ = fmt.Fprint(w, body)
	default:
		w.Header().Set("X-Amzn-Errortype", "AccessDeniedException")
		http.Error(w, "{}", http.StatusForbidden)
	}
}

func open(t *testing.T, a answers) capacity.AWS {
	t.Helper()
	config, err := (&callertest.AWS{Account: "111122223333", Other: a}).Loader(t)(t.Context())
	require.NoError(t, err)
	config.Region = "eu-west-1"
	config.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return capacity.AWS{Config: config}
}

func TestAWS(t *testing.T) {
	t.Parallel()
	a := open(t, answers{
		"/2016-08-19/account-settings": `{"AccountLimit": {"ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 9}}`,
		"GetServiceQuota":              `{"Quota": {"Value": 1.0}}`,
		"GetConnection":                `{"Connection": {"ConnectionStatus": "PENDING"}}`,
		"/free":                        "404",
		"/ours":                        "200",
		"/theirs":                      "403",
		"/elsewhere":                   "301",
		"/broken":                      "500",
		"/describe-slack-workspaces":   `{"SlackWorkspaces": [{"SlackTeamId": "T0123ABCD", "SlackTeamName": "acme"}]}`,
		"ListSubscriptionsByTopic": `<r><ListSubscriptionsByTopicResult><Subscriptions>
			<member><SubscriptionArn>Deleted</SubscriptionArn><Endpoint>gone@acme.test</Endpoint></member>
			<member><SubscriptionArn>PendingConfirmation</SubscriptionArn><Endpoint>ops@acme.test</Endpoint></member>
			<member><SubscriptionArn>arn:aws:sns:s</SubscriptionArn><Endpoint>dev@acme.test</Endpoint></member>
			</Subscriptions></ListSubscriptionsByTopicResult></r>`,
	})
	limit, unreserved, err := a.Concurrency(t.Context())
	require.NoError(t, err)
	assert.Equal(t, []int{10, 9}, []int{limit, unreserved})
	builds, err := a.Quota(t.Context(), capacity.Builds[config.MediumBuilds])
	require.NoError(t, err)
	assert.Equal(t, 1, builds)
	status, err := a.Connection(t.Context(), "arn:aws:codestar-connections:eu-west-1:111122223333:connection/c")
	require.NoError(t, err)
	assert.Equal(t, "PENDING", status)
	counts, err := a.Subscribed(t.Context(), "arn:aws:sns:eu-west-1:111122223333:t")
	require.NoError(t, err)
	assert.NotContains(t, counts, "PendingConfirmation")
	assert.NotContains(t, counts, "Deleted", "one that was ended")
	assert.NotEmpty(t, counts)
	waiting, err := a.Unconfirmed(t.Context(), "arn:aws:sns:eu-west-1:111122223333:t")
	require.NoError(t, err)
	assert.Equal(t, []string{"ops@acme.test"}, waiting)
	for id, want := range map[string]bool{"T0123ABCD": true, "T0000": false} {
		in, err := a.Workspace(t.Context(), id)
		require.NoError(t, err)
		assert.Equal(t, want, in, id)
	}
	for name, want := range map[string]capacity.Owner{
		"free": capacity.Nobody, "ours": capacity.Ours, "theirs": capacity.Another, "elsewhere": capacity.Another,
	} {
		owner, err := a.Bucket(t.Context(), name)
		require.NoError(t, err, name)
		assert.Equal(t, want, owner, name)
	}
	_, err = a.Bucket(t.Context(), "broken")
	assert.Error(t, err)
}

func TestAWSWithoutRights(t *testing.T) {
	t.Parallel()
	a := open(t, answers{"GetConnection": "!ResourceNotFoundException"})
	_, _, err := a.Concurrency(t.Context())
	assert.EqualError(t, err, "AccessDeniedException")
	_, err = a.Quota(t.Context(), capacity.Builds[config.SmallBuilds])
	assert.EqualError(t, err, "AccessDeniedException")
	_, err = a.Unconfirmed(t.Context(), "arn:t")
	assert.Error(t, err)
	a.Config.Region = "eu-central-1"
	_, err = a.Workspace(t.Context(), "T0123ABCD")
	assert.EqualError(t, err, "AccessDeniedException")
	status, err := a.Connection(t.Context(), "arn:c")
	require.NoError(t, err)
	assert.Empty(t, status, "there is none")
	_, err = open(t, nil).Connection(t.Context(), "arn:c")
	assert.EqualError(t, err, "AccessDeniedException")
}
