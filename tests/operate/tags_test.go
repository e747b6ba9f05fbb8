package operate_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/resources"
)

// tagsOf are 45 tags of a value, the most and the longest that are accepted.
func tagsOf(t *testing.T, value string) (map[string]any, []string) {
	t.Helper()
	tags := map[string]any{}
	for i := range 45 {
		key := fmt.Sprintf("%02d%s", i, strings.Repeat("k", 125))
		tags[key] = value + strings.Repeat("v", 255-len(value))
	}
	text, err := json.Marshal(tags)
	require.NoError(t, err)
	return tags, []string{
		"slipway-foundation:targetAccount: '444455556666'",
		"slipway-foundation:tags: " + string(text),
	}
}

func TestTagsOfOnesOwnAreOnEveryResource(t *testing.T) {
	t.Parallel()
	tags, lines := tagsOf(t, "one")
	own := map[string][]string{"foundation": lines}
	s := build(t, "local", "444455556666", nil, own)
	s.carry(t, tags)

	t.Run("a change reaches all of them and replaces none", func(t *testing.T) {
		tags, lines := tagsOf(t, "two")
		s.Configure(t, "foundation", s.env, lines...)
		before := s.production(t, "api")
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		for _, word := range []string{"created", "replaced", "deleted"} {
			assert.NotContains(t, lastLine(r), word)
		}
		s.carry(t, tags)
		assert.Equal(t, before, s.production(t, "api"), "a tag touches no code and no traffic")
		r = s.run(t, "deploy-all")
		assert.Contains(t, r.Err, "delivery    no changes")
	})
	t.Run("a layer that says otherwise is rejected", func(t *testing.T) {
		s.Configure(t, "compute", s.env, "slipway-compute:tags: {Owner: cart}")
		r := s.run(t, "deploy-all")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "`pulumi config rm slipway-compute:tags` in stacks/compute")
	})
}

// carry asserts that every resource that can be tagged has the tags, and beside them
// slipway's own alone.
func (s *site) carry(t *testing.T, tags map[string]any) {
	t.Helper()
	count := 0
	for _, r := range s.Deployed(t, s.env) {
		if kind, _ := resources.Find(r.Type); !kind.Tagged {
			continue
		}
		count++
		all, _ := r.Outputs["tagsAll"].(map[string]any)
		var beside []string
		for key, value := range all {
			if tags[key] == nil {
				beside = append(beside, key)
				continue
			}
			assert.Equal(t, tags[key], value, r.URN)
		}
		slices.Sort(beside)
		beside = slices.DeleteFunc(beside, func(key string) bool { return key == "Service" })
		assert.Equal(t, []string{"Environment", "Layer", "ManagedBy", "Project"}, beside, r.URN)
		assert.GreaterOrEqual(t, len(all), len(tags)+len(beside), r.URN)
	}
	assert.Greater(t, count, 30)
}
