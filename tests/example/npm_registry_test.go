package example_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dependency is a module with the function of regexparam that the service calls: tests
// need no network, and what the package itself does is its own authors' to test.
const dependency = `export function parse(route) {
  const keys = [];
  const pattern = route.replace(/:([^/]+)/g, (_, key) => { keys.push(key); return '([^/]+?)'; });
  return { keys, pattern: new RegExp('^' + pattern + '/?$', 'i') };
}
`

// npmRegistry is a registry as CodeArtifact has one: below a path, for those with its token.
type npmRegistry struct {
	url string

	mu    sync.Mutex
	given map[string]int // by package
}

// gave counts how often it gave a package.
func (r *npmRegistry) gave(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.given[name]
}

// packageRegistry starts one that has the service's dependency, for those with a token; a
// public one if that is empty, which takes none.
func packageRegistry(t *testing.T, token string) *npmRegistry {
	t.Helper()
	const path = "/npm/npm-packages-dev/"
	r := &npmRegistry{given: map[string]int{}}
	if token != "" {
		token = "Bearer " + token
	}
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		switch {
		case request.Header.Get("Authorization") != token:
			http.Error(answer, `{"error": "unauthenticated"}`, http.StatusUnauthorized)
		case request.URL.Path == path+"regexparam/-/regexparam-3.0.0.tgz":
			r.given["regexparam"]++
			_, _ = answer.Write(packed(t))
		default:
			http.NotFound(answer, request)
		}
	}))
	t.Cleanup(server.Close)
	r.url = server.URL + path
	return r
}

// packed is the dependency as npm publishes it.
func packed(t *testing.T) []byte {
	t.Helper()
	var zipped bytes.Buffer
	to := gzip.NewWriter(&zipped)
	files := tar.NewWriter(to)
	for _, file := range [][2]string{
		{"package/package.json", `{"name": "regexparam", "version": "3.0.0", "type": "module", "exports": "./index.js"}`},
		{"package/index.js", dependency},
	} {
		require.NoError(t, files.WriteHeader(&tar.Header{
			Name: file[0],
			Mode: 0o644,
			Size: int64(len(file[1])),
		}))
		_, err := files.Write([]byte(file[1]))
		require.NoError(t, err)
	}
	require.NoError(t, files.Close())
	require.NoError(t, to.Close())
	return zipped.Bytes()
}

// lockPacked has the lock file of a copy of the service ask for the dependency that packed
// makes. Its address stays npm's own, which npm replaces by that of the registry it is told.
func lockPacked(t *testing.T, dir string) {
	t.Helper()
	file := filepath.Join(dir, "package-lock.json")
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	var lock struct {
		Packages map[string]struct{ Resolved, Integrity string }
	}
	require.NoError(t, json.Unmarshal(content, &lock))
	known := lock.Packages["node_modules/regexparam"]
	require.Equal(t, "https://registry.npmjs.org/regexparam/-/regexparam-3.0.0.tgz", known.Resolved)
	sum := sha512.Sum512(packed(t))
	changed := strings.Replace(string(content), known.Integrity,
		"sha512-"+base64.StdEncoding.EncodeToString(sum[:]), 1)
	require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
}

// unpack puts the dependency where npm would, for tests of the service alone.
func unpack(t *testing.T, dir string) {
	t.Helper()
	into := filepath.Join(dir, "node_modules", "regexparam")
	require.NoError(t, os.MkdirAll(into, 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(into, "package.json"),
		[]byte(`{"type": "module", "exports": "./index.js"}`), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(into, "index.js"), []byte(dependency), 0o600))
}

func TestTheDependencyOfTheServiceIsTheOneThatTestsHave(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join("..", "..", "example", "api", "package.json"))
	require.NoError(t, err)
	var manifest struct{ Dependencies map[string]string }
	require.NoError(t, json.Unmarshal(content, &manifest))
	assert.Equal(t, map[string]string{"regexparam": "3.0.0"}, manifest.Dependencies)
}
