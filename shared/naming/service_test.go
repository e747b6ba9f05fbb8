package naming_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/naming"
)

func TestAServiceIsUpToTwentyLowerCaseLettersDigitsAndSingleHyphens(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"a", "z", "api", "cart2", "a1b2c3", "live", "order-api", "a-b-c", "webhook", longestService,
	} {
		s, err := naming.NewService(text)
		require.NoError(t, err, text)
		assert.Equal(t, text, s.String())
	}
}

func TestAnIllegalServiceIsRefusedWithTheRule(t *testing.T) {
	t.Parallel()
	const rule = "1 to 20 lower-case letters, digits and single hyphens, beginning with a letter and not ending " +
		"with a hyphen"
	for name, text := range map[string]string{
		"empty":                     "",
		"of 21 characters":          longestService + "s",
		"beginning with a digit":    "2cart",
		"beginning with a hyphen":   "-cart",
		"ending with a hyphen":      "cart-",
		"with two hyphens in a row": "shopping--cart",
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

func TestAServiceIsReadFromTextAsItIsMade(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(services(t, "cart2")[0])
	require.NoError(t, err)
	assert.JSONEq(t, `"cart2"`, string(text))
	var s naming.Service
	require.NoError(t, json.Unmarshal(text, &s))
	assert.Equal(t, "cart2", s.String())
	assert.ErrorContains(t, json.Unmarshal([]byte(`"2cart"`), &s), `service "2cart"`)
}
