package naming_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// FuzzFor holds that whatever the services and the suffix are, an environment has
// legal names without a repetition, or an error that states a rule.
func FuzzFor(f *testing.F) {
	f.Add("dev", "api", "order-api")
	f.Add("pr-42", "webhook", "webhook")
	f.Add("a--b", "a-b", "b")
	f.Add("an-over-long-suffix1", "build-api", "api")
	f.Fuzz(func(t *testing.T, env, first, second string) {
		suffix, err := naming.NewSuffix(env)
		if err != nil {
			t.Skip()
		}
		var all []naming.Service
		for _, text := range []string{first, second} {
			s, err := naming.NewService(text)
			if err != nil {
				t.Skip()
			}
			all = append(all, s)
		}
		e, err := naming.For(suffix, all)
		if err != nil {
			var fault *naming.Fault
			require.True(t, errors.As(err, &fault))
			return
		}
		names := slices.Sorted(maps.Values(listed(e)))
		assert.Equal(t, slices.Compact(slices.Clone(names)), names)
		for _, name := range names {
			assert.True(t, strings.HasSuffix(name.String(), "-"+env), name)
		}
	})
}
