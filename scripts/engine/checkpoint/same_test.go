package checkpoint

import (
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deployed is a state of three things, one of them with a secret.
func deployed(t *testing.T) *apitype.DeploymentV3 {
	t.Helper()
	d := &disk{}
	j := journal(t, nil, d)
	for op, name := range []string{"a", "b", "c"} {
		s := thing(name, 1)
		if name == "b" {
			s.Inputs["token"] = resource.MakeSecret(resource.NewProperty("hush"))
			s.Dependencies = []resource.URN{urn("a")}
			s.PropertyDependencies = map[resource.PropertyKey][]resource.URN{"token": {urn("a")}}
		}
		require.NoError(t, j.AddJournalEntry(ended(int64(op)+1, s)))
	}
	require.NoError(t, j.Close())
	return opened(t, d.saved[len(d.saved)-1])
}

// same says of a resource of the state that it is as it was.
func same(op int64, old int, s *resource.State) engine.JournalEntry {
	e := ended(op, s)
	at := int64(old)
	e.RemoveOld, e.ElideWrite = &at, true
	return e
}

func TestSames(t *testing.T) {
	t.Parallel()
	b := func() *resource.State {
		s := thing("b", 1)
		s.Inputs["token"] = resource.MakeSecret(resource.NewProperty("hush"))
		s.Dependencies = []resource.URN{urn("a")}
		s.PropertyDependencies = map[resource.PropertyKey][]resource.URN{"token": {urn("a")}}
		return s
	}
	// Encrypted anew, it would read otherwise: spaces mean nothing inside.
	const written = "Imh1c2gi\n"
	run := func(t *testing.T, kept *apitype.DeploymentV3, entries ...engine.JournalEntry) *disk {
		d := &disk{}
		j := journal(t, kept, d)
		for _, e := range entries {
			require.NoError(t, j.AddJournalEntry(e))
		}
		require.NoError(t, j.Close())
		return d
	}
	t.Run("nothing is saved if nothing changed, in whatever order it was found out", func(t *testing.T) {
		t.Parallel()
		kept := deployed(t)
		kept.Resources[1].Inputs["token"].(map[string]any)["ciphertext"] = written
		assert.Empty(t, run(t, kept, same(1, 2, thing("c", 1)), same(2, 0, thing("a", 1)), same(3, 1, b())).saved)
	})
	t.Run("nothing is saved of a reading that finds what it found before", func(t *testing.T) {
		t.Parallel()
		reading := begun(1, thing("a", 1))
		reading.Operation.Type = resource.OperationTypeReading
		read := same(1, 0, thing("a", 1))
		read.ElideWrite = false
		assert.Empty(t, run(t, deployed(t), reading, read, same(2, 1, b()), same(3, 2, thing("c", 1))).saved)
		read.State.Outputs["arn"] = resource.NewProperty("another")
		d := run(t, deployed(t), reading, read, same(2, 1, b()), same(3, 2, thing("c", 1)))
		require.NotEmpty(t, d.saved)
		assert.Empty(t, opened(t, d.saved[0]).PendingOperations)
	})
	t.Run("what did not change is written as it was, beside what did", func(t *testing.T) {
		t.Parallel()
		kept := deployed(t)
		kept.Resources[1].Inputs["token"].(map[string]any)["ciphertext"] = written
		grown := ended(3, thing("c", 2))
		grown.RemoveOld = new(int64)
		*grown.RemoveOld = 2
		d := run(t, kept, same(1, 0, thing("a", 1)), same(2, 1, b()), grown)
		require.Len(t, d.saved, 1)
		after := opened(t, d.saved[0])
		assert.Equal(t, kept.Resources[:2], after.Resources[:2])
		assert.EqualValues(t, 2, after.Resources[2].Inputs["size"])
	})
	t.Run("a dependency that is another is saved, and one in another order is not", func(t *testing.T) {
		t.Parallel()
		kept := deployed(t)
		kept.Resources[1].Dependencies = []resource.URN{urn("a"), urn("c")}
		first, last := same(2, 0, thing("a", 1)), same(3, 2, thing("c", 1))
		other := b()
		other.Dependencies = []resource.URN{urn("c"), urn("a")}
		assert.Empty(t, run(t, kept, first, last, same(1, 1, other)).saved)
		loud := same(1, 1, other)
		loud.ElideWrite = false // as the engine says of an order that is another
		assert.Empty(t, run(t, kept, first, last, loud).saved)
		other.Dependencies = []resource.URN{urn("c")}
		assert.Len(t, run(t, kept, first, last, same(1, 1, other)).saved, 1)
	})
	t.Run("outputs that are said again are not written again", func(t *testing.T) {
		t.Parallel()
		again := engine.JournalEntry{
			Kind:        engine.JournalEntryOutputs,
			SequenceID:  9,
			OperationID: 4,
			ElideWrite:  true,
			State:       b(),
		}
		again.RemoveNew = new(int64)
		*again.RemoveNew = 1
		kept := deployed(t)
		kept.Resources[1].Inputs["token"].(map[string]any)["ciphertext"] = written
		assert.Empty(t, run(t, kept, same(2, 0, thing("a", 1)), same(1, 1, b()), again).saved)
	})
	t.Run("operations that nobody saw the end of are forgotten as Pulumi forgets them", func(t *testing.T) {
		t.Parallel()
		kept := deployed(t)
		for _, kind := range []apitype.OperationType{apitype.OperationTypeUpdating, apitype.OperationTypeCreating} {
			kept.PendingOperations = append(kept.PendingOperations, apitype.OperationV2{
				Type:     kind,
				Resource: kept.Resources[0],
			})
		}
		d := run(t, kept, same(1, 0, thing("a", 1)))
		require.Len(t, d.saved, 1)
		pending := opened(t, d.saved[0]).PendingOperations
		require.Len(t, pending, 1)
		assert.Equal(t, apitype.OperationTypeCreating, pending[0].Type)
	})
	t.Run("after the engine has counted anew, old places mean nothing", func(t *testing.T) {
		t.Parallel()
		j := journal(t, deployed(t), &disk{})
		require.NotNil(t, j.same.of(same(1, 1, b())))
		assert.Nil(t, j.same.of(same(2, 2, b())), "another resource stands there")
		assert.Nil(t, j.same.of(same(2, 7, b())))
		assert.Nil(t, j.same.of(engine.JournalEntry{Kind: engine.JournalEntryRebuiltBaseState}))
		assert.Nil(t, j.same.of(same(3, 1, b())))
		require.NoError(t, j.Close())
	})
	t.Run("the state put together writes into no list of others", func(t *testing.T) {
		t.Parallel()
		kept := deployed(t)
		moved := thing("moved", 1)
		moved.Aliases = []resource.URN{urn("a")}
		e := ended(1, moved)
		e.RemoveOld = new(int64) // moved was a
		d := run(t, kept, e, ended(2, thing("later", 1)))
		require.Len(t, d.saved, 2)
		for i, content := range d.saved {
			for _, r := range opened(t, content).Resources {
				if r.URN == urn("b") {
					assert.Equal(t, []resource.URN{urn("moved")}, r.Dependencies, fmt.Sprint(i))
				}
			}
		}
		assert.Equal(t, []resource.URN{urn("a")}, kept.Resources[1].Dependencies)
	})
}
