package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The files of layers that are to come are compared before the first is deployed.
func TestOneLayerIsHeldAgainstTheFilesOfTheOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"], d.set["ENV"] = "simulated", "dev"
	d.set["PULUMI_BACKEND_URL"] = "file://" + t.TempDir()
	for setting, want := range map[string]string{
		"aws:region: eu-west-1":                         "aws:region is \"eu-west-1\" in stacks/",
		"%s:services: [cart]":                           ":services is \"[cart]\" in stacks/",
		"%s:environmentSuffix: other":                   ":environmentSuffix is \"other\" in stacks/",
		"%s:targetAccount: \"444455556666\"":            "targetAccount",
		"%s:tags: {owner: shop}":                        ":tags is ",
		"%s:memroy: 512":                                ":memroy is \"512\": no such key",
		"%s:rolePath: /shop/":                           "rolePath",
		"%s:functionTrust: service":                     ":functionTrust is \"service\" in stacks/",
		"%s:permissionsBoundary: arn:aws:iam::1:role/x": "permissionsBoundary",
	} {
		for _, layer := range []string{"compute", "delivery"} {
			file := filepath.Join("stacks", layer, "Pulumi.dev.yaml")
			line := strings.ReplaceAll(setting, "%s", "slipway-"+layer)
			d.file(t, file, "config:\n  "+line+"\n")
			require.Equal(t, 1, d.run(t.Context(), "deploy", "--layer", "foundation"), "%s: %s", line, d.err.String())
			assert.Contains(t, d.err.String(), want, line)
			assert.NoDirExists(t, filepath.Join(d.stateFolder(), ".pulumi", "stacks", "slipway-foundation"))
			require.NoError(t, os.Remove(filepath.Join(d.root, file)))
		}
	}
}
