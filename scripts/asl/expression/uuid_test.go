package expression_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/asl/expression"
)

func TestAUUIDIsRandomAndCanBeRepeated(t *testing.T) {
	t.Parallel()
	compiled, err := expression.Compile("States.UUID()")
	require.NoError(t, err)
	draw := func(random *rand.Rand) string {
		drawn, err := compiled.Eval(expression.Scope{Random: random})
		require.NoError(t, err)
		return drawn.(string)
	}
	seen := map[string]bool{}
	one, same := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
	for range 100 {
		drawn := draw(one)
		assert.Equal(t, drawn, draw(same))
		for _, id := range []string{drawn, draw(nil)} {
			assert.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, id)
			assert.False(t, seen[id])
			seen[id] = true
		}
	}
}
