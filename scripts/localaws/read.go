package localaws

import (
	"context"
	"maps"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
)

// Read gives the resource as it is now, for a refresh or an import; no id when
// it is gone. Inputs follow what changed outside Pulumi, as pulumi-aws reads
// them back, so that the next preview shows the drift.
func (p *provider) Read(ctx context.Context, r *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.GetProperties())
	if err != nil {
		return nil, err
	}
	inputs, err := decode(r.GetInputs())
	if err != nil {
		return nil, err
	}
	plainOlds, plainInputs := properties.FromEngine(olds), properties.FromEngine(inputs)
	c, s := p.call(ctx, k, r.GetUrn(), plainOlds), p.session(ctx)
	c.ID = r.GetId()
	record, found, err := p.find(k, c, s)
	if err != nil {
		return nil, err
	}
	if !found {
		return &pulumirpc.ReadResponse{}, nil
	}
	seen := properties.Map{}
	if len(plainInputs) == 0 {
		seen = record.Inputs
	}
	// What AWS and the provider add inside the program's blocks is no drift.
	c.Was = record.Outputs
	applied := k.Complete(c, record.Inputs)
	if record.URN != r.GetUrn() { // somebody else's inputs say nothing of what the program gave
		applied = k.Complete(c, plainInputs)
	}
	for key, v := range plainInputs {
		seen[key] = v
		if now, ok := record.Outputs[key]; ok && !sameValue(now, applied[key]) {
			seen[key] = outside(v, now, applied[key])
		}
	}
	outState, err := encode(overlay(properties.ToEngine(record.Outputs, record.Secrets), olds, plainOlds))
	if err != nil {
		return nil, err
	}
	seenInputs := overlay(properties.ToEngine(seen, record.Secrets), inputs, plainInputs)
	if made, ok := inputs[defaultsKey]; ok {
		seenInputs[defaultsKey] = made
	}
	inState, err := encode(seenInputs)
	return &pulumirpc.ReadResponse{
		Id:         record.ID,
		Properties: outState,
		Inputs:     inState,
	}, err
}

// outside is an input with what has been changed past Pulumi, and without what AWS and
// the provider add.
func outside(input, now, applied any) any {
	in, isObject := input.(map[string]any)
	is, nowObject := now.(map[string]any)
	was, wasObject := applied.(map[string]any)
	if !isObject || !nowObject || !wasObject {
		return now
	}
	seen := maps.Clone(in)
	for key := range joined(is, was) {
		switch {
		case sameValue(is[key], was[key]):
		case is[key] == nil:
			delete(seen, key)
		default:
			seen[key] = outside(in[key], is[key], was[key])
		}
	}
	return seen
}
