// Package awstest helps tests of the simulated AWS: it starts one, calls it as
// Pulumi's engine does, and creates what many tests need.
//
// What must not be here: what a test asserts about one resource type.
package awstest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// m is short for a resource's properties.
type m = map[string]any

// NoSettings is an environment without any SLIPWAY_LOCAL_ variable.
func NoSettings(string) string { return "" }

// Settings returns an environment of the given variables.
func Settings(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

// Start serves a simulated AWS with its state in dir until the test ends.
func Start(t *testing.T, dir string, getenv func(string) string) *localaws.Server {
	t.Helper()
	s, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: getenv})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}
