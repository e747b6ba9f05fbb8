package langhost

import (
	"slices"
	"strings"

	"slipway/shared/config"
)

// Configuration is a stack's configuration as its program would see it; it is
// a config.Source, a config.Lister and a config.Later.
type Configuration struct {
	Project string
	Env     string
	Folder  string            // of Pulumi.yaml
	Values  map[string]string // by PROJECT:KEY, as in the stack file
}

// Get returns the value of key, which has a namespace if it is not the project's.
func (c Configuration) Get(key string) (string, bool) {
	v, ok := c.Values[config.FullKey(c.Project, key)]
	return v, ok
}

// Stack is the environment.
func (c Configuration) Stack() string { return c.Env }

// Earlier reads an earlier layer's stack file, as the program does.
func (c Configuration) Earlier(layer string) (config.Source, error) {
	return config.ReadEarlier(c.Folder, layer, c.Env)
}

// Keys lists the project's own keys, so that a misspelt one is rejected.
func (c Configuration) Keys() []string {
	var keys []string
	for key := range c.Values {
		if own, ok := strings.CutPrefix(key, c.Project+":"); ok {
			keys = append(keys, own)
		}
	}
	slices.Sort(keys)
	return keys
}
