package services_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/services"
)

func TestAFunctionThatIsThereAlreadyKnowsItsNewestVersion(t *testing.T) {
	t.Parallel()
	f := services.Deployed("function", "live", "repository", "sha256:b", map[string]string{
		"9":  "sha256:a",
		"10": "sha256:b",
		"2":  "sha256:c",
	}, "9", map[string]float64{"10": 0.1})
	assert.Equal(t, "10", f.Last(), "by number, not by text")
	assert.Equal(t, [...]string{"sha256:b", "9", "sha256:a"}, [...]string{
		f.Digest, f.AliasVersion, f.Versions["9"].Digest,
	})
	assert.Equal(t, map[string]float64{"10": 0.1}, f.Weights)
	assert.Len(t, f.Versions, 3)
}
