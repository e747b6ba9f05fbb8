package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/util/nosleep"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"gocloud.dev/blob"

	"slipway/scripts/engine/checkpoint"
)

// locker keeps others from a stack.
type locker interface {
	Lock(context.Context, backend.StackReference) error
	Unlock(context.Context, backend.StackReference)
}

// apply runs an operation on state in a folder or object storage. It does what Pulumi's
// backend does there, with the same files, but for how the state is saved on the way:
// the backend saves it for each step by itself while all others wait.
func (s *Stack) apply(ctx context.Context, o operation, op backend.UpdateOperation, l *listener) error {
	defer nosleep.KeepRunning()()
	if o.dry {
		return s.plan(ctx, o, op, l)
	}
	locks := s.backend.(locker)
	if err := locks.Lock(ctx, s.ref); err != nil {
		return err
	}
	defer locks.Unlock(ctx, s.ref)
	return s.change(ctx, o, op, l)
}

// plan runs an operation that changes nothing.
func (s *Stack) plan(ctx context.Context, o operation, op backend.UpdateOperation, l *listener) error {
	_, _, before, err := s.load(ctx, s.place.drafts, op)
	if err != nil {
		return err
	}
	_, err = s.run(ctx, o, op, before, nil, l)
	return err
}

// change runs an operation under the stack's lock.
func (s *Stack) change(ctx context.Context, o operation, op backend.UpdateOperation, l *listener) error {
	f, kept, before, err := s.load(ctx, s.place.bucket, op)
	if err != nil {
		return err
	}
	journal, err := checkpoint.NewJournal(ctx, s.ref.FullyQualifiedName(), kept, before, op.SecretsManager,
		func(content []byte) error { return f.save(ctx, content, s.engine.saves.lost) })
	if err != nil {
		return err
	}
	manager, err := pkgengine.NewJournalSnapshotManager(journal, before, op.SecretsManager)
	if err != nil {
		return errors.Join(err, journal.Close())
	}
	info := backend.UpdateInfo{
		Kind:        o.kind,
		StartTime:   time.Now().Unix(),
		Message:     op.M.Message,
		Environment: op.M.Environment,
		Config:      op.StackConfiguration.Config,
		Result:      backend.SucceededResult,
	}
	info.ResourceChanges, err = s.run(ctx, o, op, before, manager, l)
	info.EndTime = time.Now().Unix()
	if err != nil {
		info.Result = backend.FailedResult
	}
	if err := manager.Close(); err != nil {
		return fmt.Errorf("writing snapshot: %w", err)
	}
	return cmp.Or(err, f.remember(ctx, info))
}

// load reads the stack's state.
func (s *Stack) load(
	ctx context.Context, in *blob.Bucket, op backend.UpdateOperation,
) (*files, *apitype.DeploymentV3, *deploy.Snapshot, error) {
	f, err := s.files(ctx, in)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("find stack %s: %w", s, err)
	}
	content, err := readAll(ctx, f.bucket, f.found)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	k, err := s.decode(content)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("decode the state of %s: %w", s, err)
	}
	kept := checkpoint.Own(k.checkpoint.Latest)
	before, err := resources(ctx, kept, op.SecretsProvider)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read stack %s: %w", s, err)
	}
	return f, kept, before, nil
}
