package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Outputs returns what the program exported when it was last deployed, or exports now if
// it is being deployed and they are final; empty for a stack that is empty or not there.
// Secrets are replaced by Secret.
func (s *Stack) Outputs(ctx context.Context) (map[string]any, error) {
	if final := s.engine.finals.get(s.name()); final != nil {
		values := map[string]any{}
		for key, value := range final {
			values[key] = value
		}
		return values, nil
	}
	outputs, err := s.outputs(ctx)
	if err != nil {
		return nil, fmt.Errorf("read outputs of %s: %w", s, err)
	}
	return opened(outputs), nil
}

// opened are outputs with Secret for those that are.
func opened(outputs resource.PropertyMap) map[string]any {
	values := map[string]any{}
	for key, value := range outputs {
		if value.ContainsSecrets() {
			values[string(key)] = Secret
			continue
		}
		values[string(key)] = value.Mappable()
	}
	return values
}

// Secret stands for the value of an output that is secret.
const Secret = "[secret]"

// Another returns the outputs of another stack on the same backend, by its whole name, as
// Outputs does; nil for one that is not there.
func (s *Stack) Another(ctx context.Context, name string) (map[string]any, error) {
	ref, err := s.backend.ParseStackReference(name)
	if err != nil {
		return nil, fmt.Errorf("name stack %s: %w", name, err)
	}
	there, err := s.backend.GetStack(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", name, err)
	}
	if there == nil {
		return nil, nil
	}
	outputs, err := there.SnapshotStackOutputs(ctx, s.engine.keys)
	if err != nil {
		return nil, fmt.Errorf("read outputs of %s: %w", name, err)
	}
	return opened(resource.ToResourcePropertyMap(outputs)), nil
}

// Reference is the whole name of the stack that a reference in a setting means: by its
// project alone, that of the same environment and organization.
func (s *Stack) Reference(text string) string {
	if strings.Contains(text, "/") {
		return text
	}
	organization, _, _ := strings.Cut(string(s.ref.FullyQualifiedName()), "/")
	return organization + "/" + text + "/" + s.env
}

func (s *Stack) outputs(ctx context.Context) (resource.PropertyMap, error) {
	if s.place.bucket == nil {
		there, err := s.backend.GetStack(ctx, s.ref)
		if err != nil || there == nil {
			return nil, err
		}
		outputs, err := there.SnapshotStackOutputs(ctx, s.engine.keys)
		return resource.ToResourcePropertyMap(outputs), err
	}
	k, err := s.known(ctx)
	if err != nil || k == nil || k.checkpoint.Latest == nil {
		return nil, err
	}
	return stack.DeserializeStackOutputs(ctx, *k.checkpoint.Latest, s.engine.keys)
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
	deployment, err := s.deployment(ctx)
	if err != nil || deployment == nil {
		return State{}, err
	}
	state := State{Pending: len(deployment.PendingOperations)}
	for _, r := range deployment.Resources {
		if r.Type != resource.RootStackType {
			state.Resources = append(state.Resources, Resource{
				URN:    string(r.URN),
				Type:   string(r.Type),
				ID:     string(r.ID),
				Custom: r.Custom,
			})
		}
	}
	return state, nil
}

// deployment is the state; nil for a stack that is not there or was never deployed.
func (s *Stack) deployment(ctx context.Context) (*apitype.DeploymentV3, error) {
	if s.place.bucket != nil {
		k, err := s.known(ctx)
		if err != nil {
			return nil, fmt.Errorf("read stack %s: %w", s, err)
		}
		if k == nil {
			return nil, nil
		}
		return k.checkpoint.Latest, nil
	}
	exported, err := s.Export(ctx)
	if err != nil || exported == nil {
		return nil, err
	}
	var d struct{ Deployment *apitype.DeploymentV3 }
	if err := json.Unmarshal(exported, &d); err != nil {
		return nil, fmt.Errorf("decode state of %s: %w", s, err)
	}
	return d.Deployment, nil
}

// Still has Export, and what rests on it, read the state once: for a run that only looks.
func (s *Stack) Still() { s.still = true }

// Export returns the stack's state as `pulumi stack export` prints it, nil for
// a stack that is not there.
func (s *Stack) Export(ctx context.Context) ([]byte, error) {
	if s.place.bucket != nil {
		k, err := s.known(ctx)
		if err != nil {
			return nil, fmt.Errorf("export stack %s: %w", s, err)
		}
		if k == nil {
			return nil, nil
		}
		return k.json()
	}
	if s.still && s.exported != nil {
		return s.exported, nil
	}
	there, err := s.backend.GetStack(ctx, s.ref)
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	if there == nil {
		return nil, nil
	}
	deployment, err := backend.ExportStackDeployment(ctx, there)
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
	there, err := s.get(ctx)
	if err != nil {
		return err
	}
	if err := backend.ImportStackDeployment(ctx, there, &deployment); err != nil {
		return s.orLocked(fmt.Errorf("import stack %s: %w", s, err))
	}
	return nil
}
