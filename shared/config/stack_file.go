package config

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"

	"slipway/shared/contract"
)

// sharedKeys are the keys of foundation that later layers read.
var sharedKeys = []string{"environmentSuffix", "services", "account", "targetAccount", "targetRole"}

// ReadFoundation reads foundation's configuration from its stack file, for a later
// layer of which folder is the project's folder. Without a file nothing is set.
func ReadFoundation(folder, stack string) (Source, error) {
	path := filepath.Join(folder, "..", contract.FoundationLayer, "Pulumi."+stack+".yaml")
	project := &workspace.Project{Name: tokens.PackageName(foundationProject)}
	file, err := workspace.LoadProjectStack(nil, project, path)
	if err != nil {
		return nil, fmt.Errorf("read what layers share from %s: %w", path, err)
	}
	values := map[string]string{}
	for key, value := range file.Config {
		if !value.Secure() {
			values[key.String()], _ = value.Value(config.NopDecrypter) // never fails
			continue
		}
		if slices.Contains(sharedKeys, key.Name()) {
			return nil, fmt.Errorf("%s is a secret in %s: later layers cannot decrypt it; "+
				"set it with `pulumi config set --plaintext %s` in stacks/%s", key, path, key, contract.FoundationLayer)
		}
	}
	return stackFile{stack, values}, nil
}

// stackFile is foundation's stack file as a Source.
type stackFile struct {
	stack  string
	values map[string]string
}

func (f stackFile) Get(key string) (string, bool) {
	value, ok := f.values[FullKey(foundationProject, key)]
	return value, ok
}

func (f stackFile) Stack() string { return f.stack }
