package arch_test

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/contract"
)

// exports collects the names of the outputs that a layer exports.
type exports map[string]bool

// Export takes the name and leaves the value.
func (e exports) Export(name string, _ pulumi.Input) { e[name] = true }

// Value is that of a context in which nobody hears the outputs.
func (exports) Value(any) any { return nil }

// outputKeys returns the name of every output, those of a service without the
// service's name.
func outputKeys() exports {
	exported := exports{}
	contract.Export(exported, &contract.Foundation{Services: map[string]*contract.Registry{"api": {}}})
	contract.Export(exported, &contract.Compute{Services: map[string]*contract.Function{"api": {}}})
	contract.Export(exported, &contract.Delivery{Services: map[string]*contract.Pipeline{"api": {}}})
	keys := exports{}
	for key := range exported {
		keys[strings.TrimPrefix(key, "api.")] = true
	}
	return keys
}

// sameWords lists where a literal is AWS's own word for something else, which an
// output happens to share: the folder or file, then the words.
var sameWords = map[string][]string{
	// Properties of resources, as the AWS provider names them.
	"scripts/localaws":                 {"accountId", "functionArn", "functionName", "region", "repositoryName"},
	"scripts/localpipeline/production": {"functionName"},
	"scripts/remains":                  {"functionName"},
	"scripts/named":                    {"functionName"},
	// A field of CodePipeline's events.
	"scripts/localpipeline/report.go": {"region"},
}

// keyIn returns the output that a literal names, alone or after a service and a dot.
func keyIn(keys exports, literal *ast.BasicLit) string {
	text, err := strconv.Unquote(literal.Value)
	if literal.Kind != token.STRING || err != nil {
		return ""
	}
	key := text[strings.LastIndex(text, ".")+1:]
	if !keys[key] {
		return ""
	}
	return key
}

// The command decodes outputs through the contract, so that the compiler finds
// every reader of an output that changes.
func TestScriptsReadOutputsThroughTheContract(t *testing.T) {
	t.Parallel()
	keys := outputKeys()
	t.Run("no string literal is the name of an output", func(t *testing.T) {
		t.Parallel()
		used := map[string]map[string]bool{}
		for _, s := range sources(t) {
			if !s.within("scripts") || s.isTest() {
				continue
			}
			ast.Inspect(s.file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok {
					return true
				}
				key := keyIn(keys, literal)
				if key == "" {
					return true
				}
				for place, words := range sameWords {
					if (s.path == place || s.within(place)) && slices.Contains(words, key) {
						if used[place] == nil {
							used[place] = map[string]bool{}
						}
						used[place][key] = true
						return true
					}
				}
				assert.Fail(t, "an output is read by its name", "%s: %s is an output: decode it with package contract",
					s.at(literal), literal.Value)
				return true
			})
		}
		for place, words := range sameWords {
			assert.Equal(t, words, slices.Sorted(maps.Keys(used[place])), "exceptions of %s that are needed", place)
		}
	})
	t.Run("a name is found alone and after a service", func(t *testing.T) {
		t.Parallel()
		assert.Len(t, contract.Layers(), 3, "outputKeys exports every layer")
		for text, want := range map[string]string{
			`"keyArn"`: "keyArn", `".releaseArn"`: "releaseArn", "`%s.pipelineUrl`": "pipelineUrl",
			`"contractVersion"`: "contractVersion", `"keyArns"`: "", `"arn"`: "", `"api"`: "",
		} {
			assert.Equal(t, want, keyIn(keys, &ast.BasicLit{Kind: token.STRING, Value: text}), text)
		}
	})
}
