package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"

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
}

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
	m := encoding.Compress(encoding.JSON, encoding.DetectCompression(content))
	var err error
	k.checkpoint, k.version, k.features, err = stack.UnmarshalVersionedCheckpointToLatestCheckpoint(m, content)
	if err != nil {
		return nil, err
	}
	s.memory.last = k
	return k, nil
}

// known reads the state from a folder or a bucket; nil for a stack that is not there.
func (s *Stack) known(ctx context.Context) (*decoded, error) {
	if s.still && s.seen != nil {
		return s.seen, nil
	}
	f, err := s.files(ctx, s.place.bucket)
	if err != nil || f.found == "" {
		return nil, err
	}
	content, err := f.bucket.ReadAll(ctx, f.found)
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
	if s.still {
		s.seen = k
	}
	return k, nil
}

// json is the state as `pulumi stack export` prints it.
func (k *decoded) json() ([]byte, error) {
	k.export.Do(func() {
		d := apitype.UntypedDeployment{Version: k.version, Features: k.features}
		if d.Deployment, k.err = json.Marshal(k.checkpoint.Latest); k.err == nil {
			k.exported, k.err = json.MarshalIndent(d, "", "    ")
		}
	})
	return k.exported, k.err
}
