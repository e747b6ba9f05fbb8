package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
					Rule:  "no such key; see docs/configuration.md",
				})
			}
		}
	}
	return errors.Join(faults...)
}
