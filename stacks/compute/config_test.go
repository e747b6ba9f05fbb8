package compute_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/compute"
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
	t.Run("R5 has the required values by default", func(t *testing.T) {
		t.Parallel()
		cfg, err := compute.LoadConfig(values{})
		require.NoError(t, err)
		assert.Equal(t, 1024, cfg.MemoryMB)
		assert.Equal(t, 30, cfg.TimeoutSeconds)
		assert.Equal(t, 50, cfg.ReservedConcurrency)
		assert.Equal(t, 30, cfg.LogRetentionDays)
		assert.Equal(t, compute.TrustMachine, cfg.DeployerTrust)
		assert.Empty(t, cfg.Images)
		assert.Empty(t, cfg.Variables)
		assert.Equal(t, "dev", cfg.Suffix.String())
	})
	t.Run("reads what is set, at the limits of each", func(t *testing.T) {
		t.Parallel()
		cfg, err := compute.LoadConfig(values{
			"memory": "10240", "timeout": "900", "reservedConcurrency": "1000", "logRetentionDays": "3653",
			"images": `{"api": "` + digest + `"}`, "variables": `{"api": {"LOG_LEVEL": "info", "TZ": ""}}`,
		})
		require.NoError(t, err)
		assert.Equal(t, 10240, cfg.MemoryMB)
		assert.Equal(t, 900, cfg.TimeoutSeconds)
		assert.Equal(t, 1000, cfg.ReservedConcurrency)
		assert.Equal(t, 3653, cfg.LogRetentionDays)
		assert.Equal(t, map[string]string{"api": digest}, cfg.Images)
		assert.Equal(t, map[string]map[string]string{"api": {"LOG_LEVEL": "info", "TZ": ""}}, cfg.Variables)
	})
	t.Run("R5 takes no reservation for an answer", func(t *testing.T) {
		t.Parallel()
		cfg, err := compute.LoadConfig(values{"reservedConcurrency": "-1"})
		require.NoError(t, err)
		assert.Equal(t, compute.Unreserved, cfg.ReservedConcurrency)
	})
	const digestRule = ": the digest of an image: sha256: and 64 hexadecimal digits, never a tag"
	for name, c := range map[string]struct {
		config values
		fault  string
	}{
		"R5 refuses too little memory": {values{"memory": "127"},
			`slipway-compute:memory is "127": a whole number from 128 to 10240`},
		"R5 refuses too much memory": {values{"memory": "10241"},
			`slipway-compute:memory is "10241": a whole number from 128 to 10240`},
		"R5 refuses a timeout of nothing": {values{"timeout": "0"},
			`slipway-compute:timeout is "0": a whole number from 1 to 900`},
		"R5 refuses too long a timeout": {values{"timeout": "901"},
			`slipway-compute:timeout is "901": a whole number from 1 to 900`},
		"R5 refuses a reservation below none": {values{"reservedConcurrency": "-2"},
			`slipway-compute:reservedConcurrency is "-2": a whole number from -1 to 1000`},
		"R5 refuses a reservation beyond an account": {values{"reservedConcurrency": "1001"},
			`slipway-compute:reservedConcurrency is "1001": a whole number from -1 to 1000`},
		"R9 refuses to trust anybody else with a release": {values{"deployerTrust": "account"},
			`slipway-compute:deployerTrust is "account": one of ["machine" "role"]`},
		"refuses images that are not an object": {values{"images": digest},
			`slipway-compute:images is "` + digest + `": an object from service to image digest, such as {"api": "sha256:…"}`},
		"refuses a tag in the place of a digest": {values{"images": `{"api": "latest"}`},
			`slipway-compute:images is "latest"` + digestRule},
		"refuses a digest in capitals": {
			values{"images": `{"api": "sha256:ABCDEF6789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`},
			`slipway-compute:images is "sha256:ABCDEF6789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"` + digestRule,
		},
		"R14 refuses the image of a service that is not": {values{"images": `{"cart": "` + digest + `"}`},
			`slipway-compute:images is "cart": not one of the services`},
		"refuses a misspelt key": {values{"memorySize": "1024"},
			`slipway-compute:memorySize is "1024": no such key; did you mean slipway-compute:memory? ` +
				"See docs/configuration.md"},
		"R13 refuses a suffix in capitals, once": {values{"environmentSuffix": "DEV"},
			`slipway-compute:environmentSuffix is "DEV": 1 to 20 lower-case letters, digits and hyphens, ` +
				`with no hyphen at either end`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := compute.LoadConfig(c.config)
			require.EqualError(t, err, c.fault)
		})
	}
	t.Run("R17 reports every fault at once", func(t *testing.T) {
		t.Parallel()
		_, err := compute.LoadConfig(values{"memory": "x", "images": `{"cart": "y"}`, "variables": `{"z": {}}`})
		require.EqualError(t, err, `slipway-compute:memory is "x": a whole number from 128 to 10240
slipway-compute:images is "cart": not one of the services
slipway-compute:images is "y"`+digestRule+`
slipway-compute:variables is "z": not one of the services`)
	})
	t.Run("R13 the longest service and suffix still make names that AWS accepts", func(t *testing.T) {
		t.Parallel()
		_, err := compute.LoadConfig(values{
			"environmentSuffix": "environment-14", "services": `["aserviceoftwentychar"]`,
		})
		require.NoError(t, err)
	})
}
