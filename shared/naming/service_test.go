package naming_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestAServiceIsUpToTwentyLowerCaseLettersAndDigits(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a", "z", "api", "cart2", "a1b2c3", "live", longestService} {
		s, err := naming.NewService(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, s.String())
	}
}

func TestAnIllegalServiceIsRefusedWithTheRule(t *testing.T) {
	t.Parallel()
	const rule = "1 to 20 lower-case letters and digits, beginning with a letter: the hyphen separates the parts of every resource name"
	for name, text := range map[string]string{
		"empty":                     "",
		"of 21 characters":          longestService + "s",
		"beginning with a digit":    "2cart",
		"with a hyphen":             "shopping-cart",
		"with a capital":            "Api",
		"with a dot":                "api.v2",
		"with an underscore":        "api_v2",
		"with a newline at its end": "api\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := naming.NewService(text)
			assert.EqualError(t, err, fmt.Sprintf("service %q: %s", text, rule))
			assert.Empty(t, s.String())
		})
	}
}

// A service named like a purpose would give the name of another resource:
// role-webhook-dev is the receiver's, not that of a service called webhook.
func TestNoWordOfOursMayNameAService(t *testing.T) {
	t.Parallel()
	words, accountWords, serviceWords := naming.Vocabularies()
	var reserved []string
	for _, w := range words {
		reserved = append(reserved, string(w))
	}
	for _, w := range accountWords {
		reserved = append(reserved, string(w))
	}
	for _, w := range serviceWords {
		reserved = append(reserved, string(w))
	}
	for _, word := range reserved {
		_, err := naming.NewService(word)
		var fault *naming.Fault
		require.True(t, errors.As(err, &fault), word)
		assert.Equal(t, naming.Fault{What: "service", Value: word,
			Rule: "slipway names resources of its own with this word; choose another, such as " + word + "svc"}, *fault)
		if len(word) <= 17 {
			service(t, word+"svc")
		}
	}
}

func TestAServiceIsReadFromTextAsItIsMade(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(service(t, "cart2"))
	require.NoError(t, err)
	assert.JSONEq(t, `"cart2"`, string(text))
	var s naming.Service
	require.NoError(t, json.Unmarshal(text, &s))
	assert.Equal(t, "cart2", s.String())
	assert.ErrorContains(t, json.Unmarshal([]byte(`"2cart"`), &s), `service "2cart"`)
}
