package resources_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/resources"
)

// outputs is one type: what it is made of and what AWS makes of it. A value
// between slashes is a regular expression.
type outputs struct {
	token string
	given func(c awstest.Client)
	in    m
	id    string
	out   m
	from  func(c awstest.Client) m // instead of in, where it needs what given made
}

const uuid = `[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}`

const instant = `/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/`

func TestEveryTypeHasItsIDsAndOutputs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, o := range everyType() {
		seen[o.token] = true
		t.Run(o.token, func(t *testing.T) {
			t.Parallel()
			c := awstest.NewClient(t)
			if o.given != nil {
				o.given(c)
			}
			if o.from != nil {
				o.in = o.from(c)
			}
			planned := c.Preview(o.token, "it", o.in)
			e := c.Given(o.token, "it", o.in)
			assert.Regexp(t, "^"+o.id+"$", e.ID)
			for key, want := range o.out {
				same(t, key, want, e.Out[key])
				assert.True(t, planned.IsUnknown(key), "a preview does not know %s", key)
			}
			for key, v := range o.in {
				within(t, key, v, e.Out[key])
				assert.Equal(t, v, planned[key], "a preview knows the input %s", key)
			}
			again := c.Diff(e, o.in)
			assert.Empty(t, again.GetDiffs(), "the same inputs again are no change")
			now, there := c.Read(e)
			require.True(t, there)
			assert.Equal(t, e.Out, now.Out, "a refresh finds what create answered")
			assert.Equal(t, e.In, now.In)
			require.NoError(t, c.Delete(e))
			_, there = c.Read(e)
			assert.False(t, there)
		})
	}
	for _, token := range resources.Tokens() {
		assert.True(t, seen[token], "%s has no case here", token)
	}
}

func TestUnknownInputsPassEveryCheckInAPreview(t *testing.T) {
	t.Parallel()
	for _, o := range everyType() {
		t.Run(o.token, func(t *testing.T) {
			t.Parallel()
			c := awstest.NewClient(t)
			if o.given != nil {
				o.given(c)
			}
			if o.from != nil {
				o.in = o.from(c)
			}
			in := m{}
			for key := range o.in {
				in[key] = properties.Unknown{}
			}
			planned := c.Preview(o.token, "it", in)
			for key := range in {
				assert.True(t, planned.IsUnknown(key), key)
			}
		})
	}
}

func same(t *testing.T, key string, want, got any) {
	t.Helper()
	if pattern, ok := want.(string); ok && len(pattern) > 1 && pattern[0] == '/' && pattern[len(pattern)-1] == '/' {
		assert.Regexp(t, regexp.MustCompile(pattern[1:len(pattern)-1]), got, key)
		return
	}
	assert.Equal(t, want, got, key)
}

// within asserts that an output is the input, to whose blocks AWS and the provider
// may have added what they leave open.
func within(t *testing.T, path string, in, out any) {
	t.Helper()
	switch in := in.(type) {
	case map[string]any:
		block, _ := out.(map[string]any)
		for key, v := range in {
			within(t, path+"."+key, v, block[key])
		}
	case list:
		blocks, _ := out.([]any)
		if assert.Len(t, blocks, len(in), path) {
			for i, v := range in {
				within(t, fmt.Sprintf("%s.%d", path, i), v, blocks[i])
			}
		}
	default:
		assert.Equal(t, in, out, "the output %s is the input", path)
	}
}

func everyType() []outputs {
	var all []outputs
	for _, group := range [][]outputs{
		foundationTypes(),
		bucketTypes(),
		computeTypes(),
		pipelineTypes(),
		eventTypes(),
		observedTypes(),
		apiTypes(),
	} {
		all = append(all, group...)
	}
	return all
}
