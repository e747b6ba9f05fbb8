package release_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
)

// image is an image by a letter: "b" is the digest bbb… of the commit bbb….
func image(letter string) (digest, commit string) {
	return "sha256:" + strings.Repeat(letter, 64), strings.Repeat(letter, 40)
}

// row is "RELEASE SUCCEEDED 3c 2b": the version 3 from the image c replaced 2 from b.
func row(text string) history.Row {
	words := strings.Fields(text)
	r := history.Row{
		"eventType": words[0],
		"state":     words[1],
		"version":   words[2][:1],
		"timestamp": "2026-03-01T12:00:00Z",
		"actor":     "alice",
		"reason":    "it failed",
	}
	r["digest"], r["commit"] = image(words[2][1:])
	r["previousVersion"] = words[3][:1]
	r["previousDigest"], _ = image(words[3][1:])
	return r
}

// told gives rows, which are named the oldest first, the latest first.
func told(texts ...string) iter.Seq2[history.Row, error] {
	return func(yield func(history.Row, error) bool) {
		for _, text := range slices.Backward(texts) {
			if text == "error" {
				yield(nil, errors.New("ThrottlingException"))
				return
			}
			if !yield(row(text), nil) {
				return
			}
		}
	}
}

// by is a search when the alias is on a version of an image, such as "3c"; "" if it
// cannot be read. The image p is the placeholder.
func by(live string) release.Search {
	s := release.Search{Placeholder: func(i release.Image) bool { return strings.HasPrefix(i.Digest, "sha256:pp") }}
	if live != "" {
		s.Live.Version = live[:1]
		s.Live.Digest, _ = image(live[1:])
	}
	return s
}

func TestARollbackGoesToTheLastDifferentImageThatServed(t *testing.T) {
	t.Parallel()
	three := []string{"RELEASE SUCCEEDED 2a 1p", "RELEASE SUCCEEDED 3b 2a", "RELEASE SUCCEEDED 4c 3b"}
	and := func(texts ...string) []string { return append(slices.Clone(three), texts...) }
	for name, c := range map[string]struct {
		live string
		rows []string
		want string
	}{
		"after releases":                   {"4c", three, "3b"},
		"after one that was undone":        {"4c", and("RELEASE ROLLED_BACK 5d 4c", "RELEASE FAILED 6e 4c"), "3b"},
		"after one that was live already":  {"4c", and("RELEASE ALREADY_LIVE 4c 4c"), "3b"},
		"when the alias cannot be read":    {"", three, "3b"},
		"after a rollback, further back":   {"3b", and("ROLLBACK SUCCEEDED 3b 4c"), "2a"},
		"not to a version of the live one": {"5c", and("RELEASE SUCCEEDED 5c 4c"), "3b"},
		"after two rollbacks and a release": {
			"5d", and("ROLLBACK SUCCEEDED 3b 4c", "ROLLBACK SUCCEEDED 2a 3b", "RELEASE SUCCEEDED 5d 2a"), "2a",
		},
		"to what was released again after it was taken back": {
			"6d", and("ROLLBACK SUCCEEDED 3b 4c", "RELEASE SUCCEEDED 5c 3b", "RELEASE SUCCEEDED 6d 5c"), "5c",
		},
		"after a rollback and a way forward by a person": {
			"4c", and("ROLLBACK SUCCEEDED 3b 4c", "ROLLBACK SUCCEEDED 4c 3b"), "2a",
		},
		"after a release that could not be undone":  {"5d", and("RELEASE NOT_RESTORED 5d 4c"), "4c"},
		"then, when the alias cannot be read":       {"", and("RELEASE NOT_RESTORED 5d 4c"), "4c"},
		"after a rollback that did not get through": {"4c", and("ROLLBACK NOT_RESTORED 3b 4c"), "3b"},
		"after the alias was moved back by hand":    {"3b", three, "2a"},
		"to what only a later row tells of":         {"4c", []string{"RELEASE SUCCEEDED 4c 3b"}, "3b"},
	} {
		got, live, err := release.Earlier(told(c.rows...), by(c.live))
		require.NoError(t, err, name)
		assert.Equal(t, c.want[:1], got.Version, name)
		digest, commit := image(c.want[1:])
		assert.Equal(t, digest, got.Digest, name)
		if len(c.rows) > 1 {
			assert.Equal(t, [...]string{commit, "2026-03-01T12:00:00Z"}, [...]string{got.Commit, got.Since}, name)
		}
		if c.live != "" {
			assert.Equal(t, c.live[:1], live.Version, name)
		}
		_, commit = image(live.Digest[len(live.Digest)-1:])
		assert.Equal(t, commit, live.Commit, name)
	}
}

