package realaws_test

import (
	"net/url"
	"testing"

	"slipway/scripts/caller"

	"github.com/stretchr/testify/assert"
)

// functionsAccount is an account of the functions' own at the emulator, which has every
// account and lets everyone assume every role that is there.
const functionsAccount = "444455556666"

// everySetting is an environment with whatever is off by default.
func everySetting(memory, tags string) map[string][]string {
	return map[string][]string{
		"foundation": {
			`slipway-foundation:emails: ["ops@acme.test"]`,
			`slipway-foundation:targetAccount: "` + functionsAccount + `"`,
			"slipway-foundation:targetRole: deploy/Slipway",
			"slipway-foundation:accessLogs: true",
			"slipway-foundation:rolePath: /shop/",
			"slipway-foundation:permissionsBoundary: arn:aws:iam::123456789012:policy/Boundary",
			"slipway-foundation:tags: " + tags,
		},
		"compute": {
			"slipway-compute:memory: '" + memory + "'",
			"slipway-compute:variables: {api: {LOG_LEVEL: info}}",
		},
		"delivery": {"slipway-delivery:repository: acme/shop", "slipway-delivery:trigger: connection"},
	}
}

func intoTwoAccounts(t *testing.T) {
	const env = "both"
	query(t, account(t), "iam", url.Values{
		"Action":                   {"CreateRole"},
		"Version":                  {"2010-05-08"},
		"RoleName":                 {"Slipway"},
		"Path":                     {"/deploy/"},
		"AssumeRolePolicyDocument": {caller.Trust("123456789012", "")},
	}, map[string]string{anyAccount: functionsAccount})
	h := emulated(t, nil)
	h.ConfigureAll(t, env, nil, everySetting("1024", "{CostCenter: '4711'}"))
	h.Must(t, "deploy-all", "--env", env)
	// The emulator forgets the tags that CodeDeploy's resources of another account are
	// made with; it keeps those that are given later.
	for layer, c := range summary(t, h.Must(t, "deploy-all", "--env", env)) {
		assert.Equal(t, map[bool]int{true: 2}[layer == "delivery"], c.updated, layer)
		assert.Zero(t, c.created+c.replaced+c.deleted, "%s %+v", layer, c)
	}
	unchanged(t, h.Must(t, "deploy-all", "--env", env))
	unchanged(t, h.Must(t, "refresh-all", "--env", env))
	for _, r := range h.Deployed(t, env) {
		if r.Type != "aws:iam/role:Role" {
			continue
		}
		assert.Equal(t, "/shop/", r.Text("path"), r.URN)
		assert.Contains(t, []string{
			"arn:aws:iam::123456789012:policy/Boundary", "arn:aws:iam::" + functionsAccount + ":policy/Boundary",
		}, r.Text("permissionsBoundary"), r.URN)
	}
	h.ConfigureAll(t, env, nil, everySetting("2048", "{Owner: shop}"))
	for layer, c := range summary(t, h.Must(t, "deploy-all", "--env", env)) {
		assert.Zero(t, c.created+c.replaced+c.deleted, "%s %+v", layer, c)
		assert.NotZero(t, c.updated, layer)
	}
	h.Must(t, "destroy-all", "--env", env, "--allow", env)
}
