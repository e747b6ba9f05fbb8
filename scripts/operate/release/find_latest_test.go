package release_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/release"
)

func TestLatest(t *testing.T) {
	t.Parallel()
	b, _ := image("b")
	for says, tt := range map[string]struct {
		rows []string
		want string
	}{
		"is what succeeded last": {
			rows: []string{"RELEASE SUCCEEDED 1c 0a", "RELEASE SUCCEEDED 2b 1c", "RELEASE ROLLED_BACK 3d 2b"},
			want: b,
		},
		"is what a person put back": {
			rows: []string{"RELEASE SUCCEEDED 2c 1b", "ROLLBACK SUCCEEDED 1b 2c"},
			want: b,
		},
		"is nothing if nothing succeeded": {rows: []string{"RELEASE FAILED 2c 1b"}},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			found, err := release.Latest(told(tt.rows...))
			require.NoError(t, err)
			assert.Equal(t, tt.want, found.Digest)
		})
	}
	_, err := release.Latest(told("RELEASE SUCCEEDED 2c 1b", "error"))
	require.EqualError(t, err, "ThrottlingException")
}
