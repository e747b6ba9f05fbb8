package engine

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Wanted is a resource that a program asks for and no state holds.
type Wanted struct {
	URN, Type string
	Inputs    map[string]any
}

// adopting is a provider that takes what is there already into the state instead of
// making it. It reads and changes nothing of it: what differs from the program is
// changed by the next update, as drift is.
type adopting struct {
	plugin.Provider
	find func(context.Context, Wanted) (string, error)
}

// Create returns the resource that is there, or makes it.
func (a *adopting) Create(ctx context.Context, r plugin.CreateRequest) (plugin.CreateResponse, error) {
	if r.Preview {
		return a.Provider.Create(ctx, r)
	}
	id, err := a.find(ctx, Wanted{
		URN:    string(r.URN),
		Type:   string(r.Type),
		Inputs: r.Properties.Mappable(),
	})
	if err != nil {
		return plugin.CreateResponse{}, fmt.Errorf("look for %s: %w", r.Name, err)
	}
	if id == "" {
		return a.Provider.Create(ctx, r)
	}
	read, err := a.Read(ctx, plugin.ReadRequest{
		URN:     r.URN,
		Name:    r.Name,
		Type:    r.Type,
		ID:      resource.ID(id),
		Timeout: r.Timeout,
	})
	if err != nil {
		return plugin.CreateResponse{}, fmt.Errorf("read %s: %w", id, err)
	}
	if read.ID == "" || read.Outputs == nil {
		return a.Provider.Create(ctx, r)
	}
	return plugin.CreateResponse{
		ID:         read.ID,
		Properties: read.Outputs,
		Status:     resource.StatusOK,
	}, nil
}
