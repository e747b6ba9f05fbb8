// Package live reads where a service's calls go: the version that its alias is on,
// how a canary divides traffic, and the image of each version.
//
// What must not be here: what the history says is live. The alias alone knows.
package live

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Traffic is where an alias sends calls.
type Traffic struct {
	Version string // the alias's own: it gets what the weights leave
	Digest  string // of that version's image
	// Weights are the shares of other versions, 0 to 1, while traffic is divided.
	Weights map[string]float64
}

// Reader reads the live alias of a function.
type Reader interface {
	Traffic(ctx context.Context, functionArn string) (Traffic, error)
	// Digest is the image of a published version.
	Digest(ctx context.Context, functionArn, version string) (string, error)
	// Waiting names the settings of $LATEST that a published version does not have.
	Waiting(ctx context.Context, functionArn, version string) ([]string, error)
}

// Divided tells whether more than one version gets calls.
func (t Traffic) Divided() bool { return len(t.Weights) > 0 }

// String names each version with its share.
func (t Traffic) String() string {
	if !t.Divided() {
		return "version " + t.Version
	}
	rest, others := 1.0, []string{}
	for _, version := range slices.Sorted(maps.Keys(t.Weights)) {
		rest -= t.Weights[version]
		others = append(others, share(version, t.Weights[version]))
	}
	return strings.Join(append([]string{share(t.Version, rest)}, others...), ", ")
}

func share(version string, part float64) string {
	return fmt.Sprintf("version %s (%.0f %%)", version, part*100)
}

// UnreachableError is a function in another account whose alias could not be read.
type UnreachableError struct {
	Account, Role string
	Cause         error
}

// Error says which setting names the role.
func (e *UnreachableError) Error() string {
	return fmt.Sprintf("the function is in account %s and could not be read with the role %s, which the setting "+
		"targetRole names: %s", e.Account, e.Role, strings.Join(strings.Fields(e.Cause.Error()), " "))
}

// Unwrap returns what AWS answered.
func (e *UnreachableError) Unwrap() error { return e.Cause }

// NoVersionError is a version that a function does not have.
type NoVersionError struct{ Function, Version string }

// Error says so, and where to look.
func (e *NoVersionError) Error() string {
	return fmt.Sprintf("%s has no version %s: `make history` lists those that served", e.Function, e.Version)
}
