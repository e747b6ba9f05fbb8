package security_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A rule that always gives the same result proves nothing. So each resource that has a
// property loses it in every way that the rule lists, each excepted one gets it, and
// the rule has to notice.
func TestEveryRuleNoticesWhatItIsAbout(t *testing.T) {
	t.Parallel()
	noticed := map[string]bool{}
	for _, env := range environments(t) {
		for _, e := range ledger(env) {
			if e.fault != "" {
				if e.exception == nil {
					continue // TestSecurity tells, or nobody asked
				}
				require.NotNil(t, e.mend, "%s is excepted for good: nothing would show that it passes", e.name())
				assert.Empty(t, after(env, e, e.mend), "%s: %s %s, mended", env.name, e.name(), e.title())
				noticed[e.name()] = true
				continue
			}
			for how, broken := range e.breaks {
				assert.NotEmpty(t, after(env, e, broken), "%s: %s %s, broken: %s", env.name, e.name(), e.title(), how)
				noticed[e.name()] = true
			}
		}
	}
	for _, r := range rules() {
		assert.True(t, noticed[r.name()], "%s was never seen to change its mind", r.name())
	}
}

// after is the rule's result for a copy of the environment with the change.
func after(env *environment, e entry, do change) string {
	c := env.copy()
	do(c, e.resource)
	for _, r := range c.all {
		if r.URN == e.URN {
			return e.rule.fault(c, subject{r, e.part})
		}
	}
	return "gone"
}
