package realaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheRealProvider(t *testing.T) {
	parts(t)
	passed := t.Run("environments", func(t *testing.T) {
		for name, happens := range map[string]func(*testing.T){
			"deployed, updated and destroyed":                 lifecycle,
			"in two accounts":                                 intoTwoAccounts,
			"with releases that go wrong":                     releasesThatGoWrong,
			"of services that each use something else":        manyServices,
			"of the shipped stack files, mistaken and scaled": shippedProduction,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				happens(t)
			})
		}
	})
	if passed {
		assert.Empty(t, leftovers(t), "every environment was destroyed")
	}
}
