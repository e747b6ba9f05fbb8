package config

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"

	"slipway/shared/contract"
)

// ReadEarlier reads the configuration of an earlier layer from its stack file, for a
// later one of which folder is the project's folder. Without a file nothing is set.
func ReadEarlier(folder, layer, stack string) (Source, error) {
	path := stackPath(folder, layer, stack)
	name := contract.Project(layer)
	file, err := workspace.LoadProjectStack(nil, &workspace.Project{Name: tokens.PackageName(name)}, path)
	if err != nil {
		return nil, fmt.Errorf("read what layers share from %s: %w", path, err)
	}
	values := map[string]string{}
	for key, value := range file.Config {
		if !value.Secure() {
			values[key.String()], _ = value.Value(config.NopDecrypter) // never fails
			continue
		}
		if slices.Contains(read[layer], key.Name()) {
			return nil, fmt.Errorf("%s is a secret in %s: later layers cannot decrypt it; "+
				"set it with `pulumi config set --plaintext %s` in stacks/%s", key, path, key, layer)
		}
	}
	return stackFile{name, stack, values}, nil
}

// ReadBeside is ReadEarlier for another environment: it tells whether there is a file.
func ReadBeside(folder, layer, stack string) (source Source, there bool, err error) {
	_, missing := os.Stat(stackPath(folder, layer, stack))
	source, err = ReadEarlier(folder, layer, stack)
	return source, missing == nil, err
}

func stackPath(folder, layer, stack string) string {
	return filepath.Join(folder, "..", layer, "Pulumi."+stack+".yaml")
}

// read are the keys of each layer that later ones read, or other environments.
var read = map[string][]string{
	contract.FoundationLayer: {
		"environmentSuffix", "services", "account", "targetAccount", "targetRole", "targetExternalId", "functionTrust",
		"rollbackAlarms", "tags", "permissionsBoundary", "rolePath", "region", "profile", "assumeRole",
	},
	contract.ComputeLayer:  {"memory", "timeout"},
	contract.DeliveryLayer: {"promoteFrom", "promoteTo"},
}

// stackFile is an earlier layer's stack file as a Source.
type stackFile struct {
	project, stack string
	values         map[string]string
}

func (f stackFile) Get(key string) (string, bool) {
	value, ok := f.values[FullKey(f.project, key)]
	return value, ok
}

func (f stackFile) Stack() string { return f.stack }
