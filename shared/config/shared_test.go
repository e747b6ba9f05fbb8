package config_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// later is the configuration of a later layer beside those of the earlier ones.
type later struct {
	listed
	foundation, compute values
	err                 error
}

func (l later) Earlier(layer string) (config.Source, error) {
	return map[string]values{"foundation": l.foundation, "compute": l.compute}[layer], l.err
}

// readLater reads what layers share in the compute layer.
func readLater(own, foundation values) (config.Common, error) {
	r := config.NewReader("slipway-compute", later{listed: listed{own}, foundation: foundation})
	c := r.Common()
	return c, r.Err()
}

func TestSharedKeys(t *testing.T) {
	t.Parallel()
	t.Run("may be repeated with the same value, however it is written", func(t *testing.T) {
		t.Parallel()
		c, err := readLater(
			values{"services": `["api","cart"]`, "targetRole": "OrganizationAccountAccessRole", "environmentSuffix": "dev"},
			values{"services": `[ "api", "cart" ]`},
		)
		require.NoError(t, err)
		assert.Equal(t, []string{"api", "cart"}, serviceNames(c))
	})
	t.Run("may be repeated in the region by default", func(t *testing.T) {
		t.Parallel()
		r := config.NewReader("slipway-compute", later{
			listed:     listed{values{}},
			foundation: values{"aws:region": "us-east-1"},
		})
		assert.Equal(t, "us-east-1", r.Common().Region)
		require.NoError(t, r.Err())
	})
	const mend = ": set it in the second file alone; `pulumi config rm slipway-compute:"
	for name, c := range map[string]struct {
		own, foundation values
		fault           string
	}{
		"another list of services": {
			values{"services": `["api", "cart"]`},
			values{"services": `["api"]`},
			`slipway-compute:services is "[api cart]" in stacks/compute/Pulumi.dev.yaml, ` +
				`slipway-foundation:services is "[api]" in stacks/foundation/Pulumi.dev.yaml` + mend +
				"services` in stacks/compute takes it out of the first",
		},
		"another role than the default": {
			values{"targetRole": "Deploy"},
			values{},
			`slipway-compute:targetRole is "Deploy" in stacks/compute/Pulumi.dev.yaml, ` +
				`slipway-foundation:targetRole is "OrganizationAccountAccessRole" by default in ` +
				"stacks/foundation/Pulumi.dev.yaml" + mend + "targetRole` in stacks/compute takes it out of the first",
		},
		"an account that foundation does not set": {
			values{"account": "111122223333"},
			values{},
			`slipway-compute:account is "111122223333" in stacks/compute/Pulumi.dev.yaml, ` +
				`slipway-foundation:account is "" by default in stacks/foundation/Pulumi.dev.yaml` + mend +
				"account` in stacks/compute takes it out of the first",
		},
		"a faulty value, once": {
			values{"account": "1"},
			values{},
			`slipway-compute:account is "1": an AWS account id of 12 digits, in quotes`,
		},
		"what is wrong in foundation's file, under its key": {
			values{"services": `["api"]`},
			values{"services": `["Cart"]`, "account": "111122223333", "targetAccount": "111122223333"},
			`slipway-foundation:services is "Cart": 1 to 20 lower-case letters, digits and single hyphens, ` +
				"beginning with a letter and not ending with a hyphen\n" +
				`slipway-foundation:targetAccount is "111122223333": another account than slipway's own; ` +
				"leave it out for a single account",
		},
	} {
		t.Run("R13 reject "+name, func(t *testing.T) {
			t.Parallel()
			_, err := readLater(c.own, c.foundation)
			require.EqualError(t, err, c.fault)
		})
	}
	t.Run("cannot be read from a file that cannot be read", func(t *testing.T) {
		t.Parallel()
		r := config.NewReader("slipway-compute", later{listed: listed{values{}}, err: errors.New("read file: denied")})
		r.Common()
		require.EqualError(t, r.Err(), "read file: denied")
	})
}
