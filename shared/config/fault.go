package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/shared/contract"
)

// Fault is a configuration value that breaks a rule.
type Fault struct {
	Key   string // with the project's namespace: slipway-foundation:email
	Value string // as configured
	Rule  string // what a legal value is
}

// Error names the key, the value and the rule.
func (f *Fault) Error() string { return fmt.Sprintf("%s is %q: %s", f.Key, f.Value, f.Rule) }

// Reject keeps a fault of the value at key.
func (r *Reader) Reject(key, value, rule string) {
	if !strings.Contains(key, ":") {
		key = r.prefix + key
	}
	r.Fail(&Fault{
		Key:   key,
		Value: value,
		Rule:  rule,
	})
}

// FullKey returns a project's key with its namespace, as in a stack file.
func FullKey(project, key string) string {
	if strings.Contains(key, ":") {
		return key
	}
	return project + ":" + key
}

// Fail keeps a fault that no single key is to blame for.
func (r *Reader) Fail(err error) {
	if err != nil {
		*r.faults = append(*r.faults, err)
	}
}

// Err joins all faults, nil when there are none. Where the source can list its
// keys, a key that nothing has read is a fault too.
func (r *Reader) Err() error {
	faults := slices.Clone(*r.faults)
	if l, ok := r.source.(Lister); ok {
		for _, key := range l.Keys() {
			if !slices.Contains(r.known, key) {
				v, _ := r.source.Get(key)
				faults = append(faults, &Fault{
					Key:   FullKey(r.project, key),
					Value: v,
					Rule:  r.instead(key),
				})
			}
		}
	}
	return errors.Join(faults...)
}

// instead says what a key that nothing has read may be meant to be.
func (r *Reader) instead(key string) string {
	namespace, name, foreign := strings.Cut(key, ":")
	if !foreign {
		namespace, name = r.project, key
	}
	known := map[string][]string{r.project: r.known}
	for _, common := range CommonKeys {
		provider, own, is := strings.Cut(common.Name, ":")
		if !is {
			provider, own = r.project, common.Name
		}
		known[provider] = append(known[provider], own)
	}
	for _, layer := range contract.LayerNames() {
		known[contract.Project(layer)] = append(known[contract.Project(layer)], "") // its keys are not known here
	}
	written := namespace
	namespace = Nearest(written, slices.Sorted(maps.Keys(known)))
	layer := strings.TrimPrefix(namespace, contract.Project(""))
	if nearest := Nearest(name, known[namespace]); nearest != "" {
		return fmt.Sprintf("no such key; did you mean %s:%s? See docs/configuration.md", namespace, nearest)
	}
	switch {
	case namespace == r.project, !slices.Contains(contract.LayerNames(), layer):
		return "no such key; see docs/configuration.md"
	case namespace != written:
		return fmt.Sprintf("no such key; did you mean %s:%s, in stacks/%s?", namespace, name, layer)
	}
	return fmt.Sprintf("a key of another layer, read from stacks/%s/Pulumi.%s.yaml alone", layer, r.source.Stack())
}
