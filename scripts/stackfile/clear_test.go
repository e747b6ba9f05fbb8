package stackfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSecretsInTheClear(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a1B2", 10)
	for what, secret := range map[string]string{
		"an AWS access key":        "AKIA" + strings.Repeat("ABCD", 4),
		"a token of GitHub":        "ghp_" + long,
		"a token of GitLab":        "glpat-" + long,
		"a token of Slack":         "xoxb-1234567890-" + long,
		"a token of npm":           "npm_" + long[:36],
		"a key of Stripe":          "sk_live_" + long,
		"the address of a webhook": "https://hooks.slack.com/services/T0/B0/" + long,
		"a private key":            "-----BEGIN RSA PRIVATE KEY-----",
		"a password in an address": "postgres://shop:" + long + "@db.example.com/shop",
	} {
		const own = "set it with `pulumi config set --secret --path '%s'` in ."
		const shared = "give it to a function as a variable: `pulumi config set --secret --path " +
			"slipway-compute:variables.SERVICE.NAME` in stacks/compute"
		for path, c := range map[string]struct{ written, way string }{
			"slipway-delivery:branch":           {"branch: '" + secret + "'", own},
			"slipway-compute:variables.api.URL": {"slipway-compute:variables: {api: {URL: 'x " + secret + "'}}", own},
			"slipway-foundation:tags.owner":     {"slipway-foundation:tags: {owner: '" + secret + "'}", shared},
			"slipway-foundation:services.api.buildArgs.TOKEN": {
				"slipway-foundation:services: {api: {buildArgs: {TOKEN: '" + secret + "'}}}",
				"keep it in Secrets Manager, whose name for it goes into `buildSecrets`",
			},
			"slipway-foundation:emails[1]": {"slipway-foundation:emails: [x, 'see " + secret + "']", shared},
			"slipway-delivery:smoke.event.headers.token[0]": {
				"smoke: {event: {headers: {token: ['" + secret + "']}}}", own,
			},
		} {
			if what == "an AWS access key" && strings.Contains(path, "variables") {
				continue // the compute layer looks for those itself
			}
			t.Run(what+" at "+path, func(t *testing.T) {
				t.Parallel()
				err := faults(t, "config:\n  "+c.written+"\n")
				require.EqualError(t, err, path+" in FILE, line 2, holds "+what+" in the clear: take it out, have another one "+
					"made if the file has been committed, and "+strings.ReplaceAll(c.way, "%s", path))
				assert.NotContains(t, err.Error(), secret)
			})
		}
	}
	for _, harmless := range []string{
		"https://hooks.example.com/services/x", "a:b@c.example.com", "ops@example.com", "arn:aws:iam::111122223333:role/x",
		"https://example.com:8443/a@b", "AKIA", "sk_live", "npm_modules",
		"postgres://db.example.com/shop", "git@github.com:a/b",
	} {
		t.Run("are not "+harmless, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, faults(t, "config:\n  a:a: '"+harmless+"'\n"))
		})
	}
	t.Run("are not what is encrypted, nor the access key that the compute layer looks for", func(t *testing.T) {
		t.Parallel()
		assert.NoError(t, faults(t, "config:\n  a:a: {secure: ghp_"+long+"}\n  a:variables: {api: {KEY: AKIA"+
			strings.Repeat("ABCD", 4)+"}}\n"))
	})
}
