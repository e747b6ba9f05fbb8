package arch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// allowed says which modules the code of a module may import, apart from its
// own; a layer never sees another layer's code, only its contract.
var allowed = map[string][]string{
	"shared":            {},
	"stacks/foundation": {"shared"},
	"stacks/compute":    {"shared"},
	"stacks/delivery":   {"shared"},
	"scripts":           {"shared", "stacks/foundation", "stacks/compute", "stacks/delivery"},
	"tests":             {"shared", "stacks/foundation", "stacks/compute", "stacks/delivery", "scripts"},
}

// moduleOf is the module that a path is in, "" for none of ours.
func moduleOf(path string) string {
	for module := range allowed {
		if path == module || strings.HasPrefix(path, module+"/") {
			return module
		}
	}
	return ""
}

func TestModulesImportWhatStandsBelowThem(t *testing.T) { // C3, C4
	t.Parallel()
	for _, s := range sources(t) {
		from := moduleOf(s.path)
		if from == "" {
			continue // the sample application is nobody's module
		}
		for _, path := range s.imports() {
			ours, inside := strings.CutPrefix(path, "slipway/")
			to := moduleOf(ours)
			if inside && to != from {
				assert.Contains(t, allowed[from], to, "%s imports %s", s.path, path)
			}
		}
	}
}

func TestNamingImportsTheStandardLibraryAlone(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, s := range sources(t) {
		if s.folder() != "shared/naming" || s.isTest() {
			continue
		}
		seen++
		for _, path := range s.imports() {
			first, _, _ := strings.Cut(path, "/")
			assert.False(t, strings.Contains(first, ".") || first == "slipway", "%s imports %s", s.path, path)
		}
	}
	assert.Positive(t, seen)
}

// The engine's own module has no stable API, so one package holds all code that uses it.
func TestOnlyTheEnginePackageKnowsPulumisEngine(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, s := range sources(t) {
		knows := slices.ContainsFunc(s.imports(), func(path string) bool {
			return strings.HasPrefix(path, "github.com/pulumi/pulumi/pkg/")
		})
		if !knows {
			continue
		}
		seen++
		assert.True(t, s.within("scripts/engine"), "%s imports Pulumi's engine", s.path)
	}
	assert.Positive(t, seen)
}

// ec2 and wafv2 cost a minute of compilation each and no layer needs them.
func TestNobodyImportsTheCostliestAWSPackages(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			for _, costly := range []string{"ec2", "wafv2"} {
				assert.NotEqual(t, "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/"+costly, path, s.path)
			}
		}
	}
}
