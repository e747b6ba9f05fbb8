package registry_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnErrorAnswerSaysWhatECRSays(t *testing.T) {
	t.Parallel()
	r := open(t, t.TempDir(), repositories{home + "/team/api": true})
	config, layer := blob(t, r, "team/api", "{}"), blob(t, r, "team/api", "layer")
	first := manifest(t, config, layer)
	put := func(reference, body string) *httptest.ResponseRecorder {
		return call(t, r, http.MethodPut, "localhost", "/v2/team/api/manifests/"+reference,
			string(types.OCIManifestSchema1), body)
	}
	require.Equal(t, http.StatusCreated, put("v1", first).Code)
	unknown := v1.Hash{Algorithm: "sha256", Hex: strings.Repeat("a", 64)}

	cases := map[string]struct {
		answer        *httptest.ResponseRecorder
		status        int
		code, message string
	}{
		"a tag that may not move": {put("v1", manifest(t, layer, config)), 400, "TAG_INVALID",
			"The image tag 'v1' already exists in the 'team/api' repository and cannot be overwritten because the tag is " +
				"immutable. (ImageTagAlreadyExistsException)"},
		"a digest of something else": {put(unknown.String(), first), 400, "DIGEST_INVALID",
			"The image digest does not match the manifest"},
		"a layer that nobody pushed": {put("v2", manifest(t, config, unknown)), 404, "MANIFEST_BLOB_UNKNOWN",
			"Layers with digests '[" + unknown.String() + "]' required for pushing image into repository with name " +
				"'team/api' in the registry with id '000000000000' do not exist"},
		"a config that nobody pushed": {put("v2", manifest(t, unknown, layer)), 404, "MANIFEST_BLOB_UNKNOWN",
			"Layers with digests '[" + unknown.String() + "]' required for pushing image into repository with name " +
				"'team/api' in the registry with id '000000000000' do not exist"},
		"an image that is not there": {
			call(t, r, http.MethodGet, "localhost", "/v2/team/api/manifests/none", "", ""), 404,
			"MANIFEST_UNKNOWN", "Requested image not found"},
		"deleting an image that is not there": {
			call(t, r, http.MethodDelete, "localhost", "/v2/team/api/manifests/none", "", ""), 404,
			"MANIFEST_UNKNOWN", "Requested image not found"},
		"a repository that is not there": {
			call(t, r, http.MethodGet, "localhost", "/v2/api/manifests/v1", "", ""), 404, "NAME_UNKNOWN",
			"The repository with name 'api' does not exist in the registry with id '000000000000'"},
		"the same repository in another account": {
			call(t, r, http.MethodGet, "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "/v2/team/api/tags/list", "", ""), 404,
			"NAME_UNKNOWN", "The repository with name 'team/api' does not exist in the registry with id '111122223333'"},
		"a repository that cannot be read": {
			call(t, r, http.MethodGet, "localhost", "/v2/broken/tags/list", "", ""), 500, "UNKNOWN",
			"read repository broken: permission denied"},
		"the list of all repositories": {call(t, r, http.MethodGet, "localhost", "/v2/_catalog", "", ""), 404,
			"UNSUPPORTED", "ECR has no such endpoint: /v2/_catalog"},
		"a method that a manifest has not": {
			call(t, r, http.MethodPatch, "localhost", "/v2/team/api/manifests/v1", "", ""), 405, "UNSUPPORTED",
			"PATCH is no operation on a manifest"},
		"a method that tags have not": {call(t, r, http.MethodDelete, "localhost", "/v2/team/api/tags/list", "", ""), 405,
			"UNSUPPORTED", "DELETE is no operation on a list of tags"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, message := fault(t, c.answer)
			assert.Equal(t, c.status, c.answer.Code)
			assert.Equal(t, c.code, code)
			assert.Equal(t, c.message, message)
			assert.Equal(t, "application/json", c.answer.Header().Get("Content-Type"))
		})
	}
	assert.Equal(t, http.StatusCreated, put("v1", first).Code, "the same image again")
	assert.Equal(t, http.StatusCreated, put("v2", first).Code, "a new tag of it")
}

func TestAManifestIsServedAsItWasPushed(t *testing.T) {
	t.Parallel()
	r := open(t, t.TempDir(), repositories{home + "/api": false})
	pushed := manifest(t, blob(t, r, "api", "{}"), blob(t, r, "api", "layer"))
	digest, _, err := v1.SHA256(strings.NewReader(pushed))
	require.NoError(t, err)
	answer := call(t, r, http.MethodPut, "localhost", "/v2/api/manifests/v1", string(types.OCIManifestSchema1), pushed)
	assert.Equal(t, digest.String(), answer.Header().Get("Docker-Content-Digest"))

	for _, reference := range []string{"v1", digest.String()} {
		for method, want := range map[string]string{http.MethodGet: pushed, http.MethodHead: ""} {
			answer := call(t, r, method, "localhost", "/v2/api/manifests/"+reference, "", "")
			body, err := io.ReadAll(answer.Body)
			require.NoError(t, err)
			assert.Equal(t, want, string(body))
			assert.Equal(t, http.StatusOK, answer.Code)
			assert.Equal(t, digest.String(), answer.Header().Get("Docker-Content-Digest"))
			assert.Equal(t, string(types.OCIManifestSchema1), answer.Header().Get("Content-Type"))
			assert.Equal(t, "registry/2.0", answer.Header().Get("Docker-Distribution-API-Version"))
		}
	}
}

// The engine bootstraps the services at the same time.
func TestManyMayPushAtOnce(t *testing.T) {
	t.Parallel()
	r := open(t, t.TempDir(), repositories{home + "/api": false})
	pushed := manifest(t, blob(t, r, "api", "{}"), blob(t, r, "api", "layer"))
	tags := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	var running sync.WaitGroup
	for _, tag := range tags {
		running.Go(func() {
			answer := call(t, r, http.MethodPut, "localhost", "/v2/api/manifests/"+tag, string(types.OCIManifestSchema1), pushed)
			assert.Equal(t, http.StatusCreated, answer.Code)
		})
	}
	running.Wait()
	images, err := r.Images(home, "api")
	require.NoError(t, err)
	require.Len(t, images, 1)
	assert.Equal(t, tags, images[0].Tags, "no tag is lost")
}

func TestADamagedImageIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := open(t, dir, repositories{home + "/api": false})
	pushed := manifest(t, blob(t, r, "api", "{}"), blob(t, r, "api", "layer"))
	call(t, r, http.MethodPut, "localhost", "/v2/api/manifests/v1", string(types.OCIManifestSchema1), pushed)
	image, found, err := r.Image(home, "api", "v1")
	require.NoError(t, err)
	require.True(t, found)
	hex := strings.TrimPrefix(image.Digest, "sha256:")
	require.NoError(t, os.Remove(filepath.Join(dir, home, "api", hex+".manifest")))

	_, err = r.Images(home, "api")
	require.ErrorContains(t, err, "read manifest "+image.Digest+": open ")
	_, message := fault(t, call(t, r, http.MethodGet, "localhost", "/v2/api/manifests/v1", "", ""))
	assert.Contains(t, message, "read manifest "+image.Digest)

	_, err = r.Blob(v1.Hash{Algorithm: "sha256", Hex: "00"})
	require.ErrorContains(t, err, "read blob sha256:00: open ")
}
