package engine

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Outputs returns what the program exported when it was last deployed; empty
// for a stack that is empty or not there. Secrets are replaced by "[secret]".
func (s *Stack) Outputs(ctx context.Context) (map[string]any, error) {
	stack, err := s.backend.GetStack(ctx, s.ref)
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	if stack == nil {
		return map[string]any{}, nil
	}
	outputs, err := stack.SnapshotStackOutputs(ctx, s.engine.keys)
	if err != nil {
		return nil, fmt.Errorf("read outputs of %s: %w", s, err)
	}
	values := map[string]any{}
	for key, value := range resource.ToResourcePropertyMap(outputs) {
		if value.ContainsSecrets() {
			values[string(key)] = "[secret]"
			continue
		}
		values[string(key)] = value.Mappable()
	}
	return values, nil
}

// Resource is one resource of a stack's state.
type Resource struct {
	URN  string
	Type string
	ID   string
	// Custom resources are a provider's; the others group them.
	Custom bool
}

// State is what a stack holds, without the values.
type State struct {
	Resources []Resource
	// Pending counts operations that were under way when the process that ran
	// them died.
	Pending int
}

// State reads what the stack holds; nothing for one that is not there. No
// passphrase is needed.
func (s *Stack) State(ctx context.Context) (State, error) {
	exported, err := s.Export(ctx)
	if err != nil || exported == nil {
		return State{}, err
	}
	var d struct {
		Deployment struct {
			Resources []struct {
				URN    string `json:"urn"`
				Type   string `json:"type"`
				ID     string `json:"id"`
				Custom bool   `json:"custom"`
			} `json:"resources"`
			Pending []json.RawMessage `json:"pending_operations"`
		} `json:"deployment"`
	}
	if err := json.Unmarshal(exported, &d); err != nil {
		return State{}, fmt.Errorf("decode state of %s: %w", s, err)
	}
	state := State{Pending: len(d.Deployment.Pending)}
	for _, r := range d.Deployment.Resources {
		if r.Type != "pulumi:pulumi:Stack" {
			state.Resources = append(state.Resources, Resource(r))
		}
	}
	return state, nil
}

// Still has Export, and what rests on it, read the state once: for a run that only looks.
func (s *Stack) Still() { s.still = true }

// Export returns the stack's state as `pulumi stack export` prints it, nil for
// a stack that is not there.
func (s *Stack) Export(ctx context.Context) ([]byte, error) {
	if s.still && s.exported != nil {
		return s.exported, nil
	}
	stack, err := s.backend.GetStack(ctx, s.ref)
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	if stack == nil {
		return nil, nil
	}
	deployment, err := backend.ExportStackDeployment(ctx, stack)
	if err != nil {
		return nil, fmt.Errorf("export stack %s: %w", s, err)
	}
	exported, err := json.MarshalIndent(deployment, "", "    ")
	if err != nil {
		return nil, fmt.Errorf("encode state of %s: %w", s, err)
	}
	if s.still {
		s.exported = exported
	}
	return exported, nil
}

// Import replaces the stack's state by an export.
func (s *Stack) Import(ctx context.Context, exported []byte) error {
	ctx = context.WithoutCancel(ctx)
	var deployment apitype.UntypedDeployment
	if err := json.Unmarshal(exported, &deployment); err != nil {
		return fmt.Errorf("decode state: %w", err)
	}
	stack, err := s.get(ctx)
	if err != nil {
		return err
	}
	if err := backend.ImportStackDeployment(ctx, stack, &deployment); err != nil {
		return s.orLocked(fmt.Errorf("import stack %s: %w", s, err))
	}
	return nil
}
