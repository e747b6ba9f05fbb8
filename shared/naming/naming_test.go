package naming_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

// The longest legal parts of a name.
var (
	longestService = strings.Repeat("s", 20)
	longestSuffix  = strings.Repeat("e", 20)
)

const account = "123456789012"

func suffix(t testing.TB, text string) naming.Suffix {
	t.Helper()
	s, err := naming.NewSuffix(text)
	require.NoError(t, err)
	return s
}

func service(t testing.TB, text string) naming.Service {
	t.Helper()
	s, err := naming.NewService(text)
	require.NoError(t, err)
	return s
}

// everyPurpose returns each purpose there is, by its text.
func everyPurpose(t testing.TB, s naming.Service, account string) map[string]naming.Purpose {
	t.Helper()
	words, accountWords, serviceWords := naming.Vocabularies()
	all := map[string]naming.Purpose{s.String(): naming.The(s)}
	for _, w := range words {
		all[string(w)] = naming.Of(w)
	}
	for _, w := range accountWords {
		all[string(w)+"-"+account] = naming.In(w, account)
	}
	for _, w := range serviceWords {
		all[string(w)+"-"+s.String()] = naming.For(w, s)
	}
	return all
}
