package engine

import (
	"encoding/json"
	"fmt"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	pkgstack "github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
)

// Plan is what a preview says that each resource is to become, as the pulumi command
// saves it. Its secrets are encrypted as those of the state are.
type Plan = json.RawMessage

// Keep hands the plan of every preview from here on to the function.
func (s *Stack) Keep(take func(Plan)) { s.keep = take }

// Follow has the next update do what the plan says, and stop before a step that it does not.
func (s *Stack) Follow(p Plan) { s.follows = p }

// keepPlan hands on the plan of a preview, if somebody wants it.
func (s *Stack) keepPlan(plan *deploy.Plan, op backend.UpdateOperation) error {
	if s.keep == nil {
		return nil
	}
	serialized, err := pkgstack.SerializePlan(plan, op.SecretsManager.Encrypter(), false)
	if err != nil {
		return fmt.Errorf("save the plan of %s: %w", s, err)
	}
	saved, err := json.Marshal(serialized)
	if err != nil {
		return fmt.Errorf("save the plan of %s: %w", s, err)
	}
	s.keep(saved)
	return nil
}

// follow gives the operation the plan that is to be followed, once.
func (s *Stack) follow(op *backend.UpdateOperation) error {
	if s.follows == nil {
		return nil
	}
	var saved apitype.DeploymentPlanV1
	if err := json.Unmarshal(s.follows, &saved); err != nil {
		return fmt.Errorf("read the plan of %s: %w", s, err)
	}
	plan, err := pkgstack.DeserializePlan(saved, op.SecretsManager.Decrypter())
	if err != nil {
		return fmt.Errorf("read the plan of %s: %w", s, err)
	}
	op.Opts.Engine.Plan, s.follows = plan, nil
	return nil
}
