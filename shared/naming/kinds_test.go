package naming_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

const (
	lower     = "abcdefghijklmnopqrstuvwxyz"
	digits    = "0123456789"
	letters   = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum     = letters + digits
	printable = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" + alnum
)

// at is a name of n characters that is legal but perhaps for its length.
func at(n int) string { return strings.Repeat("a", n) }

func TestEveryKindIsHeldToItsRule(t *testing.T) {
	t.Parallel()
	for _, r := range kindRules {
		t.Run(r.constant, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, r.typ, r.kind.Type)
			assert.Equal(t, r.what, r.kind.What)
			assert.NoError(t, r.kind.Check(at(r.least)), "the shortest")
			assert.NoError(t, r.kind.Check(at(r.most)), "the longest")
			assert.EqualError(t, r.kind.Check(at(r.most+1)), fmt.Sprintf("%s %q: has %d characters, AWS accepts %d to %d (%s)",
				r.what, at(r.most+1), r.most+1, r.least, r.most, r.source))
			assert.EqualError(t, r.kind.Check(at(r.least-1)), fmt.Sprintf("%s %q: has %d characters, AWS accepts %d to %d (%s)",
				r.what, at(r.least-1), r.least-1, r.least, r.most, r.source))
		})
	}
}

func TestEveryKindAcceptsItsAlphabetAndNothingElse(t *testing.T) {
	t.Parallel()
	for _, r := range kindRules {
		t.Run(r.constant, func(t *testing.T) {
			t.Parallel()
			for _, c := range r.legal {
				assert.NoError(t, r.kind.Check("a"+string(c)+"b"), "%q inside", c)
			}
			outer := r.outer
			if outer == "" {
				outer = r.legal
			}
			for _, c := range outer {
				assert.NoError(t, r.kind.Check(string(c)+"ab"), "%q first", c)
			}
			for _, c := range r.legal {
				if !strings.ContainsRune(outer, c) {
					assert.Error(t, r.kind.Check(string(c)+"ab"), "%q first", c)
				}
			}
			for _, c := range r.unofficial {
				name := "a" + string(c) + "b"
				err := r.kind.Check(name)
				assert.EqualError(t, err, fmt.Sprintf("%s %q: does not match %s (%s)", r.what, name, r.pattern, r.source))
				var fault *naming.Fault
				require.True(t, errors.As(err, &fault))
				assert.Equal(t, name, fault.Value)
			}
		})
	}
}

func TestNamesThatAWSKeepsForItselfAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"xn--shop", "sthree-shop", "amzn-s3-demo-shop", "shop-s3alias", "shop--ol-s3", "shop.mrap", "shop--x-s3",
		"shop--table-s3",
	} {
		assert.EqualError(t, naming.Bucket.Check(name),
			fmt.Sprintf("S3 bucket name %q: matches %s, which AWS keeps for itself (%s)", name,
				`^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$`, "S3 User Guide, bucket naming rules"))
		assert.NoError(t, naming.Bucket.Check("a"+name+"a"), "only at that end")
	}
}

// Two kinds with one type would let their names collide, and a hyphen in a type
// would make names ambiguous.
func TestEveryTypeIsOneWordOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, r := range kindRules {
		assert.Regexp(t, `^[a-z][a-z0-9]*$`, r.kind.Type, r.constant)
		assert.Empty(t, seen[r.kind.Type], "%s has the type of another kind", r.constant)
		seen[r.kind.Type] = r.constant
	}
}

func TestTheTableOfThisTestHoldsEveryKind(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "kinds.go", nil, 0)
	require.NoError(t, err)
	var declared, tested []string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && len(v.Values) == 1 {
			declared = append(declared, v.Names[0].Name)
		}
		return true
	})
	for _, r := range kindRules {
		tested = append(tested, r.constant)
	}
	assert.Equal(t, declared, tested)
}
