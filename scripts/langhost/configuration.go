package langhost

import (
	"slices"
	"strings"
)

// Configuration is a stack's configuration as its program would see it; it is
// a config.Source, and a config.Lister.
type Configuration struct {
	Project string
	Env     string
	Values  map[string]string // by PROJECT:KEY, as in the stack file
}

// Get returns the project's own value.
func (c Configuration) Get(key string) (string, bool) {
	v, ok := c.Values[c.Project+":"+key]
	return v, ok
}

// Stack is the environment.
func (c Configuration) Stack() string { return c.Env }

// Keys lists the project's own keys, so that a misspelt one is refused.
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
