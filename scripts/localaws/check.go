package localaws

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/catalogue"
	"slipway/scripts/localaws/props"
)

// defaultsKey lists, as pulumi-aws does, the inputs that the provider filled in.
const defaultsKey = "__defaults"

// Check names what has no name and validates the inputs.
func (p *provider) Check(ctx context.Context, r *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	k, err := kind(r.GetType())
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
	answer := &pulumirpc.CheckResponse{}
	for _, f := range k.Faults(p.call(ctx, k, r.GetUrn(), props.FromEngine(news))) {
		answer.Failures = append(answer.Failures, &pulumirpc.CheckFailure{Property: f.Property, Reason: f.Reason})
	}
	answer.Inputs, err = encode(news)
	return answer, err
}

// autoname gives a physical name to a resource without one: the old one, or
// the logical name and seven random digits, the same for the same seed.
func autoname(k *catalogue.Kind, r *pulumirpc.CheckRequest, news, olds resource.PropertyMap) error {
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

// madeUp tells whether the inputs' name was made up by autoname.
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

// call prepares a look at the world for the kind's rules.
func (p *provider) call(ctx context.Context, k *catalogue.Kind, urn string, in props.Map) *catalogue.Call {
	s := p.session(ctx)
	full := maps.Clone(k.Defaults)
	if full == nil {
		full = props.Map{}
	}
	for key, v := range in {
		if v != nil {
			full[key] = v
		}
	}
	return &catalogue.Call{World: p.world, Kind: k, Account: s.account, Region: s.region, URN: urn, In: full}
}
