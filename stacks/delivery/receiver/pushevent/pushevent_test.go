package pushevent_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/receiver/pushevent"
)

func TestPathPatternMatchesEachPathAndTheMarkerOfAnIncompleteList(t *testing.T) {
	t.Parallel()
	pattern, err := json.Marshal(pushevent.PathPattern("services/api/", "go.mod"))
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{"prefix": {"equals-ignore-case": "services/api/"}},
		{"equals-ignore-case": "go.mod"}, {"prefix": {"equals-ignore-case": "go.mod/"}}, "*"
	]`, string(pattern))
}

func TestDetailHasTheFieldNamesThatRulesMatch(t *testing.T) {
	t.Parallel()
	detail, err := json.Marshal(pushevent.Detail{
		Ref:        "refs/heads/main",
		After:      "a",
		Before:     "b",
		Repository: pushevent.Repository{FullName: "owner/shop"},
		HeadCommit: &pushevent.Commit{
			ID:      "a",
			Message: "m",
		},
		Pusher:   pushevent.Pusher{Name: "mona"},
		Paths:    []string{"src/x.js"},
		Delivery: "d",
	})
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"ref": "refs/heads/main", "after": "a", "before": "b",
		"created": false, "deleted": false, "forced": false,
		"repository": {"full_name": "owner/shop"},
		"head_commit": {"id": "a", "message": "m"},
		"pusher": {"name": "mona"},
		"paths": ["src/x.js"], "pathsTruncated": false, "delivery": "d"
	}`, string(detail))
}
