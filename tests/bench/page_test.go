package main

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPage(t *testing.T) {
	t.Parallel()
	t.Run("keeps the other parts in their order, and after them what people wrote", func(t *testing.T) {
		t.Parallel()
		page := replaced("# Old\n\n## What is left\n\nby hand\n", parts[2], "former\n")
		page = replaced(page, parts[0], "one\n")
		page = replaced(page, parts[2], "new\n")
		assert.True(t, strings.HasPrefix(page, "# How fast slipway is\n"))
		assert.NotContains(t, page, "former")
		assert.Less(t, strings.Index(page, "\n\none\n"), strings.Index(page, "\n\nnew\n"))
		assert.True(t, strings.HasSuffix(page, "\n\n## What is left\n\nby hand\n"))
		assert.Equal(t, 3, strings.Count(page, "\n## "))
	})
	t.Run("a table has its rows side by side", func(t *testing.T) {
		t.Parallel()
		table := table{head: []string{"what", "run"}}
		table.add("fresh", "1")
		table.add("destroy", "1")
		table.add("fresh", "2")
		table.sort()
		assert.Equal(t, "| what | run |\n| --- | ---: |\n| fresh | 1 |\n| fresh | 2 |\n| destroy | 1 |\n", table.String())
	})
	t.Run("a plot is XML, and rises to the right", func(t *testing.T) {
		t.Parallel()
		text := plot("ms", series{"a", []point{{1, 10}, {10, 20}}})
		var image struct {
			Circles []struct {
				X float64 `xml:"cx,attr"`
				Y float64 `xml:"cy,attr"`
			} `xml:"circle"`
		}
		require.NoError(t, xml.Unmarshal([]byte(text), &image))
		require.Len(t, image.Circles, 2)
		assert.Less(t, image.Circles[0].X, image.Circles[1].X)
		assert.Greater(t, image.Circles[0].Y, image.Circles[1].Y)
	})
}

func TestChain(t *testing.T) {
	t.Parallel()
	s := state{resources: []held{
		{"stack", "pulumi:pulumi:Stack", "", nil},
		{"a", "aws:kms/key:Key", "stack", nil},
		{"b", "aws:s3/bucketV2:BucketV2", "stack", []string{"a"}},
		{"group", "slipway:foundation:Bucket", "stack", []string{"b"}},
		{"c", "aws:s3/bucketPolicy:BucketPolicy", "group", nil},
		{"d", "aws:sns/topic:Topic", "stack", nil},
	}}
	assert.Equal(t, 3, s.chain(), "a, b, c")
}

func TestResultsOfBenchmarks(t *testing.T) {
	t.Parallel()
	found := result.FindStringSubmatch(
		"goos: linux\nBenchmarkFor/100-2   \t   123\t  9876.5 ns/op\t  512 B/op\t   7 allocs/op\nPASS\n")
	assert.Equal(t, []string{"BenchmarkFor/100", "9876.5", "512", "7"}, found[1:])
}
