package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestMerge(t *testing.T) {
	t.Parallel()
	merge := func(older, own map[string]string) (map[string]string, error) {
		r := config.NewReader("slipway-compute", later{listed: listed{values{}}, foundation: values{
			"services": `{"api": {"image": "` + digest + `"}}`,
		}})
		config.Merge(r, r.Common(), "images", "image", older, own)
		return older, r.Err()
	}
	own := map[string]string{"api": digest}
	t.Run("takes what either says", func(t *testing.T) {
		t.Parallel()
		got, err := merge(map[string]string{"cart": "other"}, own)
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"api": digest, "cart": "other"}, got)
	})
	t.Run("accepts the same in both", func(t *testing.T) {
		t.Parallel()
		_, err := merge(map[string]string{"api": digest}, own)
		require.NoError(t, err)
	})
	t.Run("rejects a difference", func(t *testing.T) {
		t.Parallel()
		_, err := merge(map[string]string{"api": "other"}, own)
		require.EqualError(t, err, `slipway-foundation:services.api.image is "`+digest+`": `+
			"not what slipway-compute:images has for the service; keep one of the two")
	})
}

func TestSettings(t *testing.T) {
	t.Parallel()
	t.Run("are those of all services in their layer, and one by one", func(t *testing.T) {
		t.Parallel()
		names := func(keys []config.Key) (all []string) {
			for _, k := range keys {
				all = append(all, k.Name)
			}
			return all
		}
		assert.Equal(t, []string{"memory", "timeout", "reservedConcurrency", "logRetentionDays",
			"ephemeralStorage", "logging", "provisionedConcurrency", "vpc", "architecture"},
			names(config.ServiceKeys("compute")))
		assert.NotContains(t, names(config.ServiceKeys("delivery")), "path")
		assert.Contains(t, names(config.SettingKeys()), "path")
	})
	t.Run("have a schema that says what a list and a flag may be", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, true, config.List(config.Text())["uniqueItems"])
		assert.Equal(t, []any{true, false, "true", "false"}, config.Flag()["enum"])
		assert.Equal(t, config.Text(), config.ByService(config.Text())["additionalProperties"])
	})
}
