package operate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A day seldom has what would show a wrong image in production, so the audit is tried by
// itself.
func TestAuditOfImages(t *testing.T) {
	t.Parallel()
	d := &queueDay{local: newAudited(nil), prod: newAudited(nil)}
	d.local.released = []released{{"a", "commit-1", "digest-1"}, {"b", "commit-2", "digest-2"}}
	d.auditOrigin([]released{{"c", "commit-2", "digest-2"}, {"d", "commit-1", "digest-1"}})
	assert.Empty(t, d.faults)
	d.auditOrigin([]released{{"e", "commit-1", "digest-2"}, {"f", "commit-3", "digest-1"}})
	assert.Equal(t, []string{
		"prod has released digest-2 of commit-1, which local has not",
		"prod has released digest-1 of commit-3, which local has not",
	}, d.faults)
}
