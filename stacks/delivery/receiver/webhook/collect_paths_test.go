package webhook_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/pushevent"
)

func commits(paths ...[]any) []any {
	var list []any
	for _, added := range paths {
		list = append(list, map[string]any{"added": added, "modified": []any{}, "removed": []any{}})
	}
	return list
}

func TestPathsAreThoseOfAllCommitsEachOnceAndSorted(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.send(t, call("push", pushBody(t, func(p map[string]any) {
		p["commits"] = commits([]any{"b", "a"}, []any{"c", "a"})
	})))
	assert.Equal(t, []string{"a", "b", "c"}, b.detail(t).Paths)
}

func TestPathsThatAreNotAllKnownEndWithTheMarker(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		change func(payload map[string]any)
		paths  []string
	}{
		"a force push, whose dropped commits are not listed": {func(p map[string]any) {
			p["forced"], p["commits"] = true, commits([]any{"a"})
		}, []string{"a", "*"}},
		"a branch moved to a commit already known": {func(p map[string]any) { p["commits"] = []any{} }, []string{"*"}},
		"a new tag": {func(p map[string]any) {
			p["ref"], p["created"], p["commits"] = "refs/tags/v1", true, []any{}
		}, []string{"*"}},
		"a new branch, of which GitHub lists what no other has": {func(p map[string]any) {
			p["created"], p["commits"] = true, commits([]any{"a"})
		}, []string{"a", "*"}},
		"a commit whose files GitHub does not list, among others": {func(p map[string]any) {
			p["commits"] = commits([]any{"a"}, []any{}, []any{"b"})
		}, []string{"a", "b", "*"}},
		"as many files of a commit as GitHub lists at most": {func(p map[string]any) {
			p["commits"] = commits([]any{"a"}, slices.Repeat([]any{"b"}, 3000))
		}, []string{"a", "b", "*"}},
		"as many commits as GitHub lists at most": {func(p map[string]any) {
			p["commits"] = commits(slices.Repeat([][]any{{"a"}}, 2048)...)
		}, []string{"a", "*"}},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			status, _ := b.send(t, call("push", pushBody(t, test.change)))
			assert.Equal(t, 202, status)
			assert.Equal(t, test.paths, b.detail(t).Paths)
			assert.True(t, b.detail(t).PathsTruncated)
		})
	}
}

func TestOneCommitLessThanTheMostIsTheWholeList(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.send(t, call("push", pushBody(t, func(p map[string]any) {
		p["commits"] = commits(slices.Repeat([][]any{{"a"}}, 2047)...)
	})))
	assert.Equal(t, []string{"a"}, b.detail(t).Paths)
	assert.False(t, b.detail(t).PathsTruncated)
}

func TestOneFileLessThanTheMostIsTheWholeList(t *testing.T) {
	t.Parallel()
	b := newBench()
	b.send(t, call("push", pushBody(t, func(p map[string]any) {
		p["commits"] = commits(slices.Repeat([]any{"b"}, 2999))
	})))
	assert.Equal(t, []string{"b"}, b.detail(t).Paths)
}

func TestPathsAreCutToFitAnEvent(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"x", "<", "é"} { // one byte; six in JSON; two bytes
		b := newBench()
		var paths []any
		for i := range 30_000 {
			paths = append(paths, fmt.Sprintf("services/api/%05d/%s", i, strings.Repeat(letter, 20)))
		}
		b.send(t, call("push", pushBody(t, func(p map[string]any) { p["commits"] = commits(paths) })))
		require.Len(t, b.entries, 1)
		length := len(*b.entries[0].Detail)
		assert.LessOrEqual(t, length, pushevent.MaxDetailBytes)
		assert.Greater(t, length, pushevent.MaxDetailBytes-512, "as many as fit are kept")
		detail := b.detail(t)
		assert.True(t, detail.PathsTruncated)
		assert.Equal(t, pushevent.AnyPath, detail.Paths[len(detail.Paths)-1])
		assert.Equal(t, paths[0], detail.Paths[0])
	}
}
