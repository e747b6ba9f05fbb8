package config_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// tagged is the key tags with one tag.
func tagged(key string, value any) values {
	text, _ := json.Marshal(map[string]any{key: value})
	return values{"tags": string(text)}
}

func TestTags(t *testing.T) {
	t.Parallel()
	read := func(given values) (map[string]string, error) {
		r := config.NewReader("slipway-foundation", listed{given})
		return r.Common().Tags, r.Err()
	}
	many := func(n int) values {
		all := map[string]string{}
		for i := range n {
			all["Tag"+strconv.Itoa(i)] = ""
		}
		text, _ := json.Marshal(all)
		return values{"tags": string(text)}
	}
	for name, given := range map[string]values{
		"none":                         {},
		"as many as AWS leaves":        many(45),
		"the longest key":              tagged(strings.Repeat("ä", 127), ""),
		"the longest value":            tagged("Owner", strings.Repeat("ä", 255)),
		"every kind of character":      tagged("cost center_.:/=+-@1", "Kosten für é_.:/=+-@1"),
		"a key that only begins alike": tagged("awsome:Team", "shop"),
	} {
		t.Run("may be "+name, func(t *testing.T) {
			t.Parallel()
			_, err := read(given)
			require.NoError(t, err)
		})
	}
	t.Run("are read by every layer from foundation", func(t *testing.T) {
		t.Parallel()
		c, err := readLater(values{}, values{"tags": `{"Owner": "shop", "CostCenter": "4711"}`})
		require.NoError(t, err)
		assert.Equal(t, map[string]string{"Owner": "shop", "CostCenter": "4711"}, c.Tags)
	})
	t.Run("may not be contradicted by a later layer", func(t *testing.T) {
		t.Parallel()
		_, err := readLater(values{"tags": `{"Owner": "cart"}`}, values{"tags": `{"Owner": "shop"}`})
		require.ErrorContains(t, err, `slipway-compute:tags is "map[Owner:cart]" in stacks/compute/Pulumi.dev.yaml, `+
			`slipway-foundation:tags is "map[Owner:shop]" in stacks/foundation/Pulumi.dev.yaml`)
	})
	const key, shape = "slipway-foundation:tags is ", `an object from key to text, such as {"CostCenter": "4711"}; ` +
		"numbers in quotes"
	for name, c := range map[string]struct {
		given values
		fault string
	}{
		"a list":   {values{"tags": `["Owner"]`}, key + `"[\"Owner\"]": ` + shape},
		"a number": {tagged("CostCenter", 4711), key + `"CostCenter: 4711": ` + shape},
		"a tag of slipway's own in other capitals": {tagged("environment", "x"),
			key + `"environment": not Environment, a tag of slipway's own, in capitals or not`},
		"one key in two writings": {values{"tags": `{"owner": "a", "Owner": "b"}`},
			key + `"owner": not Owner in other capitals: to IAM they are one key`},
		"a key of AWS's": {tagged("AWS:Team", "x"),
			key + `"AWS:Team": a key that does not begin with aws:, which AWS keeps for itself`},
		"an empty key": {tagged("", "x"), key + `"": a key of 1 to 127 letters, digits, spaces and _.:/=+-@`},
		"a key that is too long": {tagged(strings.Repeat("k", 128), "x"),
			key + `"` + strings.Repeat("k", 128) + `": a key of 1 to 127 letters, digits, spaces and _.:/=+-@`},
		"a character that AWS takes nowhere": {tagged("Owner", "a&b"),
			key + `"Owner: a&b": a value of at most 255 letters, digits, spaces and _.:/=+-@`},
		"a value that is too long": {tagged("Owner", strings.Repeat("v", 256)),
			key + `"Owner: ` + strings.Repeat("v", 256) + `": a value of at most 255 letters, digits, spaces and _.:/=+-@`},
		"more than AWS leaves": {many(46), key + `"46": at most 45 tags: AWS takes 50, and 5 are slipway's own`},
	} {
		t.Run("R17 rejects "+name, func(t *testing.T) {
			t.Parallel()
			_, err := read(c.given)
			require.EqualError(t, err, c.fault)
		})
	}
}
