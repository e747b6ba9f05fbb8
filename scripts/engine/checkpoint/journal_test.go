package checkpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/engine"
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
	return NewJournal(t.Context(), "organization/shop/dev", kept, b64.NewBase64SecretsManager(), d.save)
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
		content, _, err := j.form.fill(must(j.replay.GenerateDeployment()))
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

// recorder keeps what Pulumi's own journal saves.
type recorder struct{ saved []apitype.TypedDeployment }

func (r *recorder) Save(d apitype.TypedDeployment) error {
	r.saved = append(r.saved, d)
	return nil
}

// comparable is a state without the time at which it was saved.
func comparable(t *testing.T, d *apitype.DeploymentV3) string {
	t.Helper()
	c := *d
	c.Manifest = apitype.ManifestV1{}
	text, err := json.Marshal(c)
	require.NoError(t, err)
	return string(text)
}

func TestEveryCheckpointIsTheOneThatPulumiWrites(t *testing.T) {
	t.Parallel()
	index := func(i int64) *int64 { return &i }
	a, b, c := thing("a", 1), thing("b", 2), thing("c", 3)
	b.Dependencies = []resource.URN{urn("a")}
	b.PropertyDependencies = map[resource.PropertyKey][]resource.URN{"size": {urn("a")}}
	moved := thing("moved", 1) // was c
	moved.Aliases = []resource.URN{urn("c")}
	replaced := ended(5, moved)
	replaced.RemoveNew = index(3)
	grown := ended(6, thing("moved", 4))
	grown.RemoveNew = index(5)
	gone := engine.JournalEntry{
		Kind:        engine.JournalEntrySuccess,
		SequenceID:  14,
		OperationID: 7,
		RemoveNew:   index(6),
	}
	failed := engine.JournalEntry{
		Kind:        engine.JournalEntryFailure,
		SequenceID:  16,
		OperationID: 8,
	}
	secret := thing("secret", 5)
	secret.Outputs["token"] = resource.MakeSecret(resource.NewProperty("hush"))
	entries := []engine.JournalEntry{
		begun(1, a), ended(1, a), begun(2, b), ended(2, b), begun(3, c), ended(3, c),
		begun(4, secret), ended(4, secret), begun(5, moved), replaced, begun(6, c), grown,
		begun(7, c), gone, begun(8, a), failed,
	}
	theirs := &recorder{}
	m := b64.NewBase64SecretsManager()
	standard, err := backend.NewSnapshotJournaler(t.Context(), theirs, m, nil, nil)
	require.NoError(t, err)
	d := &disk{}
	ours := journal(t, nil, d)
	for i, e := range entries {
		require.NoError(t, standard.AddJournalEntry(e))
		require.NoError(t, ours.AddJournalEntry(e))
		last := theirs.saved[len(theirs.saved)-1]
		assert.Equal(t, comparable(t, last.Deployment), comparable(t, opened(t, d.saved[len(d.saved)-1])), "entry %d", i)
	}
	require.NoError(t, ours.Close())
	assert.Len(t, opened(t, d.saved[len(d.saved)-1]).Resources, 3)
	assert.Contains(t, string(d.saved[0]), `{"version":3,"checkpoint":{"stack":"organization/shop/dev",`)
	assert.Contains(t, string(d.saved[1]), "arn:<a>", "text is written as it is")
}
