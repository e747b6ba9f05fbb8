package localpipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
)

func TestADockerfileGetsWhatItAsksFor(t *testing.T) {
	t.Parallel()
	context := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(context, "tools"), 0o750))
	const gone = `"/gone" is not in the context`
	for line, want := range map[string]string{
		"COPY tools ./":     "",
		"COPY gone ./":      gone,
		"COPY --from=a b c": "",
		"RUN --mount=type=secret,id=pip,target=/pip.conf pip install .":                          "",
		"RUN --mount=type=secret,id=npmrc,required npm ci":                                       "",
		"RUN --mount=type=secret,id=npmrc,required=false npm ci":                                 "",
		"RUN --mount=type=secret,id=token,required=true npm ci":                                  "secret token: not found",
		"RUN --mount=type=cache,target=/root \\\n --mount=type=bind,source=tools,target=/t true": "",
		"RUN --mount=type=cache,target=/r --mount=type=bind,source=gone,target=/t true":          gone,
		"RUN --mount=type=bind,from=other,source=gone,target=/t true":                            "",
		"RUN --mount=type=bind,target=/t true":                                                   "",
	} {
		file := filepath.Join(t.TempDir(), "Dockerfile")
		require.NoError(t, os.WriteFile(file, []byte("FROM scratch\n"+line+"\n"), 0o600))
		err := solve(faketools.Call{Tool: "docker", Args: strings.Fields("buildx build --file " + file +
			" --secret id=npmrc,src=/npmrc --push " + context)})
		if want == "" {
			assert.NoError(t, err, line)
			continue
		}
		assert.EqualError(t, err, want, line)
	}
}
