package checkpoint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/require"
)

// BenchmarkSave is a step of a deployment that has three thousand resources of 8 kB: what
// the last steps of a hundred services cost. The save itself is left out.
func BenchmarkSave(b *testing.B) {
	m := b64.NewBase64SecretsManager()
	written := 0
	j, err := NewJournal(b.Context(), "organization/shop/dev", nil, nil, m, func(checkpoint []byte) error {
		written = len(checkpoint)
		return nil
	})
	require.NoError(b, err)
	large := resource.NewProperty(strings.Repeat("definition", 800))
	step := func(op int64) error {
		s := thing(fmt.Sprint(op), 1)
		s.Outputs["body"] = large
		if op > 0 {
			s.Dependencies = []resource.URN{urn(fmt.Sprint(op - 1))}
		}
		done := ended(op+1, s)
		done.ElideWrite = op < 2999
		return j.AddJournalEntry(done)
	}
	for op := range int64(3000) {
		require.NoError(b, step(op))
	}
	b.ReportAllocs()
	op := int64(3000)
	for b.Loop() {
		require.NoError(b, step(op))
		op++
	}
	b.ReportMetric(float64(written)/1e6, "MB")
	require.NoError(b, j.Close())
}
