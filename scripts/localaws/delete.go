package localaws

import (
	"context"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// Delete removes the resource; what is gone already is no error, as with the provider.
func (p *provider) Delete(ctx context.Context, r *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	k, err := typeOf(r.GetType())
	if err != nil {
		return nil, err
	}
	olds, err := decode(r.GetProperties())
	if err != nil {
		return nil, err
	}
	c, s := p.call(ctx, k, r.GetUrn(), properties.FromEngine(olds)), p.session(ctx)
	c.ID = r.GetId()
	if err := p.begin(ctx, "delete", k); err != nil {
		return nil, describe("deleting", k, c, err)
	}
	p.calls.Lock()
	defer p.calls.Unlock()
	if err := p.delete(k, c, s); err != nil {
		return nil, describe("deleting", k, c, err)
	}
	return &emptypb.Empty{}, nil
}

func (p *provider) delete(k *resources.Type, c *resources.Call, s view) error {
	record, found, err := p.find(k, c, s)
	if err != nil || !found {
		return err
	}
	// Settings such as forceDestroy count as the engine's state has them; the
	// rest as it is now.
	c.Was = record.Outputs
	for _, rule := range k.Delete {
		if err := rule(c); err != nil {
			return err
		}
	}
	if err := p.environment.Store.Delete(record.Account, k.Token, record.Key); err != nil {
		return err
	}
	if k.Deleted != nil {
		if err := k.Deleted(c); err != nil {
			return err
		}
	}
	return p.log.add(Operation{
		Time:    time.Now().UTC(),
		Op:      "delete",
		Account: record.Account,
		Type:    k.Token,
		ID:      c.ID,
		URN:     c.URN,
	})
}
