package naming_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestPurposesReadAsTheyStandInNames(t *testing.T) {
	t.Parallel()
	api := service(t, "api")
	for want, p := range map[string]naming.Purpose{
		"webhook":                naming.Of(naming.Webhook),
		"artifacts-123456789012": naming.In(naming.Artifacts, account),
		"build-api":              naming.For(naming.Build, api),
		"api":                    naming.The(api),
		"":                       {},
	} {
		assert.Equal(t, want, p.String())
	}
}

func TestAPurposeOutsideTheVocabularyIsRefused(t *testing.T) {
	t.Parallel()
	dev := suffix(t, "dev")
	api := service(t, "api")
	for want, p := range map[string]naming.Purpose{
		`purpose "logz": not one of naming's words`:                   naming.Of("logz"),
		`purpose "": not one of naming's words`:                       naming.Of(""),
		`purpose "build": not one of naming's words`:                  naming.Of(naming.Word(naming.Build)),
		`purpose "webhook": not one of naming's words for an account`: naming.In(naming.AccountWord(naming.Webhook), account),
		`purpose "cache": not one of naming's words for a service`:    naming.For(naming.ServiceWord(naming.Cache), api),
		`AWS account id "12345678901": 12 digits`:                     naming.In(naming.Cache, "12345678901"),
		`AWS account id "1234567890123": 12 digits`:                   naming.In(naming.Cache, "1234567890123"),
		`AWS account id "12345678901a": 12 digits`:                    naming.In(naming.Cache, "12345678901a"),
		`AWS account id "": 12 digits`:                                naming.In(naming.Cache, ""),
		`service "": 1 to 20 lower-case letters and digits, beginning with a letter: ` +
			`the hyphen separates the parts of every resource name`: naming.For(naming.Build, naming.Service{}),
	} {
		name, err := naming.Role.Name(p, dev)
		assert.EqualError(t, err, want)
		assert.Empty(t, name)
	}
	_, err := naming.Role.Name(naming.The(naming.Service{}), dev)
	assert.ErrorContains(t, err, `service "": 1 to 20`)
}

func TestVocabulariesAreDisjointSortedAndOfSingleWords(t *testing.T) {
	t.Parallel()
	words, accountWords, serviceWords := naming.Vocabularies()
	assert.True(t, slices.IsSorted(words), words)
	assert.True(t, slices.IsSorted(accountWords), accountWords)
	assert.True(t, slices.IsSorted(serviceWords), serviceWords)
	seen := map[string]bool{}
	check := func(word string) {
		assert.Regexp(t, `^[a-z]+$`, word, "a hyphen or a digit would make names ambiguous")
		assert.False(t, seen[word], "%s is in two vocabularies", word)
		seen[word] = true
	}
	for _, w := range words {
		check(string(w))
	}
	for _, w := range accountWords {
		check(string(w))
	}
	for _, w := range serviceWords {
		check(string(w))
	}
}

// A constant that is missing from its list would be refused at run time.
func TestEveryWordThatIsDeclaredIsInItsVocabulary(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "purpose.go", nil, 0)
	require.NoError(t, err)
	declared := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		typ, typed := spec.Type.(*ast.Ident)
		literal, isText := spec.Values[0].(*ast.BasicLit)
		if typed && isText {
			word, err := strconv.Unquote(literal.Value)
			require.NoError(t, err)
			declared[typ.Name] = append(declared[typ.Name], word)
		}
		return true
	})
	words, accountWords, serviceWords := naming.Vocabularies()
	assert.Equal(t, declared["Word"], texts(words))
	assert.Equal(t, declared["AccountWord"], texts(accountWords))
	assert.Equal(t, declared["ServiceWord"], texts(serviceWords))
}

func texts[W ~string](words []W) []string {
	var all []string
	for _, w := range words {
		all = append(all, string(w))
	}
	return all
}
