package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
	"slipway/shared/contract"
)

func TestReleaseSettings(t *testing.T) {
	t.Parallel()
	health := map[string]any{
		"version":        "2.0",
		"rawPath":        "/health",
		"requestContext": map[string]any{"http": map[string]any{"method": "GET", "path": "/health"}},
	}
	t.Run("R12 watch and try a release where nothing is set", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{}, `["api"]`)
		require.NoError(t, err)
		assert.Equal(t, all, each["api"])
		assert.Equal(t, "canary", all.Release)
		assert.Equal(t, config.Smoke{Event: health, Attempts: 3}, all.Smoke)
		assert.Equal(t, []int{10, 20, 2, 30},
			[]int{all.BakeMinutes, all.TrafficPerMinute, all.ReleaseErrorPercent, all.TimeoutSeconds})
	})
	t.Run("R14 are a service's own, and its layer's for the rest", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{
			"smoke":               `{"status": 204, "attempts": "5"}`,
			"bakeMinutes":         "0",
			"traffic":             "45",
			"releaseErrorPercent": "100",
		}, `{"api": {"smoke": {"event": "ping"}, "release": "linear-10", "bakeMinutes": 120, "traffic": 0,
			"releaseErrorPercent": 1}}`)
		require.NoError(t, err)
		assert.Equal(t, config.Smoke{
			Event:    health,
			Status:   204,
			Attempts: 5,
		}, all.Smoke)
		api := each["api"]
		assert.Equal(t, config.Smoke{
			Event:    "ping",
			Status:   204,
			Attempts: 5,
		}, api.Smoke)
		assert.Equal(t, "linear-10", api.Release)
		assert.Equal(t, []int{120, 0, 1}, []int{api.BakeMinutes, api.TrafficPerMinute, api.ReleaseErrorPercent})
	})
	t.Run("R14 have what the function runs with from the compute layer", func(t *testing.T) {
		t.Parallel()
		read := func(compute values) (config.Service, map[string]config.Service, error) {
			r := config.NewReader(contract.Project("delivery"), later{
				listed:     listed{values{}},
				foundation: values{"services": `{"api": {"timeout": 900, "variables": {"A": "own"}}, "cart": {}}`},
				compute:    compute,
			})
			all, each := r.PerService("delivery", r.Common())
			return all, each, r.Err()
		}
		all, each, err := read(values{"timeout": "60", "memory": "256", "variables": `{"cart": {"B": "2"}, "api": {"C": 3}}`})
		require.NoError(t, err, "variables are the compute layer's to check")
		assert.Equal(t, []int{256, 256}, []int{all.MemoryMB, each["cart"].MemoryMB})
		assert.Equal(t, map[string]string{"A": "own"}, each["api"].Variables)
		assert.Equal(t, map[string]string{"B": "2"}, each["cart"].Variables)
		assert.Equal(t, []int{60, 60, 900},
			[]int{all.TimeoutSeconds, each["cart"].TimeoutSeconds, each["api"].TimeoutSeconds})
		_, _, err = read(values{"timeout": "0"})
		require.EqualError(t, err, `slipway-compute:timeout is "0": a whole number from 1 to 900`)
	})
	const smoke = "slipway-delivery:smoke"
	long := `"` + strings.Repeat("a", 4001) + `"`
	for name, c := range map[string]struct{ smoke, fault string }{
		"what is no object": {`["x"]`, smoke + ` is "[\"x\"]": an object such as ` +
			`{"event": {"ping": true}, "status": 200, "attempts": 3}`},
		"no event": {`{"event": null}`, smoke + `.event is "null": any JSON but null, of at most 4000 characters`},
		"a long event": {`{"event": ` + long + `}`, smoke + `.event is ` + long +
			`: any JSON but null, of at most 4000 characters`},
		"no HTTP status": {`{"status": 99}`, smoke + `.status is "99": 0, or an HTTP status from 100 to 599`},
		"a large status": {`{"status": 600}`, smoke + `.status is "600": a whole number from 0 to 599`},
		"no attempt":     {`{"attempts": 0}`, smoke + `.attempts is "0": a whole number from 1 to 10`},
		"an unknown part": {`{"path": "/"}`,
			smoke + `.path is "/": no such part of a smoke call; it has event, status and attempts`},
	} {
		t.Run("reject a smoke call with "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService("delivery", values{"smoke": c.smoke}, `["api"]`)
			require.EqualError(t, err, c.fault)
		})
	}
}
