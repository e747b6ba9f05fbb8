package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEachEndOfAReleaseIsWalked has releases end in each way that the machine knows, in
// one account and in two.
func TestEachEndOfAReleaseIsWalked(t *testing.T) { // R6, R12, R17
	t.Parallel()
	for layout, owner := range map[string]string{"one account": tooling, "two accounts": "222222222222"} {
		t.Run(layout, func(t *testing.T) {
			t.Parallel()
			var settings []string
			if owner != tooling {
				settings = append(settings, `slipway-LAYER:targetAccount: "`+owner+`"`)
			}
			s := build(t, "local", owner, settings, nil)
			require.Zero(t, s.run(t, "push").Code)
			for _, c := range []struct {
				fault, state, subject, said string
				live                        string // whether the new version is
			}{
				{
					fault:   "bake",
					state:   "ROLLED_BACK",
					subject: "local api: release undone, version 2 is live again",
					said:    "Why: Release.AlarmInBake: The alarms [alarm-errors-api-local, alarm-release-api-local] were [ALARM, OK]",
					live:    "2",
				},
				{
					fault:   "death",
					state:   "ROLLED_BACK",
					subject: "local api: release undone, version 2 is live again",
					said:    " ended as ABORTED before its release did.",
					live:    "2",
				},
				{
					fault:   "quiet",
					state:   "SUCCEEDED",
					subject: "local api: version 5 is live, hardly tried",
					said:    "too few to say that it works. The setting traffic makes calls during a release.",
					live:    "5",
				},
				{
					fault:   "stuck",
					state:   "NOT_RESTORED",
					subject: "ACT NOW: local api: a release could not be undone",
					said:    "then `make rollback ENV=local SERVICE=api TO=5` (docs/incident.md).",
					live:    "6",
				},
			} {
				r := s.run(t, "push", "--fault", c.fault)
				p := s.production(t, "api")
				assert.Equal(t, c.live, p.Alias, c.fault)
				rows := s.rows(t)
				end := rows[len(rows)-1]
				assert.Equal(t, c.state, end["state"], c.fault)
				assert.NotEmpty(t, end["toldAt"])
				assert.Contains(t, r.Err, "Mail             "+c.subject+"\n", c.fault)
				assert.Contains(t, r.Err, c.said, c.fault)
			}
			r := s.run(t, "rollback", "--to", "5")
			require.Zero(t, r.Code, r.Err)
			assert.Equal(t, "5", s.production(t, "api").Alias)
			assert.Contains(t, r.Err, "Mail             local api: rolled back to version 5\n")
		})
	}
}