func TestARollbackWithoutANameGoesNowhereElse(t *testing.T) {
	t.Parallel()
	first := "RELEASE SUCCEEDED 2a 1p"
	for name, c := range map[string]struct {
		live string
		rows []string
		want error
	}{
		"nothing was released":              {"1p", nil, release.ErrNoEarlier},
		"not to the placeholder":            {"2a", []string{first}, release.ErrOnlyPlaceholder},
		"the first was put back":            {"1p", []string{first, "ROLLBACK SUCCEEDED 1p 2a"}, release.ErrNoEarlier},
		"the alias is on what nobody knows": {"9z", []string{first}, release.ErrNotInHistory},
	} {
		_, _, err := release.Earlier(told(c.rows...), by(c.live))
		assert.ErrorIs(t, err, c.want, name)
	}
	_, _, err := release.Earlier(told("error", first), by("2a"))
	assert.EqualError(t, err, "ThrottlingException; a version that is named with TO= needs no history")
}

func TestNoMoreOfTheHistoryIsReadThanNeeded(t *testing.T) {
	t.Parallel()
	got, _, err := release.Earlier(told("error", "RELEASE SUCCEEDED 3b 2a", "RELEASE SUCCEEDED 4c 3b"), by("4c"))
	require.NoError(t, err)
	assert.Equal(t, "3", got.Version)
}

func TestAnImageIsNamedByVersionDigestOrCommit(t *testing.T) {
	t.Parallel()
	rows := []string{
		"RELEASE SUCCEEDED 2a 1p", "RELEASE SUCCEEDED 3b 2a", "RELEASE SUCCEEDED 4b 3b", "RELEASE ROLLED_BACK 5b 4b",
		"RELEASE FAILED 6c 4b",
	}
	for text, want := range map[string]string{
		"2":          "2a",
		"1":          "1p",
		"sha256:a":   "2a",
		"aaaa":       "2a",
		"bbbbbbb":    "4b", // of its versions, the one that served last
		"sha256:bbb": "4b",
		"cccc":       "6c",
	} {
		name, err := release.ParseName(text)
		require.NoError(t, err)
		assert.Equal(t, text, name.String())
		got, err := release.Named(told(rows...), name)
		require.NoError(t, err, text)
		digest, _ := image(want[1:])
		assert.Equal(t, [...]string{want[:1], digest}, [...]string{got.Version, got.Digest}, text)
	}
	for _, text := range []string{"v2", "sha256:", "sha256:xyz", "abc", "1234567x", ""} {
		_, err := release.ParseName(text)
		assert.ErrorContains(t, err, `"`+text+`", which is no number of a version, such as 7, and no begin of a commit`, text)
	}
	name, err := release.ParseName("77")
	require.NoError(t, err)
	_, err = release.Named(told(rows...), name)
	assert.EqualError(t, err, "the history has no image 77; `make history` lists them")
	_, err = release.Named(told("error"), name)
	assert.EqualError(t, err, "ThrottlingException")
}

func TestANameThatSeveralImagesHaveListsThem(t *testing.T) {
	t.Parallel()
	one, other := row("RELEASE SUCCEEDED 2a 1p"), row("RELEASE FAILED 3b 2a")
	other["commit"], other["version"] = one["commit"][:20]+strings.Repeat("c", 20), "none"
	name, err := release.ParseName("aaaaaaa")
	require.NoError(t, err)
	_, err = release.Named(func(yield func(history.Row, error) bool) { _ = yield(one, nil) && yield(other, nil) }, name)
	assert.EqualError(t, err, "aaaaaaa names 2 images; write more of it:\n"+
		"  version 2, commit aaaaaaaaaaaa, sha256:aaaaaaaaaaaa\n"+
		"  version not published, commit aaaaaaaaaaaa, sha256:bbbbbbbbbbbb")
}
