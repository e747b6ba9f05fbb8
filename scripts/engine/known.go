package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/encoding"
	"gocloud.dev/gcerrors"
)

// memory is a stack's state as it was read last. A command reads each state a dozen
// times, and to decode it costs a hundred times what it costs to compare.
type memory struct {
	mu   sync.Mutex
	last *decoded
	from mark // zero if what was read may be overwritten and show no trace of it
}

// mark tells a file from what is written in its place later.
type mark struct {
	key      string
	size     int64
	modified time.Time
}

// trace is how long ago a file must have been written, so that its time tells it from one
// that is written from now on, whatever the file system counts in.
const trace = 2 * time.Second

// decoded is a state that was read. Nobody changes what it holds.
type decoded struct {
	content    []byte
	checkpoint *apitype.CheckpointV3
	version    int
	features   []string

	export   sync.Once
	exported []byte
	err      error
}

// decode returns the decoded state, without decoding again what was read last.
func (s *Stack) decode(content []byte) (*decoded, error) {
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	if s.memory.last != nil && bytes.Equal(s.memory.last.content, content) {
		return s.memory.last, nil
	}
	k := &decoded{content: content}
	s.memory.from = mark{}
	m := encoding.Compress(encoding.JSON, encoding.DetectCompression(content))
	var err error
	k.checkpoint, k.version, k.features, err = stack.UnmarshalVersionedCheckpointToLatestCheckpoint(m, content)
	if err != nil {
		return nil, err
	}
	s.memory.last = k
	return k, nil
}

// remembered is what was read of the file, nil if it has been written since or never read.
func (s *Stack) remembered(of mark) *decoded {
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	if s.memory.from != of {
		return nil
	}
	return s.memory.last
}

// marked notes where the state that was read last is from. The time of a file on another
// machine tells nothing.
func (s *Stack) marked(from mark, listed time.Time) {
	if !strings.HasPrefix(s.place.address, "file:") || listed.Sub(from.modified) < trace {
		return
	}
	s.memory.mu.Lock()
	defer s.memory.mu.Unlock()
	s.memory.from = from
}

// known reads the state from a folder or a bucket; nil for a stack that is not there.
func (s *Stack) known(ctx context.Context) (*decoded, error) {
	if s.still && s.seen != nil {
		return s.seen, nil
	}
	listed := time.Now()
	f, err := s.files(ctx, s.place.bucket)
	if err != nil || f.found == "" {
		return nil, err
	}
	if k := s.remembered(f.mark); k != nil {
		return k, nil
	}
	content, err := readAll(ctx, f.bucket, f.found)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, nil // it was removed a moment ago
	}
	if err != nil {
		return nil, err
	}
	k, err := s.decode(content)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", s.at(f.found), err)
	}
	s.marked(f.mark, listed)
	if s.still {
		s.seen = k
	}
	return k, nil
}

// json is the state as `pulumi stack export` prints it, on one line.
func (k *decoded) json() ([]byte, error) {
	k.export.Do(func() {
		k.exported, k.err = json.Marshal(struct {
			Version    int                   `json:"version"`
			Features   []string              `json:"features,omitempty"`
			Deployment *apitype.DeploymentV3 `json:"deployment"`
		}{k.version, k.features, k.checkpoint.Latest})
	})
	return k.exported, k.err
}
