package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// neighbours is the delivery layer of an environment dev beside other environments.
type neighbours struct {
	values
	files map[string]values // by layer and stack
	err   map[string]error
}

func (n neighbours) Beside(layer, stack string) (config.Source, bool, error) {
	file, there := n.files[layer+"/"+stack]
	return file, there, n.err[layer+"/"+stack]
}

// originOf reads promoteFrom in dev.
func originOf(own values, files map[string]values, failing string) (*config.Neighbour, error) {
	source := neighbours{values: own, files: files}
	if failing != "" {
		source.err = map[string]error{failing: errors.New("read " + failing)}
	}
	r := config.NewReader("slipway-delivery", source)
	origin := r.Origin("promoteFrom", r.Common())
	return origin, r.Err()
}

func TestOrigin(t *testing.T) {
	t.Parallel()
	t.Run("is what the other environment's settings say", func(t *testing.T) {
		t.Parallel()
		origin, err := originOf(values{"promoteFrom": "staging"}, map[string]values{
			"foundation/staging": {"services": `["api", "cart"]`, "environmentSuffix": "stage"},
			"delivery/staging":   {"promoteFrom": "test"},
		}, "")
		require.NoError(t, err)
		assert.Equal(t, "staging", origin.Environment)
		assert.Equal(t, "sfn-release-api-stage", origin.Names.Services["api"].Release.String())
	})
	t.Run("is none without the key", func(t *testing.T) {
		t.Parallel()
		origin, err := originOf(values{}, nil, "")
		require.NoError(t, err)
		assert.Nil(t, origin)
	})
	t.Run("is in the account that it names if AWS is simulated too", func(t *testing.T) {
		t.Parallel()
		simulated := func(foundation values) (*config.Neighbour, error) {
			return originOf(values{
				"promoteFrom": "staging", "slipway:simulated": "true", "slipway:account": "000000000000",
			}, map[string]values{"foundation/staging": foundation, "delivery/staging": {"promoteTo": `["dev"]`}}, "")
		}
		origin, err := simulated(values{"account": "444455556666"})
		require.NoError(t, err)
		assert.True(t, origin.Elsewhere)
		origin, err = simulated(values{})
		require.NoError(t, err)
		assert.False(t, origin.Elsewhere)
	})
	t.Run("may be in another account that lets it in", func(t *testing.T) {
		t.Parallel()
		origin, err := originOf(values{"promoteFrom": "staging", "account": "111122223333"}, map[string]values{
			"foundation/staging": {"account": "444455556666"}, "delivery/staging": {"promoteTo": `["dev"]`},
		}, "")
		require.NoError(t, err)
		assert.True(t, origin.Elsewhere)
	})
	t.Run("needs a source that knows other environments", func(t *testing.T) {
		t.Parallel()
		r := config.NewReader("slipway-delivery", values{"promoteFrom": "staging"})
		r.Origin("promoteFrom", r.Common())
		require.ErrorContains(t, r.Err(), "there is no stacks/foundation/Pulumi.staging.yaml")
	})
}

