package engine

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/display"
	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// parallel is how many resources are worked on at once. It is the pulumi
// command's order of magnitude; AWS throttles before this process does.
const parallel = 16

// Preview runs the program and says what Up would do. The stack must exist,
// if only as a draft.
func (s *Stack) Preview(ctx context.Context, watch func(Event)) (Result, error) {
	return s.operate(ctx, operation{
		verb: "preview",
		kind: apitype.PreviewUpdate,
		dry:  true,
	}, watch)
}

// Up makes the stack's resources what the program says. The stack must exist.
func (s *Stack) Up(ctx context.Context, watch func(Event)) (Result, error) {
	return s.operate(ctx, operation{verb: "update", kind: apitype.UpdateUpdate}, watch)
}

// Compare says what Refresh would do: where the state differs from what its provider
// says is there. The stack must exist.
func (s *Stack) Compare(ctx context.Context, watch func(Event)) (Result, error) {
	return s.operate(ctx, operation{
		verb: "compare",
		kind: apitype.RefreshUpdate,
		dry:  true,
	}, watch)
}

// Refresh makes the stack's state what its provider says is there.
func (s *Stack) Refresh(ctx context.Context, watch func(Event)) (Result, error) {
	return s.operate(ctx, operation{verb: "refresh", kind: apitype.RefreshUpdate}, watch)
}

// Destroy deletes the stack's resources; the stack itself stays.
func (s *Stack) Destroy(ctx context.Context, watch func(Event)) (Result, error) {
	return s.operate(ctx, operation{verb: "destroy", kind: apitype.DestroyUpdate}, watch)
}

// operation is what is to be done. One that is dry changes nothing.
type operation struct {
	verb string
	kind apitype.UpdateKind
	dry  bool
}

// in is the backend for the operation.
func (s *Stack) in(o operation) backend.Backend {
	if o.dry {
		return s.unseen()
	}
	return s.backend
}

func (s *Stack) operate(ctx context.Context, o operation, watch func(Event)) (Result, error) {
	// The backend saves state with the context it gets, so a cancelled one
	// must not reach it: cancelling goes through the operation's scope.
	kept := context.WithoutCancel(ctx)
	if !o.dry {
		if err := s.Free(kept); err != nil {
			return Result{}, err
		}
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if _, err := s.from(kept, s.in(o)); err != nil {
		return Result{}, err
	}
	op, err := s.prepare(kept, ctx)
	if err != nil {
		return Result{}, err
	}
	switch o.kind {
	case apitype.PreviewUpdate:
		op.Opts.Engine.GeneratePlan = s.keep != nil
	case apitype.UpdateUpdate:
		if err := s.follow(&op); err != nil {
			return Result{}, err
		}
	}
	l := &listener{watch: inTurn(watch)}
	over := func() {}
	if o.kind == apitype.UpdateUpdate {
		if over, err = s.announce(l.watch); err != nil {
			return Result{}, err
		}
	}
	start := time.Now()
	if s.place.bucket != nil {
		err = s.apply(kept, o, op, l)
	} else {
		err = s.remote(kept, o, op, l)
	}
	over()
	result := Result{Changes: count(l.counts), Duration: time.Since(start)}
	if err != nil {
		if held := locked(s.String(), err); held != nil {
			return result, held
		}
		return result, &Error{
			Verb:       o.verb,
			Stack:      s.String(),
			Faults:     l.faults,
			Canceled:   ctx.Err() != nil,
			Terminated: closed(s.engine.options.Terminate),
			Unsaved:    s.unsaved(kept, o),
			unsaved:    s.engine.saves.gaveUp(),
			err:        err,
		}
	}
	return result, nil
}

// prepare gathers what every operation needs.
func (s *Stack) prepare(kept, ctx context.Context) (backend.UpdateOperation, error) {
	manager, err := s.secrets(kept)
	if err != nil {
		return backend.UpdateOperation{}, err
	}
	configuration, err := s.configuration(kept, manager)
	if err != nil {
		return backend.UpdateOperation{}, err
	}
	address, err := s.runtime()
	if err != nil {
		return backend.UpdateOperation{}, err
	}
	project := *s.project
	project.Runtime = workspace.NewProjectRuntimeInfo("client", map[string]any{"address": address})
	return backend.UpdateOperation{
		Proj: &project,
		Root: s.dir,
		M:    &backend.UpdateMetadata{Environment: map[string]string{backend.ExecutionKind: "auto.inline"}},
		Opts: backend.UpdateOptions{
			AutoApprove: true,
			SkipPreview: true,
			Engine: pkgengine.UpdateOptions{
				Parallel:             parallel,
				HostFactory:          hostFactory(s.backend, s.engine.options),
				SkipPluginPreInstall: true, // the registry installs a plugin when it is first asked for
			},
			// Of all displays only the JSON summary prints no banner of its own.
			Display: display.Options{
				Color:             colors.Never,
				SummaryJSON:       true,
				SuppressPermalink: true,
				Stdin:             strings.NewReader(""),
				Stdout:            io.Discard,
				Stderr:            io.Discard,
			},
		},
		SecretsManager:     manager,
		SecretsProvider:    s.engine.keys,
		StackConfiguration: configuration,
		Scopes: interrupts{
			stop:      ctx,
			terminate: s.engine.options.Terminate,
			lost:      s.engine.saves.lost,
		},
	}, nil
}

// Error is an operation that did not succeed.
type Error struct {
	Verb     string  // preview, update, refresh, destroy
	Stack    string  // the stack's name
	Faults   []Event // the diagnostics that are errors, in the order they came
	Canceled bool    // a person stopped it
	// Terminated says that it was not given time to finish what was under way.
	Terminated bool
	// Unsaved says that the state does not hold the end of what was under way: it could
	// not be written.
	Unsaved bool
	unsaved string // why it was given up to write it
	err     error
}

// Error gives every fault, with the resource it belongs to.
func (e *Error) Error() string {
	if e.unsaved != "" {
		return fmt.Sprintf("%s %s: stopped, because the state could not be saved for %v (%s): "+
			"make room first, on the disk or in the quota", e.Verb, e.Stack, patience, e.unsaved)
	}
	if e.Terminated {
		return fmt.Sprintf("%s %s: stopped at once; it is not known whether what was under way has happened", e.Verb, e.Stack)
	}
	if e.Canceled && !e.Unsaved {
		return fmt.Sprintf("%s %s: stopped as asked; what was under way has finished and is saved", e.Verb, e.Stack)
	}
	if len(e.Faults) == 0 {
		return fmt.Sprintf("%s %s: %s", e.Verb, e.Stack, plain(e.err.Error()))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s:", e.Verb, e.Stack)
	for _, f := range e.Faults {
		b.WriteString("\n  ")
		if f.Name != "" {
			fmt.Fprintf(&b, "%s (%s): ", f.Name, f.Type)
		}
		b.WriteString(strings.ReplaceAll(plain(f.Message), "\n", "\n  "))
	}
	return b.String()
}

// unsaved tells whether the state lists what has ended as under way.
func (s *Stack) unsaved(ctx context.Context, o operation) bool {
	if o.dry {
		return false
	}
	state, err := s.State(ctx)
	return err != nil || state.Pending > 0
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// Unwrap gives the engine's own error.
func (e *Error) Unwrap() error { return e.err }
