package naming_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// parts are what a name is made from.
type parts struct {
	kind    string // the type
	shape   string // which vocabulary the purpose is from; "service" for a bare service
	word    string // "" for a bare service
	service string
	account string
	suffix  string
}

// make is the name of the parts, or the error that says why there is none.
func (p parts) make(kind naming.Kind) (naming.Name, error) {
	suffix, err := naming.NewSuffix(p.suffix)
	if err != nil {
		return "", err
	}
	service, err := naming.NewService(p.service)
	switch p.shape {
	case "word":
		return kind.Name(naming.Of(naming.Word(p.word)), suffix)
	case "account":
		return kind.Name(naming.In(naming.AccountWord(p.word), p.account), suffix)
	}
	if err != nil {
		return "", err
	}
	if p.shape == "for" {
		return kind.Name(naming.For(naming.ServiceWord(p.word), service), suffix)
	}
	return kind.Name(naming.The(service), suffix)
}

// parse takes a name apart again, with nothing but the vocabularies to go by.
// That it can is why no two sets of parts give one name.
func parse(name string) parts {
	words, accountWords, serviceWords := naming.Vocabularies()
	typ, rest, _ := strings.Cut(name, "-")
	first, rest, _ := strings.Cut(rest, "-")
	p := parts{kind: typ, word: first}
	switch {
	case slices.Contains(words, naming.Word(first)):
		p.shape, p.suffix = "word", rest
	case slices.Contains(accountWords, naming.AccountWord(first)):
		p.shape = "account"
		p.account, p.suffix, _ = strings.Cut(rest, "-")
	case slices.Contains(serviceWords, naming.ServiceWord(first)):
		p.shape = "for"
		p.service, p.suffix, _ = strings.Cut(rest, "-")
	default:
		p.shape, p.word, p.service, p.suffix = "service", "", first, rest
	}
	return p
}

// choose turns fuzzed numbers and texts into parts; what a shape does not use
// is left out, so that equal parts are equal values.
func choose(kind, word uint8, service, account, suffix string) (naming.Kind, parts) {
	k := kindRules[int(kind)%len(kindRules)].kind
	words, accountWords, serviceWords := naming.Vocabularies()
	p := parts{kind: k.Type, suffix: suffix}
	n := int(word) % (len(words) + len(accountWords) + len(serviceWords) + 1)
	switch {
	case n < len(words):
		p.shape, p.word = "word", string(words[n])
	case n < len(words)+len(accountWords):
		p.shape, p.word, p.account = "account", string(accountWords[n-len(words)]), account
	case n < len(words)+len(accountWords)+len(serviceWords):
		p.shape, p.word, p.service = "for", string(serviceWords[n-len(words)-len(accountWords)]), service
	default:
		p.shape, p.service = "service", service
	}
	return k, p
}

func FuzzNames(f *testing.F) {
	f.Add(uint8(0), uint8(0), "api", account, "dev", uint8(1), uint8(30), "cart", account, "pr-42")
	f.Add(uint8(2), uint8(18), "api", account, "dev", uint8(2), uint8(19), "api", "111122223333", "api-dev")
	f.Add(uint8(5), uint8(10), "a", "1", "an-over-long-suffix1", uint8(5), uint8(10), "b", "", "-")
	f.Add(uint8(19), uint8(30), "build", account, "x", uint8(19), uint8(21), "x", account, "build")
	f.Add(uint8(19), uint8(30), "a", account, "b-c", uint8(19), uint8(21), "a", account, "c")
	f.Fuzz(func(t *testing.T, kind1, word1 uint8, service1, account1, suffix1 string,
		kind2, word2 uint8, service2, account2, suffix2 string) {
		k1, p1 := choose(kind1, word1, service1, account1, suffix1)
		k2, p2 := choose(kind2, word2, service2, account2, suffix2)
		name1, ok1 := legalOrRefused(t, k1, p1)
		name2, ok2 := legalOrRefused(t, k2, p2)
		if ok1 && ok2 && p1 != p2 {
			assert.NotEqual(t, name1, name2, "%+v and %+v", p1, p2)
		}
	})
}

// legalOrRefused holds a name to its kind's rule and to the decoder, and an
// error to naming a rule.
func legalOrRefused(t *testing.T, k naming.Kind, p parts) (naming.Name, bool) {
	t.Helper()
	name, err := p.make(k)
	if err != nil {
		var fault *naming.Fault
		require.True(t, errors.As(err, &fault), "%v", err)
		assert.NotEmpty(t, fault.What)
		assert.NotEmpty(t, fault.Rule)
		assert.Empty(t, name)
		return "", false
	}
	if err := k.Check(name.String()); err != nil {
		t.Errorf("%s is made and not legal: %v", name, err)
	}
	if back := parse(name.String()); back != p {
		t.Errorf("%s is made from %+v and reads as %+v", name, p, back)
	}
	return name, true
}

// The fuzzer's corpus is small in an ordinary run; this walks every kind and
// every purpose with parts chosen to be mistaken for one another.
func TestNoTwoPartsGiveOneName(t *testing.T) {
	t.Parallel()
	made := map[naming.Name]parts{}
	words, accountWords, serviceWords := naming.Vocabularies()
	for kind := range kindRules {
		for word := range len(words) + len(accountWords) + len(serviceWords) + 1 {
			for _, service := range []string{"a", "api", "dev", "s3", "x1"} {
				for _, account := range []string{"111111111111", "222222222222"} {
					for _, suffix := range []string{"a", "api", "dev", "a-b", "api-dev", "build-a", "111111111111", "1-a"} {
						k, p := choose(uint8(kind), uint8(word), service, account, suffix)
						name, ok := legalOrRefused(t, k, p)
						if !ok {
							continue
						}
						if other, taken := made[name]; taken && other != p {
							t.Errorf("%s is made from %+v and from %+v", name, p, other)
						}
						made[name] = p
					}
				}
			}
		}
	}
	assert.Greater(t, len(made), 5000)
}
