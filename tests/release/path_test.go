package release_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryWayAReleaseCanGoEndsOnOneVersionAndSaysWhy(t *testing.T) {
	t.Parallel()
	for name, s := range scenarios {
		for layout, role := range map[string]string{"one account": sameAccount, "two accounts": otherAccount} {
			t.Run(name+" in "+layout, func(t *testing.T) {
				t.Parallel()
				b := newBench(role)
				if s.arrange != nil {
					s.arrange(b)
				}
				o := b.run(t, s.input, b.plain)
				assert.Equal(t, s.version, b.Function.AliasVersion)
				assert.Empty(t, b.Function.Weights)
				assert.Equal(t, b.LiveDigest(), b.Function.Digest, "$LATEST must hold what is live")
				assert.Equal(t, cmp.Or(b.Function.Versions[s.version].Architecture, "x86_64"),
					cmp.Or(b.Function.Architecture, "x86_64"), "and run it where it runs")
				started, ends := b.rows(o)
				require.NotNil(t, started)
				require.Len(t, ends, 1)
				assert.Equal(t, cmp.Or(s.state, "SUCCEEDED"), ends[0]["state"])
				assert.Equal(t, cmp.Or(s.reason, "none"), ends[0]["reason"])
				assert.Equal(t, s.problems, ends[0]["problems"])
				assert.Equal(t, "none: none", ends[0]["undoFailure"])
				assert.Len(t, b.mails(o), 1)
				if s.reason == "" {
					assert.Nil(t, o.err)
				} else {
					assert.EqualError(t, o.err, s.reason, "the pipeline must be told the same")
				}
			})
		}
	}
}
