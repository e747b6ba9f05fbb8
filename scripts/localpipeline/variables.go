package localpipeline

import (
	"cmp"
	"fmt"
	"regexp"

	"slipway/scripts/localaws/account"
)

// reference is a variable in an action's configuration: #{namespace.name}
// (CodePipeline user guide, actions-variables).
var reference = regexp.MustCompile(`#\{([A-Za-z0-9_@-]+)\.([A-Za-z0-9_@-]+)\}`)

// variables are what actions have exported, by namespace and name.
type variables map[string]map[string]string

// given are the variables of the pipeline, with the values that the execution was started
// with, or else their defaults (CodePipeline user guide, actions-variables).
func (s start) given(pipeline account.Pipeline) map[string]string {
	all := map[string]string{}
	for _, v := range pipeline.Variables {
		all[v.Name] = cmp.Or(s.variables[v.Name], v.DefaultValue)
	}
	return all
}

// resolve puts values in the place of references. One without a value fails the
// action, as in CodePipeline.
func (v variables) resolve(text string) (string, error) {
	var fault error
	resolved := reference.ReplaceAllStringFunc(text, func(found string) string {
		m := reference.FindStringSubmatch(found)
		value, there := v[m[1]][m[2]]
		if !there && fault == nil {
			fault = fmt.Errorf("the variable %s has no value: no action before this one exported it", found)
		}
		return value
	})
	return resolved, fault
}
