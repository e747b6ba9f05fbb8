package resources

import (
	"fmt"
	"regexp"
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

var (
	stageName    = regexp.MustCompile(`^[A-Za-z0-9.@\-_]{1,100}$`)
	artifactName = regexp.MustCompile(`^[a-zA-Z0-9_\-]{1,100}$`)
	variableName = regexp.MustCompile(`^[A-Za-z0-9@\-_]{1,128}$`)
)

func stageCount(c *Call) []awserr.Fault {
	stages, known := c.In["stages"].([]any)
	if known && len(stages) < 2 {
		return fault("stages",
			"Not enough list items: attribute stages requires 2 item minimum, but config has only %d declared", len(stages))
	}
	return nil
}

var stageShape = eachOf("stages", func(at string, stage properties.Map) []awserr.Fault {
	var out []awserr.Fault
	if name, ok := stage.Text("name"); ok && !stageName.MatchString(name) {
		out = append(out,
			fault(at+".name",
				"invalid value for name (must be 1 to 100 letters, digits and the characters . @ - _): %s", name)...)
	}
	for key, allowed := range map[string][]string{
		"onFailure.result":                       {"ROLLBACK", "FAIL", "RETRY", "SKIP"},
		"onFailure.retryConfiguration.retryMode": {"FAILED_ACTIONS", "ALL_ACTIONS"},
	} {
		if value := stage.Str(key); value != "" && !slices.Contains(allowed, value) {
			out = append(out, fault(at+"."+key, "expected %s to be one of %q, got %s", key, allowed, value)...)
		}
	}
	for i, action := range stage.Maps("actions") {
		here := fmt.Sprintf("%s.actions.%d", at, i)
		for _, key := range []string{"category", "name", "owner", "provider", "version"} {
			if !action.Has(key) {
				out = append(out, fault(here+"."+key, "Missing required property '%s'", key)...)
			}
		}
		if name, ok := action.Text("name"); ok && !stageName.MatchString(name) {
			out = append(out,
				fault(here+".name",
					"invalid value for name (must be 1 to 100 letters, digits and the characters . @ - _): %s", name)...)
		}
		if category, ok := action.Text("category"); ok &&
			!slices.Contains([]string{"Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"}, category) {
			out = append(out,
				fault(here+".category",
					"expected category to be one of [Source Build Deploy Test Invoke Approval Compute], got %s", category)...)
		}
		for _, list := range []string{"inputArtifacts", "outputArtifacts"} {
			for _, name := range action.Strs(list) {
				if !artifactName.MatchString(name) {
					out = append(out,
						fault(here+"."+list,
							"invalid value for %s (must be 1 to 100 letters, digits, hyphens and underscores): %s", list, name)...)
				}
			}
		}
	}
	return out
})

func variableNames(c *Call) []awserr.Fault {
	for i, v := range c.In.Maps("variables") {
		if name, ok := v.Text("name"); ok && !variableName.MatchString(name) {
			return fault(fmt.Sprintf("variables.%d.name", i),
				"invalid value for name (must be 1 to 128 letters, digits and the characters @ - _): %s", name)
		}
	}
	return nil
}

func artifactStoreShape(c *Call) []awserr.Fault {
	stores := c.In.Maps("artifactStores")
	for i, s := range stores {
		at := fmt.Sprintf("artifactStores.%d", i)
		if kind, ok := s.Text("type"); ok && kind != "S3" {
			return fault(at+".type", `expected type to be one of ["S3"], got %s`, kind)
		}
		if len(stores) > 1 && !s.Has("region") {
			return fault(at+".region", "region must be set for a cross-region CodePipeline")
		}
		if len(stores) == 1 && s.Str("region") != "" {
			return fault(at+".region", "region cannot be set for a single-region CodePipeline")
		}
	}
	return nil
}
