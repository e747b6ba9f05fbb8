package contract_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/contract"
)

func TestEachArchitectureHasItsOwnFirstImage(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "bootstrap", contract.BootstrapTag(false))
	assert.Equal(t, "bootstrap-arm64", contract.BootstrapTag(true))
}
