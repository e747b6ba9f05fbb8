package engine

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/diy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// Project is a Pulumi project.
type Project struct {
	Dir     string                 // the folder of Pulumi.yaml
	Runtime func() (string, error) // gives the address of the language runtime that runs its program
	// Expect returns what waits until the program, in the stack's next update, knows all
	// outputs. It returns none if the program ends without. nil if nobody tells.
	Expect func(dir, env string) (await func() (map[string]string, error), err error)
}

// Stack is one environment of a project. It need not exist yet.
type Stack struct {
	engine  *Engine
	project *workspace.Project
	runtime func() (string, error)
	expect  func(dir, env string) (await func() (map[string]string, error), err error)
	dir     string
	env     string
	file    *workspace.ProjectStack
	place   *place
	backend backend.Backend
	drafts  backend.Backend // nil where state is not in a bucket
	ref     backend.StackReference
	extra   map[string]config.Value
	keep    func(Plan) // takes what a preview plans; nil if nobody does
	follows Plan       // of the next update; nil for none
	// still says that what was read of the state once is not read again: it is seen, or
	// exported by Pulumi Cloud.
	still    bool
	seen     *decoded
	exported []byte
	memory   memory
}

// Stack opens the project's stack for env. Its configuration is read from
// Pulumi.<env>.yaml, which need not be there.
func (e *Engine) Stack(ctx context.Context, p Project, env string) (*Stack, error) {
	project, err := workspace.LoadProject(filepath.Join(p.Dir, "Pulumi.yaml"))
	if err != nil {
		return nil, fmt.Errorf("read project: %w", err)
	}
	s := &Stack{
		engine:  e,
		project: project,
		runtime: p.Runtime,
		expect:  p.Expect,
		dir:     p.Dir,
		env:     env,
		extra:   map[string]config.Value{},
	}
	if s.file, err = workspace.LoadProjectStack(e.sink, project, s.path()); err != nil {
		return nil, fmt.Errorf("read %s: %w", s.path(), err)
	}
	if s.place, err = e.open(ctx); err != nil {
		return nil, err
	}
	if s.backend, s.drafts, err = s.place.backends(ctx, e.sink, project); err != nil {
		return nil, fmt.Errorf("open state at %s: %w", Redact(e.options.BackendURL), err)
	}
	if s.ref, err = s.backend.ParseStackReference(s.name()); err != nil {
		return nil, fmt.Errorf("name stack %s: %w", s.name(), err)
	}
	return s, nil
}

// String names the stack as people do: project and environment.
func (s *Stack) String() string { return fmt.Sprintf("%s/%s", s.project.Name, s.env) }

func (s *Stack) path() string { return filepath.Join(s.dir, "Pulumi."+s.env+".yaml") }

// name is the stack's name in the form its backend takes: Pulumi Cloud adds
// the organization of whoever is logged in, the others know only one.
func (s *Stack) name() string {
	if _, ok := s.backend.(diy.Backend); ok {
		return fmt.Sprintf("organization/%s/%s", s.project.Name, s.env)
	}
	return s.env
}

// Exists tells whether the backend holds the stack, deployed or not.
func (s *Stack) Exists(ctx context.Context) (bool, error) {
	stack, err := s.backend.GetStack(ctx, s.ref)
	if err != nil {
		return false, fmt.Errorf("read stack %s: %w", s, err)
	}
	return stack != nil, nil
}

// Create makes the stack, without any resources.
func (s *Stack) Create(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx) // half a creation is a lock and no stack
	if _, err := s.backend.CreateStack(ctx, s.ref, s.dir, nil, nil); err != nil {
		return s.orLocked(fmt.Errorf("create stack %s: %w", s, err))
	}
	return nil
}

// Remove removes the stack with its history. It refuses a stack that still
// has resources, and is content with one that is not there. It is the end of a
// destruction, which a person who stops it lets finish.
func (s *Stack) Remove(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	stack, err := s.backend.GetStack(ctx, s.ref)
	if err != nil {
		return fmt.Errorf("read stack %s: %w", s, err)
	}
	if stack == nil {
		return nil
	}
	if _, err := s.backend.RemoveStack(ctx, stack, false, true); err != nil {
		return s.orLocked(fmt.Errorf("remove stack %s: %w", s, err))
	}
	return nil
}

// get returns the backend's stack, which must exist.
func (s *Stack) get(ctx context.Context) (backend.Stack, error) { return s.from(ctx, s.backend) }

func (s *Stack) from(ctx context.Context, b backend.Backend) (backend.Stack, error) {
	stack, err := b.GetStack(ctx, s.ref)
	if err != nil {
		return nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	if stack == nil {
		return nil, fmt.Errorf("stack %s was never deployed", s)
	}
	return stack, nil
}