func TestOriginFaults(t *testing.T) {
	t.Parallel()
	staging := map[string]values{"foundation/staging": {}}
	for name, c := range map[string]struct {
		own     values
		files   map[string]values
		failing string
		fault   string
	}{
		"the environment itself": {values{"promoteFrom": "dev"}, nil, "",
			`slipway-delivery:promoteFrom is "dev": another environment than this one; leave it out to build from the branch`},
		"a name that none can have": {
			values{"promoteFrom": "../prod"},
			nil,
			"",
			`slipway-delivery:promoteFrom is "../prod": ` +
				"1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end",
		},
		"one that does not exist": {
			values{"promoteFrom": "stagign"},
			staging,
			"",
			`slipway-delivery:promoteFrom is "stagign": ` +
				"an environment of this checkout; there is no stacks/foundation/Pulumi.stagign.yaml",
		},
		"one that lacks services": {values{"promoteFrom": "staging", "services": `["api", "cart", "web"]`}, staging, "",
			`slipway-delivery:promoteFrom is "staging": an environment with all services of this one; it lacks cart, web: ` +
				"`make add-service ENV=staging SERVICE=cart` adds one"},
		"one in another region": {values{"promoteFrom": "staging", "aws:region": "eu-west-1"}, staging, "",
			`slipway-delivery:promoteFrom is "staging": an environment in the same region: it is in us-east-1, ` +
				"this one is in eu-west-1"},
		"one in another account that does not let it in": {values{"promoteFrom": "staging", "account": "111122223333"},
			map[string]values{
				"foundation/staging": {"account": "444455556666"},
				"delivery/staging":   {"promoteTo": `["prod"]`},
			}, "",
			`slipway-delivery:promoteFrom is "staging": an environment that lets this one in, for it is in account ` +
				"444455556666: add dev to slipway-delivery:promoteTo in stacks/delivery/Pulumi.staging.yaml and deploy it"},
		"one in another account whose file cannot be read": {values{"promoteFrom": "staging", "account": "111122223333"},
			map[string]values{"foundation/staging": {"account": "444455556666"}}, "delivery/staging", "read delivery/staging"},
		"one with faults of its own": {values{"promoteFrom": "staging"}, map[string]values{
			"foundation/staging": {"services": `["API"]`}}, "",
			`slipway-delivery:promoteFrom is "staging", whose settings are wrong: slipway-foundation:services is "API"`},
		"a circle of two": {values{"promoteFrom": "staging"}, map[string]values{
			"foundation/staging": {}, "delivery/staging": {"promoteFrom": "dev"}}, "",
			`slipway-delivery:promoteFrom is "staging": no circle, as dev from staging from dev is: one of them has to ` +
				"build from its branch, without slipway-delivery:promoteFrom"},
		"a circle that it is not in": {values{"promoteFrom": "staging"}, map[string]values{
			"foundation/staging": {}, "delivery/staging": {"promoteFrom": "test"}, "delivery/test": {"promoteFrom": "test"},
		}, "", "as dev from staging from test from test is"},
		"a stack file of foundation that cannot be read": {values{"promoteFrom": "staging"}, staging,
			"foundation/staging", "read foundation/staging"},
		"a stack file of delivery that cannot be read": {values{"promoteFrom": "staging"}, staging,
			"delivery/staging", "read delivery/staging"},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, err := originOf(c.own, c.files, c.failing)
			require.ErrorContains(t, err, c.fault)
		})
	}
}

func TestLater(t *testing.T) {
	t.Parallel()
	later := func(own values) ([]*config.Neighbour, error) {
		source := neighbours{values: own, files: map[string]values{
			"foundation/prod": {"account": "444455556666", "environmentSuffix": "prod"},
			"foundation/near": {"account": "111122223333"},
			"foundation/any":  {},
		}}
		r := config.NewReader("slipway-delivery", source)
		all := r.Later("promoteTo", r.Common())
		return all, r.Err()
	}
	own := func(to string) values { return values{"promoteTo": to, "account": "111122223333"} }
	t.Run("are the environments of other accounts", func(t *testing.T) {
		t.Parallel()
		all, err := later(own(`["prod"]`))
		require.NoError(t, err)
		require.Len(t, all, 1)
		assert.Equal(t, "bus-promotion-prod", all[0].Names.PromotionBus.String())
	})
	for to, fault := range map[string]string{
		`prod`: `slipway-delivery:promoteTo is "prod": a list of environments, such as ["prod"]`,
		`["near"]`: `slipway-delivery:promoteTo is "near": an environment whose slipway-foundation:account is another one ` +
			"than this one's: in the same account promoteFrom is enough",
		`["any"]`: `slipway-delivery:promoteTo is "any": ` +
			`an environment whose slipway-foundation:account is another one`,
		`["prd"]`:                        `slipway-delivery:promoteTo is "prd": an environment of this checkout; there is no`,
		`["a", "b", "c", "d", "e", "f"]`: `slipway-delivery:promoteTo is "a, b, c, d, e, f": at most 5 environments`,
	} {
		t.Run("reject "+to, func(t *testing.T) {
			t.Parallel()
			_, err := later(own(to))
			require.ErrorContains(t, err, fault)
		})
	}
}

func TestReadBeside(t *testing.T) {
	t.Parallel()
	folder := stackFile(t, "config:\n  slipway-foundation:services: [api]\n")
	source, there, err := config.ReadBeside(folder, "foundation", "dev")
	require.NoError(t, err)
	assert.True(t, there)
	services, _ := source.Get("services")
	assert.Equal(t, `["api"]`, services)

	_, there, err = config.ReadBeside(folder, "foundation", "prod")
	require.NoError(t, err)
	assert.False(t, there)

	file := filepath.Join(filepath.Dir(folder), "foundation", "Pulumi.prod.yaml")
	require.NoError(t, os.WriteFile(file, []byte("config: ["), 0o600))
	_, _, err = config.ReadBeside(folder, "foundation", "prod")
	require.Error(t, err)
}
