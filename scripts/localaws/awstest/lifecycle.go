package awstest

import (
	"context"
	"fmt"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/properties"
)

// Resource is a resource as the engine remembers it.
type Resource struct {
	Token, Name, ID string
	In, Out         properties.Map
}

// Create checks and creates, as the engine does.
func (c Client) Create(token, name string, in m) (Resource, error) {
	c.T.Helper()
	checked, faults := c.Check(token, name, in)
	if len(faults) > 0 {
		return Resource{}, fmt.Errorf("%s: %s", faults[0].GetProperty(), faults[0].GetReason())
	}
	r, err := c.RPC.Create(c.T.Context(), &pulumirpc.CreateRequest{
		Urn:        URN(token, name),
		Type:       token,
		Name:       name,
		Properties: c.Wire(checked),
	})
	if err != nil {
		return Resource{}, err
	}
	return Resource{token, name, r.GetId(), checked, c.Plain(r.GetProperties())}, nil
}

// Given creates what a test needs and expects no error.
func (c Client) Given(token, name string, in m) Resource {
	c.T.Helper()
	e, err := c.Create(token, name, in)
	require.NoError(c.T, err, "%s %s", token, name)
	return e
}

// Preview is Create in a preview.
func (c Client) Preview(token, name string, in m) properties.Map {
	c.T.Helper()
	checked, faults := c.Check(token, name, in)
	require.Empty(c.T, faults)
	r, err := c.RPC.Create(c.T.Context(), &pulumirpc.CreateRequest{
		Urn:        URN(token, name),
		Type:       token,
		Name:       name,
		Properties: c.Wire(checked),
		Preview:    true,
	})
	require.NoError(c.T, err)
	require.Empty(c.T, r.GetId())
	return c.Plain(r.GetProperties())
}

// Read refreshes; false if the resource is gone.
func (c Client) Read(e Resource) (Resource, bool) {
	c.T.Helper()
	r, err := c.RPC.Read(c.T.Context(), &pulumirpc.ReadRequest{
		Id:         e.ID,
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Properties: c.Wire(e.Out),
		Inputs:     c.Wire(e.In),
	})
	require.NoError(c.T, err)
	if r.GetId() == "" {
		return Resource{}, false
	}
	return Resource{e.Token, e.Name, r.GetId(), c.Plain(r.GetInputs()), c.Plain(r.GetProperties())}, true
}

// Delete deletes a resource.
func (c Client) Delete(e Resource) error {
	_, err := c.RPC.Delete(context.WithoutCancel(c.T.Context()), &pulumirpc.DeleteRequest{
		Id:         e.ID,
		Urn:        URN(e.Token, e.Name),
		Type:       e.Token,
		Name:       e.Name,
		Properties: c.Wire(e.Out),
		OldInputs:  c.Wire(e.In),
	})
	return err
}

// CreateFor is Create that gives up after a while.
func (c Client) CreateFor(patience time.Duration, token string, in m) error {
	c.T.Helper()
	ctx, stop := context.WithTimeout(c.T.Context(), patience)
	defer stop()
	_, err := c.RPC.Create(ctx, &pulumirpc.CreateRequest{
		Urn:        URN(token, "it"),
		Type:       token,
		Name:       "it",
		Properties: c.Wire(in),
	})
	return err
}
