package localaws

import (
	"maps"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// planned is what a preview knows: inputs and defaults, and an unknown for
// everything that AWS computes.
func planned(k *resources.Type, c *resources.Call, plain properties.Map) properties.Map {
	out := maps.Clone(c.In)
	delete(out, defaultsKey)
	if k.Outputs == nil {
		return out
	}
	c.ID = "00000000-0000-4000-a000-000000000000:preview"
	for key := range k.Outputs(c) {
		if _, given := plain[key]; !given {
			out[key] = properties.Unknown{}
		}
	}
	return out
}

// computed fills in what AWS computes, where the inputs leave it open.
func computed(k *resources.Type, c *resources.Call, out properties.Map) {
	if k.Outputs == nil {
		return
	}
	for key, v := range k.Outputs(c) {
		if _, given := c.In[key]; !given {
			out[key] = v
		}
	}
}

func withTags(k *resources.Type, s view, plain, out properties.Map) {
	if k.Tagged {
		out["tagsAll"] = mergedTags(s, plain)
	}
}

// overlay puts the engine's own values back where the plain ones say the same,
// so that secrets inside objects and archives survive.
func overlay(out, inputs resource.PropertyMap, plain properties.Map) resource.PropertyMap {
	for key, v := range inputs {
		if string(key) == defaultsKey {
			continue
		}
		now, there := out[key]
		if there && (sameValue(properties.FromEngine(resource.PropertyMap{"v": now})["v"], plain[string(key)]) ||
			properties.IsArchive(v)) {
			out[key] = v
		}
	}
	return out
}
