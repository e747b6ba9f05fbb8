package engine

import (
	"context"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	pkgdisplay "github.com/pulumi/pulumi/pkg/v3/display"
	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
)

// run lets Pulumi's engine do an operation on what was before. Without a manager it
// only says what it would do.
func (s *Stack) run(
	ctx context.Context, o operation, op backend.UpdateOperation, before *deploy.Snapshot,
	manager pkgengine.SnapshotManager, l *listener,
) (pkgdisplay.ResourceChanges, error) {
	in := s.in(o)
	stack, err := s.from(ctx, in)
	if err != nil {
		return nil, err
	}
	update := pkgengine.UpdateInfo{
		Root:    op.Root,
		Project: op.Proj,
		Target: &deploy.Target{
			Name:         s.ref.Name(),
			Organization: "organization",
			Config:       op.StackConfiguration.Config,
			Decrypter:    op.StackConfiguration.Decrypter,
			Snapshot:     before,
			Tags:         stack.Tags(),
		},
	}
	events := make(chan pkgengine.Event)
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		for e := range events {
			l.hear(e)
		}
	}()
	defer func() {
		close(events)
		<-heard
	}()
	scope := op.Scopes.NewScope(ctx, events, o.dry)
	defer scope.Close()
	how := pkgengine.Update
	switch o.kind {
	case apitype.RefreshUpdate:
		how = pkgengine.Refresh
	case apitype.DestroyUpdate:
		how = pkgengine.Destroy
	}
	if before != nil {
		l.watch(Event{Kind: Begun, Resources: len(before.Resources)})
	}
	plan, changes, err := how(update, &pkgengine.Context{
		Cancel:          scope.Context(),
		Events:          events,
		SnapshotManager: manager,
		BackendClient:   reader{backend.NewBackendClient(in, op.SecretsProvider), &s.engine.finals},
	}, op.Opts.Engine, o.dry)
	if err == nil && o.kind == apitype.PreviewUpdate {
		err = s.keepPlan(plan, op)
	}
	return changes, err
}

// remote runs an operation on state in Pulumi Cloud, which saves it in its own way.
func (s *Stack) remote(ctx context.Context, o operation, op backend.UpdateOperation, l *listener) error {
	address, stop, err := l.serve()
	if err != nil {
		return err
	}
	defer stop()
	op.Opts.Display.EventLogPath = address
	op.Opts.PreviewOnly = o.dry
	stack, err := s.from(ctx, s.backend)
	if err != nil {
		return err
	}
	switch o.kind {
	case apitype.PreviewUpdate:
		var plan *deploy.Plan
		if plan, _, err = backend.PreviewStack(ctx, stack, op, nil); err == nil {
			err = s.keepPlan(plan, op)
		}
	case apitype.RefreshUpdate:
		_, err = backend.RefreshStack(ctx, stack, op)
	case apitype.DestroyUpdate:
		_, err = backend.DestroyStack(ctx, stack, op)
	default:
		_, err = backend.UpdateStack(ctx, stack, op, nil)
	}
	return err
}
