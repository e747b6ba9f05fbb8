package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestAccounts(t *testing.T) {
	t.Parallel()
	const role = "arn:aws:iam::111122223333:role/deploy/Slipway"
	read := func(project string, given values) (config.Common, error) {
		r := config.NewReader(project, given)
		return r.Common(), r.Err()
	}
	t.Run("the account is the one that the command has found, unless it is configured", func(t *testing.T) {
		t.Parallel()
		c, err := read("slipway-foundation", values{config.Caller: "111122223333"})
		require.NoError(t, err)
		assert.Equal(t, "111122223333", c.Account)
		c, err = read("slipway-foundation", values{config.Caller: "111122223333", "account": "444455556666"})
		require.NoError(t, err)
		assert.Equal(t, "444455556666", c.Account)
	})
	t.Run("in a simulation the account is simulated too, and no credentials are used", func(t *testing.T) {
		t.Parallel()
		c, err := read("slipway-foundation", values{
			config.Simulated: "true",
			config.Caller:    "000000000000",
			"account":        "111122223333",
			"aws:profile":    "shop",
			"aws:assumeRole": `{"roleArn": "` + role + `"}`,
		})
		require.NoError(t, err)
		assert.True(t, c.Simulated)
		assert.Equal(t, "111122223333", c.Account)
		assert.Empty(t, c.Credentials)
	})
	t.Run("profile and role are read", func(t *testing.T) {
		t.Parallel()
		c, err := read("slipway-foundation", values{
			"aws:profile":    "shop",
			"aws:assumeRole": `{"roleArn": "` + role + `", "externalId": "x1", "sessionName": "me"}`,
		})
		require.NoError(t, err)
		assert.False(t, c.Simulated)
		assert.Equal(t, config.Credentials{
			Profile: "shop",
			Role: config.AssumeRole{
				RoleArn:     role,
				ExternalID:  "x1",
				SessionName: "me",
			},
		}, c.Credentials)
	})
	t.Run("an external id belongs to the role in the target account", func(t *testing.T) {
		t.Parallel()
		c, err := read("slipway-foundation", values{"targetAccount": "444455556666", "targetExternalId": "shop/prod"})
		require.NoError(t, err)
		assert.Equal(t, config.Target{
			Account:    "444455556666",
			Role:       config.DefaultTargetRole,
			ExternalID: "shop/prod",
		}, c.Target)
	})
	for name, c := range map[string]struct {
		given values
		want  string
	}{
		"a role that is a name": {values{"aws:assumeRole": `{"roleArn": "Slipway"}`},
			`aws:assumeRole is "Slipway": the ARN of an IAM role in roleArn`},
		"a role without an ARN": {values{"aws:assumeRole": `{"sessionName": "me"}`},
			`aws:assumeRole is "": the ARN of an IAM role in roleArn`},
		"a role that is a text": {values{"aws:assumeRole": role}, `aws:assumeRole is "` + role + `": an object such as ` +
			`{"roleArn": "arn:aws:iam::111122223333:role/Slipway"}`},
		"a role to assume before the target's": {
			values{"aws:assumeRole": `{"roleArn": "` + role + `"}`, "targetAccount": "444455556666"},
			`aws:assumeRole is "` + role + `": not together with targetAccount, whose role would have to be assumed with ` +
				"this one; name both in a profile of ~/.aws/config (role_arn, source_profile), and that profile in aws:profile",
		},
		"a target that the command's credentials are for": {
			values{config.Caller: "444455556666", "targetAccount": "444455556666"},
			`slipway-foundation:targetAccount is "444455556666": another account than slipway's own; ` +
				"leave it out for a single account",
		},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, err := read("slipway-foundation", c.given)
			require.EqualError(t, err, c.want)
		})
	}
}
