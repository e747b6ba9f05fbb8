package scale_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/capacity"
	"slipway/tests/harness"
)

const (
	// Up to few services the dashboard has rows and one query serves all; see package
	// observe. Growth from there on is what goes on.
	few, many = 20, 40
	// aim is how many services one environment is meant for.
	aim = 100
	// share is how much of a limit may be used, in hundredths.
	share = 80
)

// deploy deploys an environment of n services of the longest names, and returns what is
// deployed. Saving the state after each of 2,000 resources would take minutes, and no
// test here stops half-way.
func deploy(t *testing.T, n int) []harness.Resource {
	t.Helper()
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("a-service-of-shop-%02d", i))
	}
	h := harness.New(t, map[string]string{"SLIPWAY_AWS": "simulated"})
	h.ConfigureAll(t, "environment-14", nil, map[string][]string{
		"foundation": {"slipway-foundation:services: [" + strings.Join(names, ", ") + "]"},
		// Forty reservations of 50 are more than an account has.
		"compute": {"slipway-compute:reservedConcurrency: -1"},
	})
	h.Must(t, "deploy-all", "--env", "environment-14")
	return h.Deployed(t, "environment-14")
}

// TestFortyServices prints the size of every kind of document at its largest. It is not
// parallel: what it sets belongs to the process.
func TestFortyServices(t *testing.T) { // R14
	t.Setenv("PULUMI_EXPERIMENTAL", "true")
	t.Setenv("PULUMI_SKIP_CHECKPOINTS", "true")
	first, all := deploy(t, few), deploy(t, many)
	before, sizes := measured(first), measured(all)
	largest := map[string]document{}
	for d, size := range sizes {
		if size >= sizes[largest[d.kind]] {
			largest[d.kind] = d
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(limits)) {
		d := largest[kind]
		require.NotEmpty(t, d.kind, "nothing is a %s any more", kind)
		limit := limits[kind]
		t.Run(kind+" is far from its limit", func(t *testing.T) {
			t.Logf("%s of %s: %d of %d, %d %%", kind, d.of, sizes[d], limit, sizes[d]*100/limit)
			assert.LessOrEqual(t, sizes[d]*100, limit*share, "%s of %s", kind, d.of)
		})
		t.Run(kind+" does not grow into its limit", func(t *testing.T) {
			for d, size := range before {
				if d.kind != kind || sizes[d] <= size {
					continue
				}
				then := size + (sizes[d]-size)*(aim-few)/(many-few)
				t.Logf("%s of %s: %d with %d services, %d with %d", kind, d.of, size, few, sizes[d], many)
				assert.LessOrEqual(t, then*100, limit*share, "%s of %s with %d services", kind, d.of, aim)
			}
		})
	}
	t.Run("what is counted before the first change is what is there", func(t *testing.T) {
		for _, c := range capacity.Counts() {
			for n, deployed := range map[int][]harness.Resource{few: first, many: all} {
				count := 0
				for _, r := range deployed {
					if counted[c.Code](r) {
						count++
					}
				}
				assert.Equal(t, count, c.Fixed+n*c.Each, "%s with %d services", c.Of, n)
			}
		}
	})
	t.Run("the account has room for all resources", func(t *testing.T) {
		for quota, limit := range quotas {
			count := len(slices.DeleteFunc(slices.Clone(all), func(r harness.Resource) bool { return !quota.counts(r) }))
			t.Logf("%s: %d of %d", quota.of, count, limit)
			assert.LessOrEqual(t, count*100, limit*share, quota.of)
		}
	})
}

// TestALimitOfEveryMeasure holds that what is measured has a limit.
func TestALimitOfEveryMeasure(t *testing.T) {
	t.Parallel()
	for typ, measure := range measures {
		blank := harness.Resource{Outputs: map[string]any{"dashboardBody": "{}"}}
		for d := range measure(blank) {
			assert.Positive(t, limits[d.kind], "%s of %s", d.kind, typ)
		}
	}
}
