package remains_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/remains"
)

func TestUnfit(t *testing.T) {
	t.Parallel()
	const function = "aws:lambda/function:Function"
	for name, c := range map[string]struct {
		typ       string
		published bool
		version   any
		replaces  []string
		want      string
	}{
		"what only differs is taken": {"aws:ecr/repository:Repository", false, nil, nil, ""},
		"what would be replaced is not": {function, true, "3", []string{"packageType"},
			"it has another packageType"},
		"what belongs to releases is theirs":             {function, true, "3", []string{"imageUri"}, ""},
		"a function that releases shift needs a version": {function, true, "$LATEST", nil, "it has no published version"},
		"a function of which nothing is read needs one":  {function, true, nil, nil, "it has no published version"},
		"a function without an alias needs none":         {function, false, "$LATEST", nil, ""},
		"an alias may stand on whatever version it is on": {"aws:lambda/alias:Alias", false, nil,
			[]string{"functionVersion"}, ""},
		"an alias of another function is not that alias's": {"aws:lambda/alias:Alias", false, nil,
			[]string{"functionName"}, "it has"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := remains.Unfit(c.typ, "it", c.published, map[string]any{"version": c.version}, c.replaces)
			if c.want == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, c.want)
			}
		})
	}
}

func TestDiffering(t *testing.T) {
	t.Parallel()
	inputs := map[string]any{"memorySize": 1024, "imageUri": "x", "publish": true, "tags": map[string]any{}}
	assert.Equal(t, []string{"memorySize"}, remains.Differing("aws:lambda/function:Function", inputs,
		[]string{"imageUri", "lastModified", "memorySize", "publish", "tags"}))
}
