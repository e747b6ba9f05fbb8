// Package checkpoint saves a stack's state while an operation runs. A save holds every
// step that began or ended while the save before was under way, and a step goes on only
// after a save that holds it: a process that dies has lost nothing that it went on from.
// Each save is a whole checkpoint that every Pulumi tool reads.
//
// What a checkpoint holds after which step is Pulumi's own decision (JournalReplayer);
// where it is kept is the caller's.
package checkpoint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/env"
)

// Journal takes what the engine has to say of each step, and saves it.
type Journal struct {
	ctx     context.Context
	secrets secrets.Manager
	save    func(checkpoint []byte) error
	replay  *backend.JournalReplayer
	form    *form
	checked verified
	same    *sames

	mu     sync.Mutex
	taken  []apitype.JournalEntry // not part of a save yet
	next   *round                 // the save that will hold them
	closed bool
	wake   chan struct{}
	over   chan struct{} // closed when the operation is
	ended  chan error
}

// round is one save. Those whose entries it holds wait for its end.
type round struct {
	over chan struct{}
	err  error
}

func newRound() *round { return &round{over: make(chan struct{})} }

// NewJournal goes on from the stack's state as it is kept and as the engine was given it,
// both nil if the stack was never deployed. save puts a new checkpoint in its place, whole
// or not at all; it is called once at a time.
func NewJournal(
	ctx context.Context, stack tokens.QName, kept *apitype.DeploymentV3, before *deploy.Snapshot, m secrets.Manager,
	save func(checkpoint []byte) error,
) (*Journal, error) {
	base, read := kept, kept
	switch {
	case kept == nil:
		base = &apitype.DeploymentV3{}
	case before != nil && !encryptedBy(m, kept):
		var err error
		if base, err = encryptedAnew(ctx, before, m); err != nil {
			return nil, err
		}
		read = nil // what is kept is another text
	}
	j := &Journal{
		ctx:     ctx,
		secrets: m,
		save:    save,
		form:    newForm(stack, read),
		same:    newSames(before, base),
		replay:  backend.NewJournalReplayer(Own(base)),
		next:    newRound(),
		wake:    make(chan struct{}, 1),
		over:    make(chan struct{}),
		ended:   make(chan error, 1),
	}
	go j.run()
	return j, nil
}

// AddJournalEntry returns when the entry is saved, or at once if nothing is lost without
// it: such entries go with the next save, or the last.
func (j *Journal) AddJournalEntry(entry engine.JournalEntry) error {
	if o := entry.Operation; o != nil && o.Type == resource.OperationTypeReading {
		entry.Operation = nil // what is cut off while it reads has changed nothing
	}
	was := j.same.of(entry)
	var spared kept
	if was != nil {
		entry.State = entry.State.Copy()
		spared = was.spare(entry.State)
	}
	written, err := stack.BatchEncrypt(j.ctx, j.secrets,
		func(ctx context.Context, e config.Encrypter) (apitype.JournalEntry, error) {
			return backend.SerializeJournalEntry(ctx, entry, e)
		})
	if err != nil {
		return fmt.Errorf("encode a step: %w", err)
	}
	untraced(written)
	nothingNew := entry.Kind == engine.JournalEntryBegin && entry.Operation == nil ||
		was != nil && was.fill(written.State, spared)
	round, err := j.take(written)
	if err != nil || entry.ElideWrite || nothingNew {
		return err
	}
	select {
	case j.wake <- struct{}{}:
	default:
	}
	<-round.over
	return round.err
}

// untraced takes out by which functions the program came to declare the resource. Nobody
// reads it in a state, of which it was a sixth; the line that declares it stays.
func untraced(e apitype.JournalEntry) {
	if e.State != nil {
		e.State.StackTrace = nil
	}
	if e.Operation != nil {
		e.Operation.Resource.StackTrace = nil
	}
}

// take adds the entry to those of the next save.
func (j *Journal) take(entry apitype.JournalEntry) (*round, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return nil, errors.New("the state of an operation that is over cannot change")
	}
	j.taken = append(j.taken, entry)
	return j.next, nil
}

// Of the time that an operation takes at most a third goes into saving: after a save the
// next one waits twice as long as that took, for more to be part of it, but no longer than
// a person or a cloud would notice.
const (
	share   = 2
	longest = 25 * time.Millisecond
)

// run saves as long as there is something to save.
func (j *Journal) run() {
	var pause time.Duration
	for {
		<-j.wake
		select {
		case <-time.After(pause):
		case <-j.over:
		}
		j.mu.Lock()
		entries, current, last := j.taken, j.next, j.closed
		j.taken, j.next = nil, newRound()
		j.mu.Unlock()
		start := time.Now()
		if len(entries) > 0 || last {
			current.err = j.commit(entries)
		}
		pause = min(share*time.Since(start), longest)
		close(current.over)
		if last {
			j.ended <- current.err
			return
		}
	}
}

// commit saves what the state is after the entries. Nothing is saved if what is kept
// says the same.
func (j *Journal) commit(entries []apitype.JournalEntry) error {
	for _, e := range entries {
		if err := j.replay.Add(e); err != nil {
			return fmt.Errorf("apply a step to the state: %w", err)
		}
	}
	d, err := j.replay.GenerateDeployment()
	if err != nil {
		return fmt.Errorf("put the state together: %w", err)
	}
	slices.SortFunc(d.Deployment.PendingOperations, func(a, b apitype.OperationV2) int {
		return cmp.Or(cmp.Compare(a.Resource.URN, b.Resource.URN), cmp.Compare(a.Type, b.Type))
	})
	resources, err := j.form.find(d.Deployment)
	if err != nil {
		return err
	}
	broken := j.checked.verify(d.Deployment, resources)
	note(d, broken)
	content, commit, err := j.form.fill(d, resources)
	if err != nil {
		return err
	}
	if content != nil {
		if err := j.save(content); err != nil {
			return fmt.Errorf("save the state: %w", err)
		}
		commit()
	}
	if broken != nil && !backend.DisableIntegrityChecking {
		return fmt.Errorf("the state is saved and not consistent: %w", broken)
	}
	return nil
}

// note keeps in a state that is not consistent what made it so, as Pulumi does.
func note(d apitype.TypedDeployment, broken error) {
	d.Deployment.Metadata.IntegrityErrorMetadata = nil
	if broken == nil {
		return
	}
	d.Deployment.Metadata.IntegrityErrorMetadata = &apitype.SnapshotIntegrityErrorMetadataV1{
		Version: strconv.Itoa(d.Version),
		Command: strings.Join(os.Args, " "),
		Error:   broken.Error(),
		EnvVars: env.ConfiguredVariables(),
	}
}

// Close saves what is not saved yet.
func (j *Journal) Close() error {
	j.mu.Lock()
	j.closed = true
	j.mu.Unlock()
	close(j.over)
	select {
	case j.wake <- struct{}{}:
	default:
	}
	return <-j.ended
}
