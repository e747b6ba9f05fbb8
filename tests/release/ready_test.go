package release_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/services"
)

// kept is how many environments are kept ready, by version.
func (b *bench) kept() map[string]int {
	all := map[string]int{}
	for number, v := range b.Function.Versions {
		if v.Provisioned != nil {
			all[number] = v.Provisioned.Wanted
		}
	}
	return all
}

func TestTheLiveVersionIsKeptReady(t *testing.T) {
	t.Parallel()
	t.Run("the new one before it has traffic, and the one before until the release has ended", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		seen := map[string]int{}
		b.Group.OnShift = func(*services.Model, string) { seen = b.kept() }
		o := b.run(t, release(), b.plain)
		require.Nil(t, o.err)
		assert.Equal(t, map[string]int{"1": keptReady, "2": keptReady}, seen)
		assert.Equal(t, map[string]int{"2": keptReady}, b.kept())
	})
	t.Run("not one that does not start", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		b.Function.Uninitialised[newDigest] = true
		o := b.run(t, release(), b.plain)
		require.EqualError(t, o.err, `Release.NotReady: Lambda could not keep version 2 of function-api-dev ready: `+
			`[FUNCTION_ERROR_INIT_FAILURE]`)
		assert.Equal(t, map[string]int{"1": keptReady}, b.kept())
		assert.Equal(t, "1", b.Function.AliasVersion)
	})
	t.Run("nor one that takes longer than a release waits", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		b.Function.ProvisionTakes = 3 * time.Hour
		o := b.run(t, release(), b.plain)
		require.EqualError(t, o.err,
			"Release.ReadyTooSlow: Version 2 of function-api-dev was not ready after 40 looks.")
		assert.Equal(t, map[string]int{"1": keptReady}, b.kept())
	})
	t.Run("nor one for which nothing is reserved", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		b.Function.Reserved = keptReady
		o := b.run(t, release(), b.plain)
		require.ErrorContains(t, o.err, "Lambda.InvalidParameterValueException: Requested Provisioned Concurrency should not")
		assert.Equal(t, map[string]int{"1": keptReady}, b.kept())
	})
	t.Run("and what a person goes back to, which nobody waits for", func(t *testing.T) {
		t.Parallel()
		b := newBench(otherAccount)
		require.Nil(t, b.run(t, release(), b.plain).err)
		b.Function.ProvisionTakes = 3 * time.Hour
		require.Nil(t, b.run(t, rollback("1"), b.plain).err)
		assert.Equal(t, map[string]int{"1": keptReady}, b.kept())
	})
	t.Run("no longer with the release after the setting is gone", func(t *testing.T) {
		t.Parallel()
		s := settings(sameAccount)
		s.ProvisionedConcurrency = 0
		b := newBench(sameAccount)
		b.machine = mustParse(s)
		require.Nil(t, b.run(t, release(), b.plain).err)
		assert.Empty(t, b.kept())
	})
}
