package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/store"
)

func TestAnImageOfTheHistoryIsReleasedAgain(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	require.Zero(t, s.run(t, "push", "--commit", first).Code)
	one := s.production(t, "api")
	require.Zero(t, s.run(t, "push", "--commit", second).Code)
	two := s.production(t, "api")
	require.NotEqual(t, one.Live, two.Live)

	t.Run("one that nobody took back is shifted as the pipeline does it", func(t *testing.T) {
		r := s.run(t, "release", "--commit", first[:8])
		require.Zero(t, r.Code, r.Err)
		p := s.production(t, "api")
		whole(t, p)
		assert.Equal(t, one.Live, p.Live)
		assert.Contains(t, r.Err, "Live now: version "+two.Alias+", commit 222222222222, "+two.Live[:19]+", since ")
		assert.Contains(t, r.Err, "\nGoes to:  version "+one.Alias+", commit 111111111111, "+one.Live[:19]+", since ")
		assert.Contains(t, r.Err, "gets 10 %")
		rows := s.rows(t)
		assert.Equal(t, []string{"RELEASE STARTED", "RELEASE SUCCEEDED"}, milestones(rows, latest(t, rows)))
		end := rows[len(rows)-1]
		assert.Equal(t, [...]string{first, one.Live, "simulated"}, [...]string{end["commit"], end["digest"], end["actor"]})
	})
	t.Run("one that a person took back needs a reason", func(t *testing.T) {
		require.Zero(t, s.run(t, "rollback").Code)
		assert.Equal(t, two.Live, s.production(t, "api").Live)
		r := s.run(t, "release", "--digest", one.Live[7:20])
		assert.Equal(t, 1, r.Code)
		assert.Regexp(t, `^error: release api: simulated took it back at .* To release it all the same, say why: `+
			"`make release ENV=local SERVICE=api DIGEST="+one.Live+" OVERRIDE=\"reason\"`$", lastLine(r))
		assert.Equal(t, two.Live, s.production(t, "api").Live)

		r = s.run(t, "release", "--digest", one.Live, "--override", "the cause was elsewhere")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "\nWarning: simulated took it back at ")
		assert.Equal(t, one.Live, s.production(t, "api").Live)
	})
	t.Run("so does one that the machine has a row of", func(t *testing.T) {
		s.write(t, store.Item{
			"deploymentId": "taken-back#api",
			"timestamp":    two.Live,
			"by":           "alice",
			"at":           "2026-03-01T12:00:00Z",
		})
		r := s.run(t, "release", "--version", two.Alias)
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, lastLine(r), "error: release api: alice took it back at 2026-03-01 12:00:00 UTC, ")
	})
	t.Run("nothing is released that the history does not have whole", func(t *testing.T) {
		r := s.run(t, "release", "--version", "77")
		assert.Equal(t, "error: release api: the history has no image 77; `make history` lists them", lastLine(r))
		r = s.run(t, "release", "--version", "1")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, lastLine(r), "error: release api: the history has no commit or no digest of version 1, ")
	})
	t.Run("a person who does not agree releases nothing", func(t *testing.T) {
		s.Set("YES", "")
		defer s.Set("YES", "1")
		before := s.production(t, "api")
		r := s.run(t, "release", "--commit", second, "--override", "x")
		assert.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "error: not confirmed: Release that image of api in local? "+
			"Traffic shifts as in a release of the pipeline; no one else is asked.")
		assert.Equal(t, before, s.production(t, "api"))
	})
}
