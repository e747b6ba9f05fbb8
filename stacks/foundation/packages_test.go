package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPackages(t *testing.T) {
	t.Parallel()
	rec := deploy(t, plain)

	t.Run("R13 R19 the domain is encrypted by default with the key AWS manages", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{"domain": "domain-packages-dev"},
			rec.Get(t, "codeartifact/domain:Domain", "packages-domain").Inputs)
	})
	t.Run("R19 the npm repository fetches from the public registry what it does not have", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, map[string]any{
			"domain":              "domain-packages-dev",
			"repository":          "npm-packages-dev",
			"description":         "npm packages for builds, kept from the public registry",
			"externalConnections": map[string]any{"externalConnectionName": "public:npmjs"},
		}, rec.Get(t, "codeartifact/repository:Repository", "packages-npm").Inputs)
	})
	t.Run("R15 the repository goes before the domain", func(t *testing.T) {
		t.Parallel()
		assert.Contains(t, rec.Get(t, "codeartifact/repository:Repository", "packages-npm").DependsOn, "packages-domain")
	})
}
