package localaws

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
	"slipway/scripts/localaws/store"
)

// Create makes the resource; in a preview it only says what is still unknown.
func (p *provider) Create(ctx context.Context, r *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	inputs, err := decode(r.GetProperties())
	if err != nil {
		return nil, err
	}
	plain := properties.FromEngine(inputs)
	c := p.call(ctx, k, r.GetUrn(), plain)
	s := p.session(ctx)
	if r.GetPreview() {
		out := planned(k, c, plain)
		withTags(k, s, plain, out)
		answer, err := encode(overlay(properties.ToEngine(out, properties.Secrets(inputs)), inputs, plain))
		return &pulumirpc.CreateResponse{Properties: answer}, err
	}
	if err := p.begin(ctx, "create", k); err != nil {
		return nil, describe("creating", k, c, err)
	}
	p.calls.Lock()
	defer p.calls.Unlock()
	record, err := p.create(k, c, s, plain, properties.Secrets(inputs))
	var half *halfMade
	if err != nil && !errors.As(err, &half) {
		return nil, describe("creating", k, c, err)
	}
	answer, err := encode(overlay(properties.ToEngine(record.Outputs, record.Secrets), inputs, plain))
	if err == nil && half != nil {
		return nil, half.answer(describe("creating", k, c, half.rejected), record.ID, answer, r.GetProperties())
	}
	return &pulumirpc.CreateResponse{Id: record.ID, Properties: answer}, err
}

func (p *provider) create(
	k *resources.Type, c *resources.Call, s view, plain properties.Map, secrets []string,
) (store.Resource, error) {
	if k.Exists != nil {
		if err := k.Exists(c); err != nil {
			return store.Resource{}, err
		}
	}
	for _, rule := range k.Create {
		if err := rule(c); err != nil {
			return store.Resource{}, err
		}
	}
	c.ID = k.ID(c)
	if err := resources.NotTakenOver(k, c); err != nil {
		return store.Resource{}, err
	}
	out := maps.Clone(c.In)
	delete(out, defaultsKey)
	computed(k, c, out)
	out = k.Complete(c, out)
	withTags(k, s, plain, out)
	half := madeByHalf(k, c, out)
	if err := k.Tags(out.Sub("tagsAll")); err != nil {
		return store.Resource{}, err
	}
	record := store.Resource{
		Account: s.account,
		Region:  s.region,
		Type:    k.Token,
		ID:      c.ID,
		Key:     k.KeyOf(c),
		URN:     c.URN,
		Inputs:  plain,
		Outputs: out,
		Secrets: secrets,
	}
	if err := p.environment.Store.Put(record); err != nil {
		return record, err
	}
	c.Was = out
	if k.Created != nil {
		if err := k.Created(c); err != nil {
			return record, err
		}
	}
	if err := p.log.add(Operation{
		Time:    time.Now().UTC(),
		Op:      "create",
		Account: s.account,
		Type:    k.Token,
		ID:      c.ID,
		URN:     c.URN,
	}); err != nil {
		return record, err
	}
	return record, half
}

// begin waits as long as the settings say and fails when this call is to fail.
func (p *provider) begin(ctx context.Context, operation string, k *resources.Type) error {
	for _, f := range p.settings.faults {
		if err := f.strike(operation, k.Token, k.Label); err != nil {
			return err
		}
	}
	if err := p.settings.throttle.wait(ctx); err != nil {
		return err
	}
	if p.settings.latency == 0 {
		return nil
	}
	select {
	case <-time.After(p.settings.latency):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// describe words an error as the provider does: what it was doing, to what.
func describe(doing string, k *resources.Type, c *resources.Call, err error) error {
	name := c.Name()
	if name == "" {
		name = c.ID
	}
	if name == "" {
		return fmt.Errorf("%s %s: %w", doing, k.Label, err)
	}
	return fmt.Errorf("%s %s (%s): %w", doing, k.Label, name, err)
}
