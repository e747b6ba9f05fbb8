package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/foundation"
)

// Get, Stack and Keys make values a configuration source.
func (v values) Get(key string) (string, bool) { value, ok := v[key]; return value, ok }
func (v values) Stack() string                 { return "dev" }
func (v values) Keys() []string {
	var keys []string
	for key := range v {
		keys = append(keys, key)
	}
	return keys
}

func TestLoadConfig(t *testing.T) {
	t.Parallel()
	t.Run("R8 R13 has a default for everything", func(t *testing.T) {
		t.Parallel()
		cfg, err := foundation.LoadConfig(values{})
		require.NoError(t, err)
		assert.Equal(t, []string{"ops@example.com"}, cfg.Emails)
		assert.False(t, cfg.AccessLogs)
		assert.False(t, cfg.Chat.Set())
		assert.Equal(t, "dev", cfg.Suffix.String())
	})
	t.Run("reads what is set", func(t *testing.T) {
		t.Parallel()
		cfg, err := foundation.LoadConfig(values{
			"emails": `["a@acme.test", "b+c@acme.test"]`, "accessLogs": "true", "environmentSuffix": "pr-42",
			"chat": `{"workspace": "T0123ABCD", "channel": "G0123ABCD"}`,
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"a@acme.test", "b+c@acme.test"}, cfg.Emails)
		assert.True(t, cfg.AccessLogs)
		assert.Equal(t, foundation.Channel{Workspace: "T0123ABCD", Channel: "G0123ABCD"}, cfg.Chat)
		assert.Equal(t, "pr-42", cfg.Suffix.String())
	})
	const workspace = "the id of a Slack workspace, such as T0123ABCD; it is in the address of Slack in a browser, " +
		"app.slack.com/client/T…"
	const bare = "a bare e-mail address, such as ops@example.com"
	for name, c := range map[string]struct {
		config values
		fault  string
	}{
		"rejects something that is not a list": {values{"emails": "ops@acme.test"},
			`slipway-foundation:emails is "ops@acme.test": a list of e-mail addresses, such as ["ops@example.com"]`},
		"rejects a list of nobody": {values{"emails": "[]"},
			`slipway-foundation:emails is "[]": at least one e-mail address: somebody must hear of a failed deployment`},
		"rejects an address without a domain": {values{"emails": `["ops"]`},
			`slipway-foundation:emails is "ops": ` + bare},
		"rejects an address with a name": {values{"emails": `["Ops <ops@acme.test>"]`},
			`slipway-foundation:emails is "Ops <ops@acme.test>": ` + bare},
		"rejects an empty address": {values{"emails": `[""]`},
			`slipway-foundation:emails is "": ` + bare},
		"rejects an address that is named twice": {values{"emails": `["ops@acme.test", "ops@acme.test"]`},
			`slipway-foundation:emails is "ops@acme.test": named twice`},
		"rejects access logs that are neither on nor off": {values{"accessLogs": "yes"},
			`slipway-foundation:accessLogs is "yes": true or false`},
		"rejects a channel without its workspace's id": {values{"chat": `{"channel": "C0123ABCD"}`},
			`slipway-foundation:chat.workspace is "": ` + workspace},
		"rejects the name of a channel": {values{"chat": `{"workspace": "T0123ABCD", "channel": "#deployments"}`},
			`slipway-foundation:chat.channel is "#deployments": the id of a Slack channel, such as C0123ABCD, ` +
				`and not its name; it ends the channel's link, and is at the end of its details`},
		"rejects the name of a workspace": {values{"chat": `{"workspace": "acme", "channel": "C0123ABCD"}`},
			`slipway-foundation:chat.workspace is "acme": ` + workspace},
		"rejects what a channel does not have": {values{
			"chat": `{"workspace": "T0123ABCD", "channel": "C0123ABCD", "team": "x"}`},
			`slipway-foundation:chat.team is "x": no such key; there are workspace and channel`},
		"rejects a channel that is no object": {values{"chat": "C0123ABCD"},
			`slipway-foundation:chat is "C0123ABCD": an object of the ids of workspace and channel, such as ` +
				`{"workspace": "T0123ABCD", "channel": "C0123ABCD"}`},
		"rejects a misspelt key": {values{"email": "x"},
			`slipway-foundation:email is "x": no such key; did you mean slipway-foundation:emails? ` +
				"See docs/configuration.md"},
		"R13 refuses a suffix in capitals, once": {values{"environmentSuffix": "DEV"},
			`slipway-foundation:environmentSuffix is "DEV": 1 to 20 lower-case letters, digits and hyphens, ` +
				`with no hyphen at either end`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := foundation.LoadConfig(c.config)
			require.EqualError(t, err, c.fault)
		})
	}
	t.Run("R17 reports every fault at once", func(t *testing.T) {
		t.Parallel()
		_, err := foundation.LoadConfig(values{"emails": `["ops"]`, "accessLogs": "maybe", "environmentSuffix": "-"})
		require.EqualError(t, err,
			`slipway-foundation:environmentSuffix is "-": `+
				`1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end
slipway-foundation:emails is "ops": `+bare+`
slipway-foundation:accessLogs is "maybe": true or false`)
	})
	t.Run("R13 the longest service and suffix still make names that AWS accepts", func(t *testing.T) {
		t.Parallel()
		_, err := foundation.LoadConfig(values{
			"environmentSuffix": "environment-14", "services": `["aserviceoftwentychar"]`,
		})
		require.NoError(t, err)
	})
}

func TestExamples(t *testing.T) {
	t.Parallel()
	rule := func(address string) string {
		return `slipway-foundation:emails is "` + address + `": an example; name your own with ` +
			"`pulumi config set --path 'slipway-foundation:emails[0]' YOU@YOUR.DOMAIN` in stacks/foundation"
	}
	for name, c := range map[string]struct {
		emails string
		faults string
	}{
		"rejects each domain that is set aside for examples": {
			`["ops@example.com", "ops@Example.ORG", "ops@mail.example.net"]`,
			rule("ops@example.com") + "\n" + rule("ops@Example.ORG") + "\n" + rule("ops@mail.example.net")},
		"rejects the one example among real addresses": {`["ops@acme.test", "ops@example.com"]`, rule("ops@example.com")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg, err := foundation.LoadConfig(values{"emails": c.emails})
			require.NoError(t, err)
			require.EqualError(t, cfg.Examples(), c.faults)
		})
	}
	t.Run("accepts real addresses, also those that look alike", func(t *testing.T) {
		t.Parallel()
		cfg, err := foundation.LoadConfig(values{
			"emails": `["example.com@acme.test", "ops@notexample.com", "ops@example.com.au"]`,
		})
		require.NoError(t, err)
		require.NoError(t, cfg.Examples())
	})
}
