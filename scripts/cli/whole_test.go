package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// whole is a desk whose checkout has the project's sources, for what is compiled on the
// way: the first image and the webhook's receiver.
func whole(t *testing.T) *desk {
	t.Helper()
	sources, err := filepath.Abs("../..")
	require.NoError(t, err)
	d := &desk{
		root: t.TempDir(),
		set:  map[string]string{"ENV": "local"},
		aws:  noAWS,
	}
	for _, layer := range []string{"foundation", "compute", "delivery"} {
		to := filepath.Join(d.root, "stacks", layer)
		require.NoError(t, os.CopyFS(to, os.DirFS(filepath.Join(sources, "stacks", layer))))
		own, err := filepath.Glob(filepath.Join(to, "Pulumi.*.yaml"))
		require.NoError(t, err)
		for _, file := range own {
			require.NoError(t, os.Remove(file))
		}
	}
	for _, name := range []string{"go.work", "go.work.sum", "shared", "scripts", "tests"} {
		require.NoError(t, os.Symlink(filepath.Join(sources, name), filepath.Join(d.root, name)))
	}
	return d
}

func TestTheWholeOfAnEnvironment(t *testing.T) {
	t.Parallel()
	d := whole(t)
	require.Equal(t, 0, d.run(t.Context(), "deploy-all"), d.err.String())

	t.Run("is deployed from nothing, with a first image and a secret", func(t *testing.T) {
		assert.Regexp(t,
			`(?m)^compute     first image pushed to 000000000000\.dkr\.ecr\.us-east-1\.amazonaws\.com/ecr-api-local `+
				`\(sha256:[0-9a-f]{12}…\)$`, d.err.String())
		assert.Contains(t, d.err.String(), "\ndelivery    the webhook's secret has been given a random value\n")
		for layer, row := range d.rows() {
			if layer != "layer" && layer != "Next," {
				assert.Equal(t, "done", row[0], layer)
			}
		}
	})
	t.Run("says what was made, and what to do next", func(t *testing.T) {
		var names []string
		for line := range strings.Lines(d.out.String()) {
			name, value, found := strings.Cut(line, "  ")
			assert.True(t, found, line)
			assert.NotEmpty(t, strings.TrimSpace(value), line)
			names = append(names, strings.TrimSpace(name))
		}
		assert.Equal(t,
			[]string{"api pipeline", "api console", "api repository", "api function", "deployment history"}, names)
		assert.True(t, strings.HasSuffix(d.err.String(),
			"\nNext, push a change through it: `make push ENV=local SERVICE=api`\n"), d.err.String())
	})
	t.Run("does not change when it is deployed again", func(t *testing.T) {
		require.Equal(t, 0, d.run(t.Context(), "deploy-all"), d.err.String())
		for _, layer := range []string{"foundation", "compute", "delivery"} {
			assert.Equal(t, []string{"done", "0", "0", "0", "0"}, d.rows()[layer][:5], layer)
		}
		assert.NotContains(t, d.err.String(), "first image")
		assert.NotContains(t, d.err.String(), "secret has been given")
	})
	t.Run("keeps a layer that another one stands on", func(t *testing.T) {
		assert.Equal(t, 1, d.run(t.Context(), "destroy", "--layer", "foundation"))
		assert.Regexp(t, "(?m)^error: destroy foundation: delivery still holds \\d+ resources in local that depend on it; "+
			"run `make destroy LAYER=delivery ENV=local`$", d.err.String())
	})
	t.Run("has one service, which need not be named", func(t *testing.T) {
		assert.Equal(t, 1, d.run(t.Context(), "push", "--service", "cart"))
		assert.Contains(t, d.err.String(),
			"error: SERVICE is \"cart\", which has no pipeline in local; deployed there: api\n")
		assert.Equal(t, 1, d.run(t.Context(), "approve"))
		assert.Contains(t, d.err.String(), "error: no approval waits in pipeline-api-local: "+
			"`make status` shows where its last execution is\n")
	})
	t.Run("takes no image that is in no repository", func(t *testing.T) {
		digest := "sha256:" + strings.Repeat("0", 64)
		d.file(t, "stacks/compute/Pulumi.local.yaml", "config:\n  slipway-compute:images:\n    api: "+digest+"\n")
		assert.Equal(t, 1, d.run(t.Context(), "deploy", "--layer", "compute"))
		assert.Equal(t, simulatedLine+"error: slipway-compute:images has "+digest+" for api: no such image is in its "+
			"repository; push it first, or leave the service out and it starts with a placeholder\n", d.err.String())
		require.NoError(t, os.Remove(filepath.Join(d.root, "stacks/compute/Pulumi.local.yaml")))
	})
	t.Run("is destroyed last to first", func(t *testing.T) {
		require.Equal(t, 0, d.run(t.Context(), "destroy-all"), d.err.String())
		first := strings.Index(d.err.String(), "delivery    destroying")
		second := strings.Index(d.err.String(), "compute     destroying")
		third := strings.Index(d.err.String(), "foundation  destroying")
		assert.True(t, 0 < first && first < second && second < third, d.err.String())
		assert.Equal(t, 1, d.run(t.Context(), "outputs"))
	})
}

func TestAFirstImageThatCannotBeBuiltStopsTheLayer(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev") // its checkout has no sources
	assert.Equal(t, 1, d.run(t.Context(), "deploy", "--layer", "compute"))
	assert.Contains(t, d.err.String(), "error: deploy compute: make first image of api: build placeholder: chdir "+
		d.root+"/scripts: no such file or directory")
	assert.Contains(t, d.err.String(), "What is done stays done. Mend the cause below, then go on with "+
		"`make deploy LAYER=compute ENV=dev`\n")
	assert.Equal(t, "failed", d.rows()["compute"][0])
}
