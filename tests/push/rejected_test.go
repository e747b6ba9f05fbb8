package push_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWhatIsNoPushOrNotGitHubsStartsNothing(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		event, key string
		status     int
	}{
		"a ping":                     {"ping", secret, 200},
		"an issue":                   {"issues", secret, 202},
		"a forged push":              {"push", "another secret", 401},
		"a push signed with nothing": {"push", "", 401},
	}
	for name, repository := range map[string]string{
		"another repository of the owner": "octo-org/shop-tools",
		"a fork":                          "mona/shop",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}, in(repository)))
			assert.Equal(t, 422, status)
			assert.Empty(t, onBus)
		})
	}
	for name, commit := range map[string]string{
		"zeros for a commit, and nothing is deleted": zeros,
		"a branch for a commit":                      "main",
		"half a commit":                              pushed[:39],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}, at(commit)))
			assert.Equal(t, 400, status)
			assert.Empty(t, onBus)
		})
	}
	t.Run("a body that is larger than a function is given", func(t *testing.T) {
		t.Parallel()
		large := func(p map[string]any) { p["compare"] = strings.Repeat("a", 5<<20) }
		status, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}, large))
		assert.Equal(t, 413, status)
		assert.Empty(t, onBus)
	})
	t.Run("a branch in other letters", func(t *testing.T) {
		t.Parallel()
		status, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}, to("refs/heads/Main")))
		assert.Equal(t, 422, status)
		assert.Empty(t, onBus)
	})
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, onBus := calls(t, c.event, c.key, push([]string{"services/api/index.js"}))
			assert.Equal(t, c.status, status)
			assert.Empty(t, onBus)
		})
	}
}

func TestAnEventThatOnlyLooksLikeAPushStartsNothing(t *testing.T) {
	t.Parallel()
	all := routes(t, deployed(t, shop()))
	_, onBus := calls(t, "push", secret, push([]string{"services/api/index.js"}))
	for name, change := range map[string]func(map[string]any){
		"from another source":    func(e map[string]any) { e["source"] = "github.example" },
		"of another detail-type": func(e map[string]any) { e["detail-type"] = "pull_request" },
		"without a detail":       func(e map[string]any) { e["detail"] = map[string]any{} },
		"with deleted as text": func(e map[string]any) {
			e["detail"] = maps.Clone(e["detail"].(map[string]any))
			e["detail"].(map[string]any)["deleted"] = "false"
		},
	} {
		event := maps.Clone(onBus[0])
		change(event)
		assert.Empty(t, started(t, all, "bus-github-dev", event), name)
	}
	assert.Empty(t, started(t, all, "", onBus[0]), "on the default bus, where others may put events")
}
