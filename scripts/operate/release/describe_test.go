package release_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestTheAgeOfAnImageIsSaidAsAPersonSaysIt(t *testing.T) {
	t.Parallel()
	for passed, want := range map[time.Duration]string{
		-time.Hour:       "just now", // a simulated run is ahead of the clock on the wall
		59 * time.Second: "just now",
		90 * time.Second: "1 min ago",
		90 * time.Minute: "1 h ago",
		47 * time.Hour:   "47 h ago",
		48 * time.Hour:   "2 days ago",
	} {
		assert.Equal(t, "2026-03-01 12:00:00 UTC, "+want, release.Moment("2026-03-01T12:00:00Z", noon.Add(passed)))
	}
	assert.Equal(t, "unknown", release.Moment("unknown", noon))
}

func TestTheQuestionShowsWhatIsReplacedByWhat(t *testing.T) {
	t.Parallel()
	live := release.Image{Version: "9", Digest: "sha256:0123456789abcdef"}
	to := release.Image{
		Version: "2",
		Digest:  "sha256:fedcba9876543210",
		Commit:  "3ff54b3731342ccecd55535f3631e0616568184a",
		Since:   "2026-03-01T11:30:00Z",
	}
	assert.Equal(t, "Live now: version 9, commit unknown, sha256:0123456789ab, no row tells since when.\n"+
		"Goes to:  version 2, commit 3ff54b373134, sha256:fedcba987654, since 2026-03-01 11:30:00 UTC, 30 min ago.\n"+
		"Warning: it rains.", release.Question(live, to, []string{"it rains."}, noon))
}

// shelf is a history with the rows of releases, the oldest first, and others by key.
type shelf struct {
	releases []string
	kept     map[string][]history.Row
	broken   bool
}

func (s shelf) Rows(context.Context, string, int) ([]history.Row, error) { return nil, nil }

func (s shelf) Of(_ context.Context, deployment string) ([]history.Row, error) {
	if s.broken {
		return nil, errors.New("AccessDeniedException")
	}
	return s.kept[deployment], nil
}

func (s shelf) Releases(context.Context, string) iter.Seq2[history.Row, error] {
	return told(s.releases...)
}

func TestWhoTookAnImageBackIsSaid(t *testing.T) {
	t.Parallel()
	digest, _ := image("c")
	c := release.Image{Version: "4", Digest: digest}
	three := []string{"RELEASE SUCCEEDED 3b 2a", "RELEASE SUCCEEDED 4c 3b"}
	for name, x := range map[string]struct {
		from shelf
		want string
	}{
		"nobody": {shelf{releases: three}, ""},
		"a person, by the row that the machine keeps": {shelf{kept: map[string][]history.Row{
			"taken-back#api": {{"timestamp": digest, "by": "bob", "at": "2026-03-01T11:00:00Z"}},
		}}, "bob took it back at 2026-03-01 11:00:00 UTC, 1 h ago."},
		"another image": {shelf{releases: three, kept: map[string][]history.Row{
			"taken-back#api": {{"timestamp": "sha256:other", "by": "bob"}},
		}}, ""},
		"a person, by an older history": {
			shelf{releases: append(three, "ROLLBACK SUCCEEDED 3b 4c")},
			"alice took it back at 2026-03-01 12:00:00 UTC, just now.",
		},
		"but it was brought back": {
			shelf{releases: append(three, "ROLLBACK SUCCEEDED 3b 4c", "RELEASE SUCCEEDED 5c 3b")}, "",
		},
		"the machine, which undid it": {
			shelf{releases: append(three, "RELEASE ROLLED_BACK 5c 4b")},
			"a release of it was undone at 2026-03-01 12:00:00 UTC, just now: it failed",
		},
		"the machine, which never let it serve": {
			shelf{releases: []string{"RELEASE ROLLED_BACK 5c 4b"}},
			"a release of it was undone at 2026-03-01 12:00:00 UTC, just now: it failed",
		},
	} {
		taken, err := release.TakenBack(t.Context(), x.from, "api", c)
		require.NoError(t, err, name)
		if x.want == "" {
			assert.Nil(t, taken, name)
			continue
		}
		require.NotNil(t, taken, name)
		assert.Equal(t, x.want, taken.Sentence(noon), name)
	}
	_, err := release.TakenBack(t.Context(), shelf{broken: true}, "api", c)
	require.EqualError(t, err, "AccessDeniedException")
	_, err = release.TakenBack(t.Context(), shelf{releases: []string{"error"}}, "api", c)
	require.EqualError(t, err, "ThrottlingException")
	assert.Equal(t, "somebody took it back at noon.", release.Taken{ByPerson: true, At: "noon"}.Sentence(noon))
}
