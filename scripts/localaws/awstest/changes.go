package awstest

import (
	"fmt"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/properties"
)

// Diff compares a resource with new inputs.
func (c Client) Diff(e Resource, in m) *pulumirpc.DiffResponse {
	c.T.Helper()
	checked, faults := c.Check(e.Token, e.Name, in)
	require.Empty(c.T, faults)
	r, err := c.RPC.Diff(c.T.Context(), &pulumirpc.DiffRequest{
		Id:        e.ID,
		Urn:       URN(e.Token, e.Name),
		Type:      e.Token,
		Name:      e.Name,
		Olds:      c.Wire(e.Out),
		OldInputs: c.Wire(e.In),
		News:      c.Wire(checked),
	})
	require.NoError(c.T, err)
	return r
}

// Update checks and updates, as the engine does.
func (c Client) Update(e Resource, in m) (Resource, error) {
	c.T.Helper()
	return c.Updating(e, in, false)
}

// Updating is Update, or a preview of it.
func (c Client) Updating(e Resource, in m, preview bool) (Resource, error) {
	c.T.Helper()
	checked, faults := c.Check(e.Token, e.Name, in)
	if len(faults) > 0 {
		return e, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.RPC.Update(c.T.Context(), &pulumirpc.UpdateRequest{
		Id:        e.ID,
		Urn:       URN(e.Token, e.Name),
		Type:      e.Token,
		Name:      e.Name,
		Preview:   preview,
		Olds:      c.Wire(e.Out),
		OldInputs: c.Wire(e.In),
		News:      c.Wire(checked),
	})
	if err != nil {
		return e, err
	}
	return Resource{e.Token, e.Name, e.ID, checked, c.Plain(r.GetProperties())}, nil
}

// Recheck validates new inputs of an existing resource, with another seed.
func (c Client) Recheck(e Resource, in m) properties.Map {
	c.T.Helper()
	r, err := c.RPC.Check(c.T.Context(), &pulumirpc.CheckRequest{
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Olds:       c.Wire(e.In),
		News:       c.Wire(in),
		RandomSeed: []byte("another seed of thirty-two bytes"),
	})
	require.NoError(c.T, err)
	return c.Plain(r.GetInputs())
}
