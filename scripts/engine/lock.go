package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/backend/backenderr"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/fsutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// LockedError is a stack that another run is at work on, or was when it died.
type LockedError struct {
	Stack string
	// Holder is who holds the lock and since when, "" when the backend does not say.
	Holder string
	// Alive says that the holder is a slipway or a pulumi that runs on this machine.
	Alive bool
}

// Error names the stack and the holder.
func (e *LockedError) Error() string {
	if e.Holder == "" {
		return e.Stack + " is locked by another run"
	}
	return fmt.Sprintf("%s is locked by a run of %s", e.Stack, e.Holder)
}

var lockHolder = regexp.MustCompile(`created by (\S+ \(pid \d+\) at \S+)`)

// locked recognizes what a backend says of a locked stack. Object storage and
// folders have no error type for it, only the sentence.
func locked(stack string, err error) *LockedError {
	var conflict backenderr.ConflictingUpdateError
	if errors.As(err, &conflict) {
		return &LockedError{Stack: stack}
	}
	if !strings.Contains(err.Error(), "the stack is currently locked by ") {
		return nil
	}
	e := &LockedError{Stack: stack}
	if found := lockHolder.FindStringSubmatch(err.Error()); found != nil {
		e.Holder = found[1]
	}
	return e
}

// orLocked is the error, as one of a lock if it is one.
func (s *Stack) orLocked(err error) error {
	if l := locked(s.String(), err); l != nil {
		return l
	}
	return err
}

// locks is the folder of all locks.
var locks = path.Join(workspace.BookkeepingDir, workspace.LockDir)

// Free is nil if nobody holds the stack's lock, and a *LockedError otherwise. The
// backend looks only when it takes the lock, and fails on a lock that was written half.
func (s *Stack) Free(ctx context.Context) error {
	if s.place.bucket == nil {
		return nil // Pulumi Cloud tells when the lock is taken
	}
	folder := path.Join(locks, fsutil.QnamePath(s.ref.FullyQualifiedName()))
	all := s.place.bucket.List(&blob.ListOptions{Prefix: folder + "/", Delimiter: "/"})
	for {
		object, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("look for a lock of %s: %w", s, err)
		}
		if object.IsDir {
			continue
		}
		held, err := s.lock(ctx, object.Key)
		if gcerrors.Code(err) == gcerrors.NotFound {
			continue // it was let go of a moment ago
		}
		if err != nil {
			return fmt.Errorf("read a lock of %s: %w", s, err)
		}
		return held
	}
}

// lock reads a lock. One that was written half tells nothing but that it is there.
func (s *Stack) lock(ctx context.Context, key string) (*LockedError, error) {
	content, err := s.place.bucket.ReadAll(ctx, key)
	if err != nil {
		return nil, err
	}
	e := &LockedError{Stack: s.String()}
	var l struct {
		Pid                int
		Username, Hostname string
		Timestamp          time.Time
	}
	if json.Unmarshal(content, &l) == nil && l.Pid != 0 {
		e.Holder = fmt.Sprintf("%s@%s (pid %d) at %s", l.Username, l.Hostname, l.Pid, l.Timestamp.Format(time.RFC3339))
		e.Alive = alive(l.Hostname, l.Pid)
	}
	return e, nil
}

// alive tells whether the process is of this machine, runs, and is one that takes locks:
// the number of a dead one may be another's by now.
func alive(host string, pid int) bool {
	if here, err := os.Hostname(); err != nil || here != host {
		return false
	}
	program, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	if err != nil {
		return false
	}
	name := strings.TrimSuffix(filepath.Base(program), " (deleted)")
	return name == "slipway" || name == "pulumi"
}

// Unlock removes the lock that a dead process left on the stack, whether the stack is
// there or not. It is the caller's part to know that the process is dead.
func (s *Stack) Unlock(ctx context.Context) error {
	if err := s.backend.CancelCurrentUpdate(ctx, s.ref); err != nil {
		return fmt.Errorf("unlock stack %s: %w", s, err)
	}
	return nil
}
