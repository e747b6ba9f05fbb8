package environment

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Configured lists the environments that have a stack file in the checkout at root,
// and the local one.
func Configured(root string) []string {
	names := []string{Local}
	for _, layer := range contract.LayerNames() {
		files, _ := os.ReadDir(filepath.Join(root, "stacks", layer)) // no folder, no environment
		for _, file := range files {
			name, stack := strings.CutPrefix(file.Name(), "Pulumi.")
			name, yaml := strings.CutSuffix(name, ".yaml")
			if stack && yaml {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Services lists the services that the stack file of foundation names, without
// checking it; the default service if it names none.
func Services(root, env string) []string {
	var stack struct {
		Config map[string]any `yaml:"config"`
	}
	file := filepath.Join(root, "stacks", contract.FoundationLayer, "Pulumi."+env+".yaml")
	if err := readYAML(file, &stack); err != nil {
		return nil
	}
	value, given := stack.Config[config.FullKey(contract.Project(contract.FoundationLayer), "services")]
	if !given {
		value, given = stack.Config["services"] // a key without a namespace is the project's
	}
	if text, ok := value.(string); ok { // JSON in a text, as `pulumi config set` writes it
		_ = yaml.Unmarshal([]byte(text), &value) // what is no list names no service
	}
	var names []string
	switch services := value.(type) {
	case []any:
		for _, service := range services {
			if name, ok := service.(string); ok {
				names = append(names, name)
			}
		}
	case map[string]any:
		for name := range services {
			names = append(names, name)
		}
	}
	if !given {
		names = []string{config.DefaultService}
	}
	slices.Sort(names)
	return names
}
