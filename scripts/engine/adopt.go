package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Wanted is a resource that a program asks for and no state holds.
type Wanted struct {
	URN, Type string
	Inputs    map[string]any
}

// Taken is such a resource that is there already.
type Taken struct {
	Wanted
	ID       string
	Outputs  map[string]any
	Differs  []string // inputs that it has otherwise, which an update changes
	Replaces []string // inputs that it has otherwise and that only a new resource can have
}

// Adoption takes what is there already into the state instead of making it.
type Adoption struct {
	// Find is the id of a resource that is to be made and is there already, "" for one
	// that is not.
	Find func(context.Context, Wanted) (id string, err error)
	// Planned hears in a preview what would be taken.
	Planned func(Taken)
}

// adopting is a provider that takes what is there. It reads and changes nothing of it:
// what differs from the program is changed by the next update, as drift is.
type adopting struct {
	plugin.Provider
	Adoption
	// refreshed: the provider compares the program with what the state has for inputs, and
	// these are the program's. So what was taken is read again before its next update.
	refreshed bool
}

// Create returns the resource that is there, or makes it.
func (a *adopting) Create(ctx context.Context, r plugin.CreateRequest) (plugin.CreateResponse, error) {
	wanted := Wanted{
		URN:    string(r.URN),
		Type:   string(r.Type),
		Inputs: r.Properties.Mappable(),
	}
	id, err := a.Find(ctx, wanted)
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
	if r.Preview && a.Planned != nil {
		if err := a.plan(ctx, wanted, r, read); err != nil {
			return plugin.CreateResponse{}, err
		}
	}
	return plugin.CreateResponse{
		ID:                  read.ID,
		Properties:          read.Outputs,
		Status:              resource.StatusOK,
		RefreshBeforeUpdate: a.refreshed,
	}, nil
}

// plan tells what would be taken, and what of it is otherwise than the program asks.
func (a *adopting) plan(
	ctx context.Context, wanted Wanted, r plugin.CreateRequest, read plugin.ReadResponse,
) error {
	diff, err := a.Diff(ctx, plugin.DiffRequest{
		URN:           r.URN,
		Name:          r.Name,
		Type:          r.Type,
		ID:            read.ID,
		OldInputs:     read.Inputs,
		OldOutputs:    read.Outputs,
		NewInputs:     r.Properties,
		AllowUnknowns: true,
	})
	if err != nil {
		return fmt.Errorf("compare %s: %w", read.ID, err)
	}
	taken := Taken{
		Wanted:  wanted,
		ID:      string(read.ID),
		Outputs: read.Outputs.Mappable(),
	}
	for path, difference := range diff.DetailedDiff {
		key := resource.PropertyKey(strings.FieldsFunc(path, func(c rune) bool { return c == '.' || c == '[' })[0])
		value := r.Properties[key]
		switch name := string(key); {
		case value.ContainsUnknowns(), slices.Contains(taken.Differs, name), slices.Contains(taken.Replaces, name):
		case difference.Kind.IsReplace():
			taken.Replaces = append(taken.Replaces, name)
		default:
			taken.Differs = append(taken.Differs, name)
		}
	}
	slices.Sort(taken.Differs)
	slices.Sort(taken.Replaces)
	a.Planned(taken)
	return nil
}
