package langhost

import (
	"slices"
	"strings"

	"slipway/shared/config"
)

// Configuration is a stack's configuration as its program would see it; it is
// a config.Source, a config.Lister, a config.Later and a config.Beside.
type Configuration struct {
	Project string
	Env     string
	Folder  string            // of Pulumi.yaml
	Values  map[string]string // by PROJECT:KEY, as in the stack file
	Secrets []string          // of these keys, those with a secret in their value
}

// Get returns the value of key, which has a namespace if it is not the project's.
func (c Configuration) Get(key string) (string, bool) {
	v, ok := c.Values[config.FullKey(c.Project, key)]
	return v, ok
}

// Secret makes the configuration a config.Keeper.
func (c Configuration) Secret(key string) bool {
	return slices.Contains(c.Secrets, config.FullKey(c.Project, key))
}

// Stack is the environment.
func (c Configuration) Stack() string { return c.Env }

// Earlier reads an earlier layer's stack file, as the program does.
func (c Configuration) Earlier(layer string) (config.Source, error) {
	return config.ReadEarlier(c.Folder, layer, c.Env)
}

// Beside reads the stack file of another environment, as the program does.
func (c Configuration) Beside(layer, stack string) (source config.Source, there bool, err error) {
	return config.ReadBeside(c.Folder, layer, stack)
}

// Keys lists the keys of which the program has to read each, so that a misspelt one is
// rejected: not those that Pulumi and the command read themselves.
func (c Configuration) Keys() []string {
	var keys []string
	for key := range c.Values {
		namespace, own, _ := strings.Cut(key, ":")
		switch {
		case namespace == "pulumi", key == config.Simulated, key == config.Caller:
		case namespace == c.Project:
			keys = append(keys, own)
		default:
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
