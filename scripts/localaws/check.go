package localaws

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// defaultsKey lists, as pulumi-aws does, the inputs that the provider filled in.
const defaultsKey = "__defaults"

// Check names what has no name and validates the inputs.
func (p *provider) Check(ctx context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	news, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.GetOlds())
	if err != nil {
		return nil, err
	}
	if err := autoname(k, r, news, olds); err != nil {
		return nil, err
	}
	if k.Tagged {
		withDefaultTags(news, p.session(ctx))
	}
	answer := &pulumirpc.CheckResponse{}
	for _, f := range k.Faults(p.call(ctx, k, r.GetUrn(), properties.FromEngine(news))) {
		answer.Failures = append(answer.Failures, &pulumirpc.CheckFailure{Property: f.Property, Reason: f.Reason})
	}
	answer.Inputs, err = encode(news)
	return answer, err
}

// withDefaultTags puts the provider's default tags under the resource's own, as
// pulumi-aws does before anything else looks at the inputs.
func withDefaultTags(news resource.PropertyMap, s view) {
	own, given := news["tags"]
	if len(s.tags) == 0 || given && !own.IsObject() && !own.IsNull() {
		return
	}
	all := resource.PropertyMap{}
	for key, v := range s.tags {
		all[resource.PropertyKey(key)] = resource.NewProperty(v)
	}
	if given && own.IsObject() {
		maps.Copy(all, own.ObjectValue())
	}
	news["tags"] = resource.NewProperty(all)
}

// autoname gives a physical name to a resource without one: the old one, or
// the logical name and seven random digits, the same for the same seed.
func autoname(k *resources.Type, r *pulumirpc.CheckRequest, news, olds resource.PropertyMap) error {
	key := resource.PropertyKey(k.Name.Property)
	if !k.Name.Auto {
		return nil
	}
	if _, given := news[key]; given {
		return nil
	}
	news[defaultsKey] = resource.NewProperty([]resource.PropertyValue{resource.NewProperty(string(key))})
	if old, had := olds[key]; had && madeUp(olds, string(key)) {
		news[key] = old
		return nil
	}
	base := r.GetName() + "-"
	if k.Name.Lower {
		base = strings.ToLower(base)
	}
	name, err := resource.NewUniqueName(r.GetRandomSeed(), base, 7, k.Name.Max, nil)
	if err != nil {
		return fmt.Errorf("name %s: %w", r.GetUrn(), err)
	}
	news[key] = resource.NewProperty(k.Name.Prefix + name)
	return nil
}

// madeUp reports whether the inputs' name was made up by autoname.
func madeUp(inputs resource.PropertyMap, key string) bool {
	made, ok := inputs[defaultsKey]
	if !ok || !made.IsArray() {
		return false
	}
	for _, v := range made.ArrayValue() {
		if v.IsString() && v.StringValue() == key {
			return true
		}
	}
	return false
}

// call prepares what the type's rules look at.
func (p *provider) call(ctx context.Context, k *resources.Type, urn string, in properties.Map) *resources.Call {
	s := p.session(ctx)
	full := maps.Clone(k.Defaults)
	if full == nil {
		full = properties.Map{}
	}
	for key, v := range in {
		if v != nil {
			full[key] = v
		}
	}
	return &resources.Call{
		Environment: p.environment,
		Type:        k,
		Account:     s.account,
		Region:      s.region,
		URN:         urn,
		In:          full,
	}
}
