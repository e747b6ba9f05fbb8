package webhook_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPayloadWithoutWhatARuleNeedsIsRefusedWithEveryFault(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		change  func(payload map[string]any)
		message string
	}{
		"nothing a rule needs": {func(p map[string]any) { clear(p) },
			"the push payload is not usable: ref is missing, after is missing, before is missing, " +
				"repository.full_name is missing"},
		"a ref that is too long": {func(p map[string]any) { p["ref"] = "refs/heads/" + strings.Repeat("x", 1024) },
			"the push payload is not usable: ref is longer than 1024 bytes"},
		"a repository that is too long": {
			func(p map[string]any) { p["repository"] = map[string]any{"full_name": strings.Repeat("x", 257)} },
			"the push payload is not usable: repository.full_name is longer than 256 bytes",
		},
		"no commit": {func(p map[string]any) { p["after"] = "main" },
			"the push payload is not usable: after is no commit"},
		"half a commit": {func(p map[string]any) { p["after"] = strings.Repeat("a", 39) },
			"the push payload is not usable: after is no commit"},
		"a commit in capitals": {func(p map[string]any) { p["after"] = strings.Repeat("A", 40) },
			"the push payload is not usable: after is no commit"},
		"zeros although nothing was deleted": {func(p map[string]any) { p["after"] = strings.Repeat("0", 40) },
			"the push payload is not usable: after is no commit, although nothing was deleted"},
		"a field of another type": {func(p map[string]any) { p["ref"] = 1 },
			"the body is not a push payload in JSON"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			status, message := b.send(t, call("push", pushBody(t, test.change)))
			assert.Equal(t, 400, status)
			assert.Equal(t, test.message, message)
			assert.Empty(t, b.entries)
		})
	}
}

func TestACommitsMessageIsItsFirstLineInAFewWords(t *testing.T) {
	t.Parallel()
	messages := map[string]string{
		"One line":                          "One line",
		"First\r\n\r\nrest":                 "First",
		"\n\n  Late start  \nrest":          "Late start",
		"Colour \x1b[31mred\x1b[0m":         "Colour [31mred[0m",
		"":                                  "",
		strings.Repeat("a", 199) + "é and…": strings.Repeat("a", 199),
		strings.Repeat("é", 150):            strings.Repeat("é", 100),
	}
	for message, want := range messages {
		b := newBench()
		b.send(t, call("push", pushBody(t, func(p map[string]any) {
			p["head_commit"] = map[string]any{"id": "c0ffee", "message": message}
		})))
		assert.Equal(t, want, b.detail(t).HeadCommit.Message, "%q", message)
	}
}

func TestADeletionHasNoHeadCommitAndNoPaths(t *testing.T) {
	t.Parallel()
	b := newBench()
	status, _ := b.send(t, call("push", pushBody(t, func(p map[string]any) {
		p["deleted"], p["head_commit"], p["commits"] = true, nil, []any{}
		p["after"] = strings.Repeat("0", 40)
	})))
	assert.Equal(t, 202, status)
	detail := b.detail(t)
	assert.True(t, detail.Deleted)
	assert.Nil(t, detail.HeadCommit)
	assert.Empty(t, detail.Paths)
	assert.False(t, detail.PathsTruncated)
	assert.Contains(t, *b.entries[0].Detail, `"paths":[]`)
}
