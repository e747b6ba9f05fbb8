package checkpoint

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/encoding"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func urn(name string) resource.URN {
	return resource.NewURN("dev", "shop", "", "test:index:Thing", name)
}

func thing(name string, size float64) *resource.State {
	return resource.NewState{
		Type:    "test:index:Thing",
		URN:     urn(name),
		Inputs:  resource.PropertyMap{"size": resource.NewProperty(size)},
		Outputs: resource.PropertyMap{"arn": resource.NewProperty("arn:<" + name + ">")},
	}.Make()
}

// begun and ended are what the engine says of a creation.
func begun(op int64, s *resource.State) engine.JournalEntry {
	creating := resource.NewOperation(s, resource.OperationTypeCreating)
	return engine.JournalEntry{
		Kind:        engine.JournalEntryBegin,
		SequenceID:  2*op - 1,
		OperationID: op,
		Operation:   &creating,
	}
}

func ended(op int64, s *resource.State) engine.JournalEntry {
	return engine.JournalEntry{
		Kind:        engine.JournalEntrySuccess,
		SequenceID:  2 * op,
		OperationID: op,
		State:       s,
	}
}

func opened(t *testing.T, checkpoint []byte) *apitype.DeploymentV3 {
	t.Helper()
	c, _, _, err := stack.UnmarshalVersionedCheckpointToLatestCheckpoint(encoding.JSON, checkpoint)
	require.NoError(t, err, "%s", checkpoint)
	assert.EqualValues(t, "organization/shop/dev", c.Stack)
	return c.Latest
}

// disk keeps what is saved.
type disk struct {
	mu    sync.Mutex
	saved [][]byte
	fails error
	gate  chan struct{} // not nil: a save waits for it
	begun chan struct{}
}

func (d *disk) save(checkpoint []byte) error {
	if d.gate != nil {
		d.begun <- struct{}{}
		<-d.gate
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails != nil {
		return d.fails
	}
	d.saved = append(d.saved, bytes.Clone(checkpoint))
	return nil
}

func journal(t *testing.T, kept *apitype.DeploymentV3, d *disk) *Journal {
	t.Helper()
	m := b64.NewBase64SecretsManager()
	var before *deploy.Snapshot
	if kept != nil {
		before = &deploy.Snapshot{}
		for _, r := range kept.Resources {
			state, err := stack.DeserializeResource(r, m.Decrypter())
			require.NoError(t, err)
			before.Resources = append(before.Resources, state)
		}
	}
	j, err := NewJournal(t.Context(), "organization/shop/dev", kept, before, m, d.save)
	require.NoError(t, err)
	return j
}

func TestJournal(t *testing.T) {
	t.Parallel()
	t.Run("saves once for all that happened while a save was under way", func(t *testing.T) {
		t.Parallel()
		d := &disk{gate: make(chan struct{}), begun: make(chan struct{}, 9)}
		j := journal(t, nil, d)
		const many = 50
		over := make(chan int64, many+1)
		add := func(op int64) {
			assert.NoError(t, j.AddJournalEntry(begun(op, thing(fmt.Sprint(op), 1))))
			over <- op
		}
		go add(1)
		<-d.begun
		for op := range int64(many) {
			go add(op + 2)
		}
		for taken := 0; taken < many; {
			j.mu.Lock()
			taken = len(j.taken)
			j.mu.Unlock()
		}
		assert.Zero(t, len(over), "nobody goes on before a save that holds what he said")
		close(d.gate)
		for range many + 1 {
			<-over
		}
		require.NoError(t, j.Close())
		require.Len(t, d.saved, 2)
		assert.Len(t, opened(t, d.saved[0]).PendingOperations, 1)
		assert.Len(t, opened(t, d.saved[1]).PendingOperations, many+1)
	})
	t.Run("tells everybody in a save that it failed, and saves all with the next", func(t *testing.T) {
		t.Parallel()
		d := &disk{fails: errors.New("no space left on device")}
		j := journal(t, nil, d)
		first := thing("first", 1)
		require.ErrorContains(t, j.AddJournalEntry(begun(1, first)), "save the state: no space left on device")
		d.mu.Lock()
		d.fails = nil
		d.mu.Unlock()
		require.NoError(t, j.AddJournalEntry(begun(2, thing("second", 1))))
		assert.Len(t, opened(t, d.saved[0]).PendingOperations, 2)
		require.NoError(t, j.Close())
		require.ErrorContains(t, j.AddJournalEntry(ended(1, first)), "is over")
	})
	t.Run("fails at its end if the last save does", func(t *testing.T) {
		t.Parallel()
		j := journal(t, nil, &disk{fails: errors.New("quota")})
		elided := ended(1, thing("first", 1))
		elided.ElideWrite = true
		require.NoError(t, j.AddJournalEntry(elided))
		require.ErrorContains(t, j.Close(), "quota")
	})
	t.Run("keeps which line declares a resource, and not how the program came there", func(t *testing.T) {
		t.Parallel()
		d := &disk{}
		j := journal(t, nil, d)
		s := thing("first", 1)
		s.SourcePosition = "project:///main.go#7,1"
		s.StackTrace = []resource.StackFrame{{SourcePosition: "project:///main.go#12,1"}}
		require.NoError(t, j.AddJournalEntry(begun(1, s)))
		require.NoError(t, j.AddJournalEntry(ended(1, s)))
		require.NoError(t, j.Close())
		assert.Contains(t, string(d.saved[0]), "main.go#7,1")
		assert.NotContains(t, string(d.saved[0]), "main.go#12,1")
		assert.Contains(t, string(d.saved[1]), "main.go#7,1")
		assert.NotContains(t, string(d.saved[1]), "main.go#12,1")
	})
	t.Run("encodes each resource once", func(t *testing.T) {
		t.Parallel()
		d := &disk{}
		j := journal(t, nil, d)
		for op := range int64(20) {
			require.NoError(t, j.AddJournalEntry(ended(op+1, thing(fmt.Sprint(op), 1))))
		}
		require.NoError(t, j.Close())
		require.Len(t, d.saved, 20)
		once := j.form.known[urn("0")][0]
		require.NotNil(t, once.json)
		same := must(j.replay.GenerateDeployment())
		content, _, err := j.form.fill(same, must(j.form.find(same.Deployment)))
		require.NoError(t, err)
		assert.Nil(t, content, "what is kept says the same")
		assert.Same(t, once, j.form.known[urn("0")][0])
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
