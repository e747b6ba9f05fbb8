package deliverytest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// Promoting is an environment whose images come from another one, staging.
func Promoting(t *testing.T) Environment {
	t.Helper()
	return Environment{
		Settings: map[string]string{"promoteFrom": "staging"},
		Root:     pulumitest.Beside(t, "staging", nil),
	}
}

// PromotingFar is Promoting from an environment in the account TargetAccount.
func PromotingFar(t *testing.T) Environment {
	t.Helper()
	e := Promoting(t)
	e.Root = pulumitest.Beside(t, "staging", map[string]string{"slipway-foundation:account": TargetAccount})
	folder := filepath.Join(e.Root, "..", "delivery")
	require.NoError(t, os.Mkdir(folder, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "Pulumi.staging.yaml"),
		[]byte("config:\n  slipway-delivery:promoteTo: [dev]\n"), 0o600))
	return e
}

// Lending is an environment whose images one in the account TargetAccount, prod, promotes.
func Lending(t *testing.T) Environment {
	t.Helper()
	return Environment{
		Settings: map[string]string{"promoteTo": `["prod"]`},
		Root: pulumitest.Beside(t, "prod", map[string]string{
			"slipway-foundation:account": TargetAccount, "slipway-foundation:rolePath": "/shop/",
		}),
	}
}
