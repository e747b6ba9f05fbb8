package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// part returns a reader of an object that is a setting's value, and rejects what it
// does not have.
func (r *Reader) part(key, what string, given map[string]any, names ...string) *Reader {
	of := &Reader{
		project: r.project,
		prefix:  r.prefix + key + ".",
		source:  within{r.source, given},
		faults:  r.faults,
	}
	last := len(names) - 1
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(names, name) {
			of.Reject(name, compact(given[name]), fmt.Sprintf("no such part of %s; it has %s and %s", what,
				strings.Join(names[:last], ", "), names[last]))
		}
	}
	return of
}

// texts reads a list of texts of a pattern, none twice.
func (r *Reader) texts(key string, pattern *regexp.Regexp, rule string) []string {
	var all []string
	r.Object(key, &all, "a list of texts")
	for i, text := range all {
		switch {
		case !pattern.MatchString(text):
			r.Reject(key, text, rule)
		case slices.Contains(all[:i], text):
			r.Reject(key, text, "named twice")
		}
	}
	return all
}
