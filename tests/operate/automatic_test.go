package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// R1, R6: where nobody is asked the stage stays, and the history says who answered it.
func TestAnApprovalThatNobodyIsAskedFor(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, map[string][]string{"delivery": {"slipway-delivery:approval: automatic"}})
	const because = "Nobody is asked in local: its setting approval is automatic"
	t.Run("is answered by the environment itself, which the history says", func(t *testing.T) {
		s.Set("YES", "")
		defer s.Set("YES", "1")
		r := s.run(t, "push")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "Manual-Approval  approved: "+because)
		var answers int
		for _, row := range s.rows(t, "--all") {
			if row["action"] == "Approve" && row["state"] == "SUCCEEDED" {
				answers++
				assert.True(t, strings.HasSuffix(row["actor"], ":assumed-role/role-approve-local/simulated"), row["actor"])
			}
		}
		assert.Equal(t, 1, answers)
	})
	t.Run("waits for a person if CodePipeline takes no answer", func(t *testing.T) {
		r := s.run(t, "push", "--fault", "wait")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err,
			"alarm-deadletters-local fires: the approval could not be answered, and waits for a person; "+
				"`make approve ENV=local SERVICE=api` answers it")
		r = s.run(t, "replay")
		assert.Contains(t, r.Out+r.Err, "nothing answered the approval of execution ")
		r = s.run(t, "approve", "--service", "api")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Out+r.Err, "approved")
	})
	t.Run("cannot be rejected by a fault", func(t *testing.T) {
		r := s.run(t, "push", "--fault", "reject")
		require.Equal(t, 1, r.Code)
		assert.Contains(t, r.Err, "FAULT=reject: nobody is asked in local, whose setting approval is automatic; "+
			"FAULT=wait has its approval unanswered")
	})
}
