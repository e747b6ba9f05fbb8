package environment_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheckFiles(t *testing.T) {
	t.Parallel()
	const is = " is read by nothing: a stack file of dev is called Pulumi.dev.yaml; rename it, or take it away"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"no file": {nil, ""},
		"files of other environments": {map[string]string{
			"stacks/foundation/Pulumi.dev.yaml": "config: {}\n", "stacks/compute/Pulumi.prod.yaml": "memory: 1\n",
			"stacks/compute/Pulumi.dev.yaml.bak": "x", "stacks/compute/Pulumi.dev.md": "x",
		}, ""},
		"near environments of their own": {map[string]string{
			"stacks/foundation/Pulumi.dev.yaml": "config: {}\n", "stacks/foundation/Pulumi.dev2.yaml": "config: {}\n",
			"stacks/compute/Pulumi.dev2.yaml": "config: {}\n",
		}, ""},
		"another ending": {map[string]string{"stacks/compute/Pulumi.dev.yml": ""}, "stacks/compute/Pulumi.dev.yml" + is},
		"JSON":           {map[string]string{"stacks/compute/Pulumi.dev.json": ""}, "stacks/compute/Pulumi.dev.json" + is},
		"another case":   {map[string]string{"stacks/compute/pulumi.Dev.yaml": ""}, "stacks/compute/pulumi.Dev.yaml" + is},
		"a misspelt environment": {map[string]string{
			"stacks/foundation/Pulumi.dev.yaml": "", "stacks/compute/Pulumi.devv.yaml": "",
			"stacks/delivery/Pulumi.dev.yaml": "",
		}, "stacks/compute/Pulumi.devv.yaml" + is},
		"settings of all environments": {map[string]string{"stacks/compute/Pulumi.yaml": "name: x\nconfig: {}\n"},
			"config in stacks/compute/Pulumi.yaml is read by Pulumi alone: settings stand in " +
				"stacks/compute/Pulumi.dev.yaml, under config"},
		"a folder of stack files": {map[string]string{"stacks/compute/Pulumi.yaml": "name: x\nstackConfigDir: y\n"},
			"stackConfigDir in stacks/compute/Pulumi.yaml is read by Pulumi alone"},
		"a value that YAML changes": {map[string]string{"stacks/delivery/Pulumi.dev.yaml": "config:\n  branch: 1.10\n"},
			"slipway-delivery:branch in stacks/delivery/Pulumi.dev.yaml, line 2, is written 1.10, read by YAML as 1.1"},
		"two ways to encrypt": {map[string]string{
			"stacks/foundation/Pulumi.dev.yaml": "secretsprovider: awskms://alias/a\n",
			"stacks/compute/Pulumi.dev.yaml":    "secretsprovider: awskms://alias/a\n",
			"stacks/delivery/Pulumi.dev.yaml":   "encryptionsalt: v1:x\n",
		}, `secretsprovider is "awskms://alias/a" in stacks/foundation/Pulumi.dev.yaml and "passphrase" in ` +
			"stacks/delivery/Pulumi.dev.yaml: make it the same in each layer"},
		"the passphrase in two ways": {map[string]string{
			"stacks/foundation/Pulumi.dev.yaml": "secretsprovider: passphrase\n",
			"stacks/compute/Pulumi.dev.yaml":    "secretsprovider: default\n",
		}, ""},
		"no YAML": {map[string]string{"stacks/delivery/Pulumi.dev.yaml": "config: ["}, "Pulumi.dev.yaml: yaml: "},
	} {
		t.Run("tells of "+name, func(t *testing.T) {
			t.Parallel()
			e := resolve(t, checkout(t, c.files), map[string]string{"SLIPWAY_AWS": "real"})
			err := e.CheckFiles()
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, c.want)
		})
	}
}
