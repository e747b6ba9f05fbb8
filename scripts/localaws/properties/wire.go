package properties

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// FromEngine turns the engine's property map into plain values: secrets are
// opened, outputs resolved, resource references become their ids.
func FromEngine(m resource.PropertyMap) Map {
	return plain(resource.NewProperty(m)).(map[string]any)
}

// ToEngine turns plain values into the engine's property map and marks the
// named top-level properties as secret.
func ToEngine(m Map, secret []string) resource.PropertyMap {
	out := resource.PropertyMap{}
	for k, v := range m {
		p := engineValue(v)
		if slices.Contains(secret, k) && !p.IsComputed() {
			p = resource.MakeSecret(p)
		}
		out[resource.PropertyKey(k)] = p
	}
	return out
}

// Secrets names, in order, the top-level properties that hold a secret somewhere.
func Secrets(m resource.PropertyMap) []string {
	var out []string
	for k, v := range m {
		if v.ContainsSecrets() {
			out = append(out, string(k))
		}
	}
	slices.Sort(out)
	return out
}

func plain(v resource.PropertyValue) any {
	switch {
	case v.IsSecret():
		return plain(v.SecretValue().Element)
	case v.IsComputed():
		return Unknown{}
	case v.IsOutput():
		if !v.OutputValue().Known {
			return Unknown{}
		}
		return plain(v.OutputValue().Element)
	case v.IsResourceReference():
		return plain(v.ResourceReferenceValue().ID)
	case v.IsAsset():
		return Archive{Hash: v.AssetValue().Hash}
	case v.IsArchive():
		return Archive{Hash: v.ArchiveValue().Hash}
	case v.IsArray():
		out := make([]any, 0, len(v.ArrayValue()))
		for _, e := range v.ArrayValue() {
			out = append(out, plain(e))
		}
		return out
	case v.IsObject():
		out := map[string]any{}
		for k, e := range v.ObjectValue() {
			out[string(k)] = plain(e)
		}
		return out
	case v.IsString():
		return v.StringValue()
	case v.IsNumber():
		return v.NumberValue()
	case v.IsBool():
		return v.BoolValue()
	}
	return nil
}

func engineValue(v any) resource.PropertyValue {
	switch v := v.(type) {
	case Unknown:
		return resource.MakeComputed(resource.NewProperty(""))
	case Map:
		return engineValue(map[string]any(v))
	case map[string]any:
		out := resource.PropertyMap{}
		for k, e := range v {
			out[resource.PropertyKey(k)] = engineValue(e)
		}
		return resource.NewProperty(out)
	case []any:
		out := make([]resource.PropertyValue, 0, len(v))
		for _, e := range v {
			out = append(out, engineValue(e))
		}
		return resource.NewProperty(out)
	}
	return resource.NewPropertyValue(v)
}

// IsArchive reports whether the value is a file or archive of the program.
func IsArchive(v resource.PropertyValue) bool {
	if v.IsSecret() {
		return IsArchive(v.SecretValue().Element)
	}
	return v.IsAsset() || v.IsArchive()
}
