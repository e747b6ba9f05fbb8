package naming_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestASuffixIsUpToTwentyLowerCaseLettersDigitsAndInnerHyphens(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a", "0", "dev", "prod", "pr-42", "a-b", "a--b", "1-2-3", strings.Repeat("e", 20),
		"a" + strings.Repeat("-", 18) + "z"} {
		s, err := naming.NewSuffix(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, s.String())
	}
}

func TestAnIllegalSuffixIsRefusedWithTheRule(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty":                      "",
		"of 21 characters":           strings.Repeat("e", 20) + "e",
		"beginning with a hyphen":    "-dev",
		"ending with a hyphen":       "dev-",
		"a hyphen alone":             "-",
		"with a capital":             "Dev",
		"with a dot":                 "de.v",
		"with an underscore":         "de_v",
		"with a space":               "de v",
		"with a newline at its end":  "dev\n",
		"with a letter beyond ASCII": "dév",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := naming.NewSuffix(text)
			var fault *naming.Fault
			require.True(t, errors.As(err, &fault))
			assert.Equal(t, naming.Fault{
				What:  "environment suffix",
				Value: text,
				Rule:  "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end",
			}, *fault)
			assert.Empty(t, s.String())
		})
	}
	_, err := naming.NewSuffix("Dev")
	assert.EqualError(t, err,
		`environment suffix "Dev": 1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end`)
}

func TestASuffixIsReadFromTextAsItIsMade(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(suffix(t, "pr-42"))
	require.NoError(t, err)
	assert.JSONEq(t, `"pr-42"`, string(text))
	var s naming.Suffix
	require.NoError(t, json.Unmarshal(text, &s))
	assert.Equal(t, "pr-42", s.String())
	assert.ErrorContains(t, json.Unmarshal([]byte(`"PR-42"`), &s), `environment suffix "PR-42"`)
}
