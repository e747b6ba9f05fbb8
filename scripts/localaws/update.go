package localaws

import (
	"context"
	"fmt"
	"maps"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
)

// Update sends what changed. Properties whose inputs did not change keep the
// value they have now, even when something other than Pulumi set it.
func (p *provider) Update(ctx context.Context, r *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	oldInputs, err := decode(r.GetOldInputs())
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.GetOlds())
	if err != nil {
		return nil, err
	}
	inputs, err := decode(r.GetNews())
	if err != nil {
		return nil, err
	}
	plain := properties.FromEngine(inputs)
	c, s := p.call(ctx, k, r.GetUrn(), plain), p.session(ctx)
	c.ID, c.Old, c.Was = r.GetId(), properties.FromEngine(oldInputs), properties.FromEngine(olds)
	secrets := properties.Secrets(inputs)
	if r.GetPreview() {
		out := updated(k, c, plain)
		withTags(k, s, plain, out)
		if k.Recomputed != nil {
			for _, key := range k.Recomputed(c) {
				out[key] = properties.Unknown{}
			}
		}
		answer, err := encode(overlay(properties.ToEngine(out, secrets), inputs, plain))
		return &pulumirpc.UpdateResponse{Properties: answer}, err
	}
	if err := p.begin(ctx, "update", k); err != nil {
		return nil, describe("updating", k, c, err)
	}
	p.calls.Lock()
	defer p.calls.Unlock()
	record, err := p.update(k, c, s, plain, secrets)
	if err != nil {
		return nil, describe("updating", k, c, err)
	}
	answer, err := encode(overlay(properties.ToEngine(record.Outputs, record.Secrets), inputs, plain))
	return &pulumirpc.UpdateResponse{Properties: answer}, err
}

func (p *provider) update(
	k *resources.Type, c *resources.Call, s view, plain properties.Map, secrets []string,
) (store.Resource, error) {
	record, found, err := p.find(k, c, s)
	if err != nil {
		return record, err
	}
	if !found {
		return record, fmt.Errorf("%s %s does not exist any more: refresh the layer, then deploy it again", k.Label, c.ID)
	}
	// What a creation by half left out is in the inputs and not in the state.
	missed := k.Sets != "" && c.In[k.Sets] != nil && c.Was[k.Sets] != c.In[k.Sets]
	c.Was, c.Differs = record.Outputs, changedInputs(k, c, plain)
	for _, rule := range k.Update {
		if err := rule(c); err != nil {
			return record, err
		}
	}
	out := updated(k, c, plain)
	if missed {
		out[k.Sets] = c.In[k.Sets]
	}
	computed(k, c, out)
	out = k.Complete(c, out)
	withTags(k, s, plain, out)
	if err := k.Tags(out.Sub("tagsAll")); err != nil {
		return record, err
	}
	record.Inputs, record.Outputs, record.Secrets, record.URN = plain, out, secrets, c.URN
	if err := p.environment.Store.Put(record); err != nil {
		return record, err
	}
	if k.Updated != nil {
		c.Was = out
		if err := k.Updated(c); err != nil {
			return record, err
		}
	}
	return record, p.log.add(Operation{
		Time:    time.Now().UTC(),
		Op:      "update",
		Account: record.Account,
		Type:    k.Token,
		ID:      c.ID,
		URN:     c.URN,
	})
}

// updated is the resource as it was, with the changed inputs and those that the
// provider sends again although they did not change: an input that is ignored is
// then sent as the state has it, however old.
func updated(k *resources.Type, c *resources.Call, plain properties.Map) properties.Map {
	out := maps.Clone(c.Was)
	sent := changedInputs(k, c, plain)
	if k.SentAgain != nil {
		sent = append(sent, k.SentAgain(c)...)
	}
	for _, key := range sent {
		if v, ok := c.In[key]; ok {
			out[key] = v
		} else {
			delete(out, key)
		}
	}
	delete(out, defaultsKey)
	return out
}

// find loads the resource of the call. Where ids repeat, the parent that is
// part of the key comes from the inputs, the state or the id itself.
func (p *provider) find(k *resources.Type, c *resources.Call, s view) (store.Resource, bool, error) {
	for _, key := range []string{k.KeyOf(c), c.ID} {
		record, found, err := p.environment.Store.Get(s.account, k.Token, key)
		if err != nil || found {
			return record, found, err
		}
	}
	return store.Resource{}, false, nil
}
