package status_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/status"
)

// people are those of an account: a connection, addresses, ARNs.
type people struct {
	connection string
	waiting    []string
	there      []string
	deny       string
}

func (p people) err(call string) error {
	if p.deny == call {
		return errors.New("AccessDeniedException")
	}
	return nil
}

func (p people) Connection(context.Context, string) (string, error) {
	return p.connection, p.err("GetConnection")
}

func (p people) Unconfirmed(context.Context, string) ([]string, error) {
	return p.waiting, p.err("Unconfirmed")
}

func (p people) Subscribed(context.Context, string) ([]string, error) {
	return p.there, p.err("Subscribed")
}

func TestWhatWaitsForAPersonIsTold(t *testing.T) {
	t.Parallel()
	recorded := map[string]string{"arn:a": "a@example.com", "arn:b": "b@example.com", "arn:c": "c@example.com"}
	for name, c := range map[string]struct {
		people people
		want   string
	}{
		"all is well": {people{connection: "AVAILABLE", there: []string{"arn:a", "arn:b", "arn:c", "arn:by-hand"}},
			"dev: the connection to GitHub is available\n" +
				"dev: told of deployments: a@example.com, b@example.com, c@example.com, arn:by-hand\n"},
		"a handshake, a mail and an address that is gone": {people{
			connection: "PENDING",
			waiting:    []string{"b@example.com"},
			there:      []string{"arn:a"},
		}, "dev: the connection to GitHub is PENDING, so no pipeline can read it: complete it in the AWS console, " +
			"https://console.aws.amazon.com/codesuite/settings/connections\n" +
			"dev: told of deployments: a@example.com\n" +
			"dev: not told yet: b@example.com; AWS has sent a mail with a link to follow\n" +
			"dev: no longer told: c@example.com; `make doctor ENV=dev` says what mends it\n"},
		"a connection that is gone, and nobody": {people{},
			"dev: the connection to GitHub is gone; `make doctor ENV=dev` says what mends it\n" +
				"dev: nobody is told of deployments\n" +
				"dev: no longer told: a@example.com, b@example.com, c@example.com; `make doctor ENV=dev` says what mends it\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			connection, err := status.ReadConnection(t.Context(), c.people, "arn:connection")
			require.NoError(t, err)
			subscriptions, err := status.ReadSubscriptions(t.Context(), c.people, "arn:topic", recorded)
			require.NoError(t, err)
			var out bytes.Buffer
			require.NoError(t, status.Report{
				Environment:   "dev",
				Connection:    &connection,
				Subscriptions: &subscriptions,
			}.Print(&out, noon))
			_, said, _ := bytes.Cut(out.Bytes(), []byte("\n"))
			assert.Equal(t, c.want, string(said))
		})
	}
	t.Run("what could not be seen is not guessed", func(t *testing.T) {
		t.Parallel()
		_, err := status.ReadConnection(t.Context(), people{deny: "GetConnection"}, "arn:c")
		assert.EqualError(t, err, "connection arn:c: AccessDeniedException")
		for _, call := range []string{"Unconfirmed", "Subscribed"} {
			_, err := status.ReadSubscriptions(t.Context(), people{deny: call}, "arn:t", nil)
			assert.EqualError(t, err, "subscriptions of arn:t: AccessDeniedException")
		}
		var out bytes.Buffer
		require.NoError(t, status.Report{Environment: "dev", Unseen: []string{"connection arn:c: no"}}.Print(&out, noon))
		assert.Contains(t, out.String(), "\ndev: connection arn:c: no\n")
		assert.NotContains(t, out.String(), "told")
	})
}
