package engine

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// Plugin finds the newest plugin of a provider on this machine, "" for none. The engine
// downloads one that is missing when it is first asked for.
func Plugin(provider string) (string, error) {
	all, err := workspace.GetPlugins()
	if err != nil {
		return "", fmt.Errorf("list the plugins of this machine: %w", err)
	}
	newest := -1
	for i, p := range all {
		if p.Kind == apitype.ResourcePlugin && p.Name == provider && p.Version != nil &&
			(newest < 0 || p.Version.GT(*all[newest].Version)) {
			newest = i
		}
	}
	if newest < 0 {
		return "", nil
	}
	return all[newest].Version.String(), nil
}
