package environment_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/environment"
)

func TestWhereRunsAreKept(t *testing.T) {
	t.Parallel()
	root := checkout(t, nil)
	in := func(set map[string]string) string {
		e, err := environment.Resolve("local", root, variables(set))
		require.NoError(t, err)
		return e.Runs()
	}
	own := filepath.Join(root, ".slipway", "runs", "local")
	assert.Equal(t, own, in(nil))
	assert.Equal(t, "/state/.slipway/runs/local", in(map[string]string{"PULUMI_BACKEND_URL": "file:///state"}))
	remote := map[string]string{"PULUMI_BACKEND_URL": "s3://states"}
	assert.Equal(t, own, in(remote), "without a home")
	remote["HOME"] = "/home/x"
	there := in(remote)
	assert.Regexp(t, "^/home/x/.cache/slipway/runs/[0-9a-f]{8}/local$", there)
	remote["XDG_CACHE_HOME"] = "/cache"
	assert.Equal(t, strings.Replace(there, "/home/x/.cache", "/cache", 1), in(remote))
	remote["PULUMI_BACKEND_URL"] = "s3://others"
	assert.NotEqual(t, filepath.Base(filepath.Dir(there)), filepath.Base(filepath.Dir(in(remote))),
		"what is kept elsewhere is another environment")
}
