package checkpoint

import (
	"encoding/json"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
