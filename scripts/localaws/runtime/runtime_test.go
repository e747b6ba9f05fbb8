package runtime_test

import (
	"bytes"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/runtime"
	"slipway/shared/config"
)

// pushed is a function of the image, which is in a registry of the test's.
func pushed(t *testing.T, image v1.Image) runtime.Function {
	t.Helper()
	images, err := registry.New(t.TempDir(), "000000000000",
		func(string, string) (bool, bool, error) { return true, true, nil })
	require.NoError(t, err)
	server := httptest.NewServer(images)
	t.Cleanup(server.Close)
	host := strings.TrimPrefix(server.URL, "http://")
	require.NoError(t,
		(&bootstrap.OCI{Transport: server.Client().Transport}).Push(t.Context(), host+"/ecr-api-dev", "one", image))
	digest, err := image.Digest()
	require.NoError(t, err)
	return runtime.Function{
		Images:       images,
		Account:      "000000000000",
		Repository:   "ecr-api-dev",
		Digest:       digest.String(),
		Name:         "lambda-api-dev",
		Version:      "7",
		Architecture: config.X86,
		Region:       "us-east-1",
		Variables:    map[string]string{"GREETING": "hello"},
		Timeout:      20 * time.Second,
		Packages:     t.TempDir(),
		Log:          &bytes.Buffer{},
	}
}

func service(t *testing.T, code string) runtime.Function {
	t.Helper()
	image, err := bootstrap.Service(map[string][]byte{"src/index.mjs": []byte(code)},
		[]string{"src/index.handler"}, config.X86)
	require.NoError(t, err)
	return pushed(t, image)
}

func needNode(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is not on the PATH")
	}
}

func TestHandlers(t *testing.T) {
	t.Parallel()
	needNode(t)
	t.Run("answer with the version's variables", func(t *testing.T) {
		t.Parallel()
		answer, err := service(t, `export const handler = async (event) => ({
			said: process.env.GREETING + ' ' + event.name, version: process.env.AWS_LAMBDA_FUNCTION_VERSION,
		});`).Invoke(t.Context(), []byte(`{"name": "world"}`))
		require.NoError(t, err)
		assert.JSONEq(t, `{"said": "hello world", "version": "7"}`, string(answer))
	})
	for name, c := range map[string]struct{ code, fault string }{
		"throw": {`export const handler = async () => { throw new TypeError('no'); };`, "TypeError: no"},
		"end": {
			`process.exit(3);`, "Runtime.ExitError: the program ended without an answer: exit status 3",
		},
		"are not there":         {`export const other = 1;`, "TypeError: module[name] is not a function"},
		"want an absent module": {`import 'nowhere'; export const handler = 1;`, "Error: Cannot find package 'nowhere'"},
	} {
		t.Run("that "+name+" fail", func(t *testing.T) {
			t.Parallel()
			_, err := service(t, c.code).Invoke(t.Context(), []byte(`{}`))
			var failure *runtime.Failure
			require.ErrorAs(t, err, &failure)
			assert.Contains(t, err.Error(), c.fault)
		})
	}
	t.Run("that take longer than they may are ended", func(t *testing.T) {
		t.Parallel()
		f := service(t, `export const handler = () => new Promise(() => setInterval(() => {}, 1000));`)
		f.Timeout = time.Second
		_, err := f.Invoke(t.Context(), []byte(`{}`))
		assert.EqualError(t, err, "Sandbox.Timedout: Task timed out after 1.00 seconds")
	})
}

func TestPackages(t *testing.T) {
	needNode(t)
	bin := t.TempDir()
	node, err := exec.LookPath("node")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(node, filepath.Join(bin, "node")))
	npm := func(script string) {
		require.NoError(t, os.WriteFile(filepath.Join(bin, "npm"), []byte("#!/bin/sh\n"+script), 0o755)) //nolint:gosec // run
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	image, err := bootstrap.Service(map[string][]byte{
		"index.mjs":         []byte(`import { a } from 'a'; export const handler = async () => a;`),
		"package.json":      []byte(`{}`),
		"package-lock.json": []byte(`{"packages": {"node_modules/a": {}}}`),
	}, []string{"index.handler"}, config.X86)
	require.NoError(t, err)
	f := pushed(t, image)

	npm("echo offline; exit 1\n")
	_, err = f.Invoke(t.Context(), []byte(`{}`))
	var impossible *runtime.Impossible
	require.ErrorAs(t, err, &impossible)
	assert.Contains(t, err.Error(), "npm could not install the packages of the image's handler: exit status 1\noffline")

	npm("mkdir -p node_modules/a; echo 'export const a = 1;' > node_modules/a/index.mjs\n" +
		`echo '{"exports": "./index.mjs"}' > node_modules/a/package.json` + "\n")
	answer, err := f.Invoke(t.Context(), []byte(`{}`))
	require.NoError(t, err)
	assert.Equal(t, "1", string(answer))
	npm("exit 1\n")
	_, err = f.Invoke(t.Context(), []byte(`{}`))
	require.NoError(t, err, "packages are installed once for each lock file")
}

func TestPrograms(t *testing.T) {
	t.Parallel()
	t.Run("that do not run here are no failure of the function", func(t *testing.T) {
		t.Parallel()
		image, err := bootstrap.Image([]byte("simulated"), config.X86)
		require.NoError(t, err)
		_, err = pushed(t, image).Invoke(t.Context(), []byte(`{}`))
		var impossible *runtime.Impossible
		require.ErrorAs(t, err, &impossible)
		assert.Contains(t, err.Error(), "the image's program does not run on this machine: ")
	})
	t.Run("that no image holds are said to be missing", func(t *testing.T) {
		t.Parallel()
		image, err := bootstrap.Service(map[string][]byte{"app.py": nil}, []string{"app.handler"}, config.X86)
		require.NoError(t, err)
		_, err = pushed(t, image).Invoke(t.Context(), []byte(`{}`))
		require.EqualError(t, err, "the image's handler app.handler is not one of Node.js")
		image, err = bootstrap.Service(nil, nil, config.X86)
		require.NoError(t, err)
		f := pushed(t, image)
		_, err = f.Invoke(t.Context(), []byte(`{}`))
		require.ErrorContains(t, err, "holds no program")
		f.Architecture = config.ARM
		_, err = f.Invoke(t.Context(), []byte(`{}`))
		require.EqualError(t, err,
			"Runtime.InvalidEntrypoint: the image is for amd64, the function is arm64: exec format error")
		f.Digest = "sha256:0"
		_, err = f.Invoke(t.Context(), []byte(`{}`))
		assert.EqualError(t, err, "ImageAccessDenied: there is no image sha256:0 in ecr-api-dev")
	})
}
