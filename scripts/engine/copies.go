package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack/snapshot"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/encoding"
	"gocloud.dev/blob"
)

// DamagedError is a state that is there and cannot be read.
type DamagedError struct {
	Stack string
	File  string // where it is
	Why   error
}

// Error names the file and what is wrong with it.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("the state of %s is damaged: %s: %v", e.Stack, e.File, e.Why)
}

// Unwrap gives what is wrong.
func (e *DamagedError) Unwrap() error { return e.Why }

// stored are the folders and files of one stack in the bucket.
type stored interface {
	StackBasePath() string
	BackupDir() string
	HistoryDir() string
}

// Whole is nil if the stack's state can be read or is not there, and a *DamagedError
// otherwise.
func (s *Stack) Whole(ctx context.Context) error {
	files, ok := s.ref.(stored)
	if !ok {
		return nil // Pulumi Cloud keeps it whole
	}
	keys, err := s.list(ctx, files.StackBasePath()+".json")
	if err != nil {
		return err
	}
	for _, key := range keys {
		if base := files.StackBasePath() + ".json"; key != base && key != base+encoding.GZIPExt &&
			key != base+encoding.ZSTDExt {
			continue
		}
		content, err := readAll(ctx, s.place.bucket, key)
		if err != nil {
			return fmt.Errorf("read stack %s: %w", s, err)
		}
		if why := s.readable(content); why != nil {
			return &DamagedError{
				Stack: s.String(),
				File:  s.at(key),
				Why:   why,
			}
		}
	}
	return nil
}

// at is a key of the bucket as a person finds it.
func (s *Stack) at(key string) string {
	place := Redact(s.place.address)
	return strings.TrimPrefix(strings.TrimRight(place, "/")+"/"+key, "file://")
}

// readable is nil if the content is a whole state.
func (s *Stack) readable(content []byte) error {
	k, err := s.decode(content)
	if err != nil {
		return err
	}
	_, _, err = judged(k.checkpoint, content)
	return err
}

// saved is when a state was written and how many resources it holds, or why it is not
// whole.
func saved(content []byte) (at time.Time, resources int, err error) {
	m := encoding.Compress(encoding.JSON, encoding.DetectCompression(content))
	c, _, _, err := stack.UnmarshalVersionedCheckpointToLatestCheckpoint(m, content)
	if err != nil {
		return at, 0, err
	}
	return judged(c, content)
}

func judged(c *apitype.CheckpointV3, content []byte) (at time.Time, resources int, err error) {
	// A stack that was created and never deployed has no version, which older states
	// have in common with it: those name the stack at the top.
	var created struct{ Checkpoint struct{ Stack string } }
	if c != nil && c.Stack == "" {
		m := encoding.Compress(encoding.JSON, encoding.DetectCompression(content))
		if err := m.Unmarshal(content, &created); err != nil {
			return at, 0, err
		}
	}
	switch {
	case c == nil || c.Stack == "" && created.Checkpoint.Stack == "":
		return at, 0, errors.New("it holds no state")
	case c.Latest == nil:
		return at, 0, nil
	}
	for _, r := range c.Latest.Resources {
		if r.Custom {
			resources++
		}
	}
	return c.Latest.Manifest.Time, resources, snapshot.VerifyIntegrity(c.Latest)
}

// list returns the keys that begin so, in order.
func (s *Stack) list(ctx context.Context, prefix string) ([]string, error) {
	var keys []string
	all := s.place.bucket.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"})
	for {
		object, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return keys, nil
		}
		if err != nil {
			return nil, fmt.Errorf("look for the state of %s: %w", s, err)
		}
		if !object.IsDir {
			keys = append(keys, object.Key)
		}
	}
}

// Copy is a copy of a stack's state.
type Copy struct {
	File      string
	Saved     time.Time
	Resources int // of providers

	content []byte
}

// Lost is the last whole copy of a stack's state if it holds resources and the state holds
// nothing, or is not there. A destroyed stack leaves no such copy.
func (s *Stack) Lost(ctx context.Context) (*Copy, error) {
	files, ok := s.ref.(stored)
	if !ok {
		return nil, nil
	}
	last, err := s.last(ctx, files)
	if err != nil || last == nil || last.Resources == 0 {
		return nil, err
	}
	state, err := s.State(ctx)
	if err != nil || len(state.Resources) > 0 || state.Pending > 0 {
		return nil, err
	}
	return last, nil
}

// Restore puts the last whole copy in the place of a state that is damaged or lost, and
// returns it; nil if the state is neither. What was damaged is kept among the backups.
func (s *Stack) Restore(ctx context.Context) (*Copy, error) {
	var damaged *DamagedError
	err := s.Whole(ctx)
	if err != nil && !errors.As(err, &damaged) {
		return nil, err
	}
	if damaged == nil {
		lost, err := s.Lost(ctx)
		if err != nil || lost == nil {
			return nil, err
		}
		return lost, s.replace(ctx, s.ref.(stored), lost.content)
	}
	files := s.ref.(stored)
	last, err := s.last(ctx, files)
	if err != nil {
		return nil, err
	}
	if last == nil {
		return nil, fmt.Errorf("%w\nNo copy of it is whole: none beside it, in %s or in %s", damaged,
			s.at(files.BackupDir()), s.at(files.HistoryDir()))
	}
	return last, s.replace(ctx, files, last.content)
}

// last is the last whole copy, which may be the state itself; nil if there is none. Copies
// are made before each write (.bak) and at the end of each run (backups, history).
func (s *Stack) last(ctx context.Context, files stored) (*Copy, error) {
	base := files.StackBasePath() + ".json"
	var last *Copy
	for _, prefix := range []string{base, files.BackupDir() + "/", files.HistoryDir() + "/"} {
		keys, err := s.list(ctx, prefix)
		if err != nil {
			return nil, err
		}
		for _, key := range keys {
			if strings.Contains(path.Base(key), ".history.") {
				continue
			}
			content, err := s.place.bucket.ReadAll(ctx, key)
			if err != nil {
				return nil, fmt.Errorf("read a copy of the state of %s: %w", s, err)
			}
			when, resources, why := saved(content)
			if why != nil || last != nil && !when.After(last.Saved) {
				continue
			}
			last = &Copy{
				File:      s.at(key),
				Saved:     when,
				Resources: resources,
				content:   content,
			}
		}
	}
	return last, nil
}

// replace writes the state, after it has kept what was there.
func (s *Stack) replace(ctx context.Context, files stored, content []byte) error {
	key, backups := files.StackBasePath()+".json", files.BackupDir()
	keys, err := s.list(ctx, key)
	if err != nil {
		return err
	}
	written := false
	for _, ext := range []string{"", encoding.GZIPExt, encoding.ZSTDExt} {
		if !slices.Contains(keys, key+ext) {
			continue
		}
		kept := fmt.Sprintf("%s/%s.%d.damaged", backups, path.Base(key), time.Now().UnixNano())
		if err := s.place.bucket.Copy(ctx, kept, key+ext, nil); err != nil {
			return fmt.Errorf("keep the damaged state of %s: %w", s, err)
		}
		if err := s.place.bucket.WriteAll(ctx, key+ext, content, nil); err != nil {
			return fmt.Errorf("restore the state of %s: %w", s, err)
		}
		written = true
	}
	if written {
		return nil
	}
	if err := s.place.bucket.WriteAll(ctx, key, content, nil); err != nil {
		return fmt.Errorf("restore the state of %s: %w", s, err)
	}
	return nil
}
