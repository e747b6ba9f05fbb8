package security_test

import (
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// exception says where a property is not wanted, or cannot be had, and why.
type exception struct {
	property, ids string   // of the rule
	resources     string   // a pattern of titles
	environments  []string // none: all
	reason        string
	since         string
}

// exceptionFor is the exception for a rule and a subject, nil when there is none.
func exceptionFor(env *environment, r rule, s subject) *exception {
	for i, e := range exceptions {
		here := len(e.environments) == 0 || slices.Contains(e.environments, env.name)
		if here && e.property == r.property && e.ids == r.ids && matches(e.resources, s.title()) {
			return &exceptions[i]
		}
	}
	return nil
}

// matches compares a title with a pattern in which * matches any text. What follows
// " but " is a pattern of titles that are not meant.
func matches(pattern, title string) bool {
	if pattern, but, limited := strings.Cut(pattern, " but "); limited {
		return matches(pattern, title) && !matches(but, title)
	}
	flat := strings.NewReplacer("/", "|").Replace // to path.Match, * ends at a slash
	ok, err := path.Match(flat(pattern), flat(title))
	return ok && err == nil
}

func TestEveryExceptionIsNeededAndReasoned(t *testing.T) {
	t.Parallel()
	used := map[*exception]bool{}
	for _, env := range environments(t) {
		for _, e := range ledger(env) {
			used[e.exception] = true
		}
	}
	for i, e := range exceptions {
		assert.True(t, used[&exceptions[i]], "%s %s matches no resource", e.property, e.resources)
		assert.NotEmpty(t, e.reason, "%s %s", e.property, e.resources)
		_, err := time.Parse(time.DateOnly, e.since)
		assert.NoError(t, err, "%s %s", e.property, e.resources)
	}
}
