package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"slipway/scripts/engine"
	"slipway/scripts/plan"
	"slipway/shared/contract"
)

// saving collects what a saved plan needs while a preview goes on.
type saving struct {
	*session
	mu    sync.Mutex // layers are planned side by side
	steps map[string]engine.Plan
}

// saving has the previews of this session keep their plans.
func (s *session) saving() *saving {
	kept := &saving{
		session: s,
		steps:   map[string]engine.Plan{},
	}
	for layer, stack := range s.stacks {
		stack.Keep(func(p engine.Plan) {
			kept.mu.Lock()
			defer kept.mu.Unlock()
			kept.steps[layer] = p
		})
	}
	return kept
}

// write saves the plan. The salt is written to the stack files first: what the plan
// encrypts could not be read with another.
func (s *saving) write(ctx context.Context, folder string, found plan.Plan, names []string) error {
	if err := s.keepSalt(); err != nil {
		return err
	}
	origin, err := s.origin(ctx, folder)
	if err != nil {
		return err
	}
	err = plan.Saved{
		Origin: origin,
		Plan:   found,
		Steps:  s.steps,
	}.Save(s.absolute(folder))
	if err != nil {
		return err
	}
	s.plan = folder
	s.last = append(s.last, fmt.Sprintf("The plan is saved. `%s PLAN=%s` deploys it, and nothing else.",
		s.runner.Command("deploy", names...), folder))
	return nil
}

// origin is what a plan is made from now.
func (s *session) origin(ctx context.Context, folder string) (o plan.Origin, err error) {
	o = plan.Origin{
		Version:     Version,
		Environment: s.env.Name,
		Account:     s.ownAccount(),
		Settings:    map[string]string{},
		States:      map[string]string{},
	}
	if o.Commit, o.Uncommitted, err = plan.Commit(ctx, s.Root, s.absolute(folder)); err != nil {
		return o, err
	}
	for i, layer := range contract.LayerNames() {
		path := s.env.StackFiles()[i]
		content, err := os.ReadFile(path)
		if err != nil && !os.IsNotExist(err) {
			return o, fmt.Errorf("read settings: %w", err)
		}
		o.Settings[s.env.Relative(path)] = plan.Digest(content)
		exported, err := s.stacks[layer].Export(ctx)
		if err != nil {
			return o, err
		}
		if o.States[layer], err = plan.State(exported); err != nil {
			return o, err
		}
	}
	o.Outside, err = s.outside(ctx)
	return o, err
}

// outside is where the account differs from the states, a line each, by layer. What
// releases change counts for nothing, as deployments leave it alone.
func (s *session) outside(ctx context.Context) (map[string][]string, error) {
	found := map[string][]string{}
	held, err := s.runner.Held(ctx)
	if err != nil || len(held) == 0 {
		return found, err
	}
	compared, err := s.compare(ctx)
	for _, d := range compared.Differences {
		found[d.Layer] = append(found[d.Layer], d.Change+" "+d.String())
	}
	return found, err
}

// follow reads a plan that was saved, rejects it if anything has moved since, and has
// the deployment follow it.
func (s *session) follow(ctx context.Context, folder string, names []string) error {
	saved, err := plan.Load(s.absolute(folder))
	if err != nil {
		return err
	}
	s.plan = folder
	now, err := s.origin(ctx, folder)
	if err != nil {
		return err
	}
	moved := saved.Origin.Moved(now)
	var planned []string
	for _, l := range saved.Plan.Layers {
		planned = append(planned, l.Name)
	}
	if asked := layersOf(names); !slices.Equal(asked, planned) {
		moved = append(moved, fmt.Sprintf("it is of %s, and %s is to be deployed",
			strings.Join(planned, ", "), strings.Join(asked, ", ")))
	}
	if len(moved) > 0 {
		return &plan.MovedError{
			Folder:  folder,
			Moved:   moved,
			Command: s.runner.Command("preview", names...) + " SAVE=" + folder,
		}
	}
	for layer, steps := range saved.Steps {
		s.stacks[layer].Follow(steps)
	}
	return nil
}

// layersOf are the named layers, all without names, in their order.
func layersOf(names []string) []string {
	if len(names) == 0 {
		return contract.LayerNames()
	}
	return names
}
