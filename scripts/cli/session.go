package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"slipway/scripts/caller"
	"slipway/scripts/engine"
	"slipway/scripts/environment"
	"slipway/scripts/identity"
	"slipway/scripts/layers"
	"slipway/scripts/localaws"
	"slipway/scripts/progress"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// session is an environment that is open: its stacks, and the AWS they are in.
type session struct {
	*app
	env        environment.Environment
	aws        *localaws.Server // nil when AWS is real
	stacks     map[string]*engine.Stack
	runner     *layers.Runner
	progress   *progress.Progress
	identities []identity.Recorded // a layer each
	whose      *caller.Identity    // whose credentials these are, once AWS has been asked
	// unsalted are the stack files that the salt has yet to be written to.
	unsalted []string
	salt     string
	// ended are the latest executions of pipelines that the deployment updates.
	ended []ended
	// last are sentences for the end of the run.
	last  []string
	alone bool // a person has said that nobody else is at work
	// planned is what a preview would take into the state because it is there already.
	planned []engine.Taken
	taking  sync.Mutex
	plan    string // folder of the plan that is saved or followed
}

// purpose says what a session is opened for.
type purpose int

const (
	toRead    purpose = iota // look only
	toPlan                   // run programs, change nothing
	toCompare                // ask AWS what is there, change nothing
	toDeploy                 // check everything, then change stacks
	toChange                 // change stacks
	toMend                   // mend what a killed run left behind
)

// open resolves the environment, asks what has to be asked, starts the
// simulated AWS if the environment is simulated, and opens every layer's stack.
func (a *app) open(ctx context.Context, name string, why purpose) (*session, error) {
	env, err := environment.Resolve(name, a.Root, a.Lookup)
	if err != nil {
		return nil, err
	}
	if env.Guessed && (!a.Console.Terminal || a.unattended()) {
		return nil, env.Unwatched()
	}
	if why == toPlan || why == toDeploy {
		if err := env.CheckFiles(); err != nil {
			return nil, err
		}
	}
	s := &session{
		app:    a,
		env:    env,
		stacks: map[string]*engine.Stack{},
	}
	s.progress = a.watch()
	if why == toPlan || why == toDeploy {
		go func() { _, _ = a.Programs.Runtime() }() // starts them; who needs them hears what is wrong
	}
	if err := s.chooseBackend(why); err != nil {
		return nil, err
	}
	options, err := s.options(why)
	if err != nil {
		return nil, err
	}
	if env.Simulated {
		if err := s.simulate(ctx, &options); err != nil {
			return nil, err
		}
	}
	e := engine.New(options)
	if err := errors.Join(s.openStacks(ctx, e), s.unlock(e, why)); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if why == toMend {
		if err := s.restore(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if err := s.guard(ctx, why); err != nil {
		return nil, errors.Join(s.runner.Mending(err), s.Close())
	}
	if why != toRead && why != toMend {
		if err := s.kept(ctx); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	if why == toChange || why == toMend {
		if err := s.keepSalt(); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// watch returns what says what goes on: in lines that are rewritten, unless the terminal
// cannot move its cursor.
func (a *app) watch() *progress.Progress {
	p := progress.NewProgress(a.Console.Err, a.Console.Terminal && a.getenv("TERM") != "dumb", a.Now)
	p.Width, a.Console.Doing = a.Console.Columns, p.Doing
	return p
}

// unattended tells whether this runs in CI, by the variable that CI systems set.
func (a *app) unattended() bool {
	ci := a.getenv("CI")
	return ci != "" && ci != "false" && ci != "0"
}

// Close stops the simulated AWS.
func (s *session) Close() error {
	if s.aws == nil {
		return nil
	}
	return s.aws.Close()
}

// simulate starts the simulated AWS and attaches it.
func (s *session) simulate(ctx context.Context, o *engine.Options) error {
	s.Console.Line("AWS is simulated in this process; no account is touched.")
	// A program that asks for another provider is told so, instead of a download.
	if err := s.Setenv("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true"); err != nil {
		return fmt.Errorf("simulate AWS: %w", err)
	}
	server, err := localaws.Start(ctx, localaws.Options{
		Dir:     s.env.AWSDir,
		Account: s.simulatedAccount(),
		Getenv:  s.getenv,
	})
	if err != nil {
		return fmt.Errorf("simulate AWS: %w", err)
	}
	s.aws = server
	o.Attach = map[string]int{"aws": server.ProviderPort()}
	return nil
}

// openStacks opens the stack of every layer and makes the plan.
func (s *session) openStacks(ctx context.Context, e *engine.Engine) error {
	steps := make([]layers.Layer, 0, len(contract.Layers()))
	for _, layer := range contract.Layers() {
		stack, err := e.Stack(ctx, engine.Project{
			Dir:     s.folder(layer.Name),
			Runtime: s.Programs.Runtime,
			Expect:  s.Programs.Expect,
		}, s.env.Name)
		if err != nil {
			return err
		}
		if s.env.Simulated {
			if err := stack.Set(config.Simulated, true); err != nil {
				return err
			}
		}
		s.stacks[layer.Name] = stack
		steps = append(steps, layers.Layer{
			Name:  layer.Name,
			Needs: layer.Needs,
			Stack: stack,
		})
	}
	plan, err := layers.NewPlan(steps...)
	if err != nil {
		return err
	}
	s.runner = &layers.Runner{
		Env:   s.env.Name,
		Plan:  plan,
		Watch: s.progress,
	}
	s.hook(plan)
	return nil
}
