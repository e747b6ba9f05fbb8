package caller_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/caller"
	"slipway/scripts/caller/callertest"
	"slipway/shared/config"
)

const role = "arn:aws:iam::444455556666:role/deploy/Slipway"

var assumed = config.AssumeRole{RoleArn: role, ExternalID: "x1"}

func TestLoad(t *testing.T) {
	t.Parallel()
	fake := &callertest.AWS{
		Account:  "111122223333",
		Profiles: map[string]string{"shop": "222233334444"},
		Roles:    map[string]string{role: "x1"},
	}
	load := fake.Loader(t)
	for name, c := range map[string]struct {
		credentials config.Credentials
		account     string
		fault       string
	}{
		"finds credentials as AWS's tools do": {config.Credentials{}, "111122223333", ""},
		"takes the configured profile":        {config.Credentials{Profile: "shop"}, "222233334444", ""},
		"says which profile is not there":     {config.Credentials{Profile: "shap"}, "", "no profile shap"},
		"assumes the configured role":         {config.Credentials{Role: assumed}, "444455556666", ""},
		"says that the role cannot be assumed": {
			config.Credentials{Role: config.AssumeRole{RoleArn: role}}, "", "AccessDenied",
		},
		"assumes the role as the profile's own": {config.Credentials{Profile: "shop", Role: assumed}, "444455556666", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loaded, err := caller.Load(t.Context(), load, c.credentials, "eu-west-1", "slipway-dev")
			var who caller.Identity
			if err == nil {
				assert.Equal(t, "eu-west-1", loaded.Region)
				who, err = caller.Who(t.Context(), loaded)
			}
			if c.fault != "" {
				assert.ErrorContains(t, err, c.fault)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, caller.Identity{Account: c.account, ARN: "arn:aws:iam::" + c.account + ":user/me"}, who)
		})
	}
}

func TestTrust(t *testing.T) {
	t.Parallel()
	for id, condition := range map[string]any{
		"":   nil,
		"x1": map[string]any{"StringEquals": map[string]any{"sts:ExternalId": "x1"}},
	} {
		var policy struct{ Statement []map[string]any }
		require.NoError(t, json.Unmarshal([]byte(caller.Trust("111122223333", id)), &policy))
		require.Len(t, policy.Statement, 1)
		assert.Equal(t, map[string]any{"AWS": "arn:aws:iam::111122223333:root"}, policy.Statement[0]["Principal"])
		assert.Equal(t, condition, policy.Statement[0]["Condition"])
	}
}
