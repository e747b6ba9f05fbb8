package bootstrap_test

import (
	"archive/tar"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
	"slipway/shared/config"
)

func program(context.Context, string) ([]byte, error) { return []byte("a static program"), nil }

// wanted are first images for x86-64.
func wanted(repositories map[string]string) map[string]bootstrap.Wanted {
	all := map[string]bootstrap.Wanted{}
	for service, repository := range repositories {
		all[service] = bootstrap.Wanted{Repository: repository, Architecture: config.X86}
	}
	return all
}

func TestTheImageIsOneThatLambdaAccepts(t *testing.T) {
	t.Parallel()
	image, err := bootstrap.Image([]byte("a static program"), config.X86)
	require.NoError(t, err)
	media, err := image.MediaType()
	require.NoError(t, err)
	assert.Equal(t, types.DockerManifestSchema2, media, "one manifest and no index")
	manifest, err := image.Manifest()
	require.NoError(t, err)
	assert.Equal(t, types.DockerConfigJSON, manifest.Config.MediaType)
	require.Len(t, manifest.Layers, 1)
	assert.Equal(t, types.DockerLayer, manifest.Layers[0].MediaType, "gzip")
	described, err := image.ConfigFile()
	require.NoError(t, err)
	assert.Equal(t, "linux", described.OS)
	assert.Equal(t, "amd64", described.Architecture)
	assert.Equal(t, []string{"/placeholder"}, described.Config.Entrypoint)
	assert.Len(t, described.History, 1, "an entry for the layer")
	assert.Len(t, described.RootFS.DiffIDs, 1)

	layers, err := image.Layers()
	require.NoError(t, err)
	open, err := layers[0].Uncompressed()
	require.NoError(t, err)
	files := tar.NewReader(open)
	header, err := files.Next()
	require.NoError(t, err)
	assert.Equal(t, "placeholder", header.Name)
	assert.Equal(t, int64(0o755), header.Mode, "any user may run it")
	content, err := io.ReadAll(files)
	require.NoError(t, err)
	assert.Equal(t, "a static program", string(content))

	again, err := bootstrap.Image([]byte("a static program"), config.X86)
	require.NoError(t, err)
	first, err := image.Digest()
	require.NoError(t, err)
	second, err := again.Digest()
	require.NoError(t, err)
	assert.Equal(t, first, second)
}

// registryAt is an empty registry, and the URI of a repository in it.
func registryAt(t *testing.T) (host string) {
	t.Helper()
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func TestOnlyRepositoriesWithoutAFirstImageGetOne(t *testing.T) {
	t.Parallel()
	host := registryAt(t)
	repositories := map[string]string{"api": host + "/ecr-api-dev", "cart": host + "/ecr-cart-dev"}
	var pushed []string
	note := func(repository, _ string) { pushed = append(pushed, repository) }
	r := &bootstrap.OCI{}
	digests, err := bootstrap.Ensure(t.Context(), r, wanted(repositories), program, note)
	require.NoError(t, err)
	assert.Equal(t, []string{host + "/ecr-api-dev", host + "/ecr-cart-dev"}, pushed)
	assert.Equal(t, digests["api"], digests["cart"])
	assert.Regexp(t, `^sha256:[0-9a-f]{64}$`, digests["api"])

	unbuilt := func(context.Context, string) ([]byte, error) { return nil, errors.New("built for nothing") }
	again, err := bootstrap.Ensure(t.Context(), r, wanted(repositories), unbuilt, note)
	require.NoError(t, err)
	assert.Equal(t, digests, again)
	assert.Len(t, pushed, 2)

	byDigest, err := r.Digest(t.Context(), repositories["api"], digests["api"])
	require.NoError(t, err)
	assert.Equal(t, digests["api"], byDigest)
	none, err := r.Digest(t.Context(), repositories["api"], "sha256:"+strings.Repeat("0", 64))
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestThePlatformIsTheImagesOwn(t *testing.T) {
	t.Parallel()
	host, r := registryAt(t), &bootstrap.OCI{}
	for architecture, want := range map[string]string{config.X86: "linux/amd64", config.ARM: "linux/arm64"} {
		repository := host + "/ecr-" + want[len("linux/"):] + "-dev"
		digests, err := bootstrap.Ensure(t.Context(), r, map[string]bootstrap.Wanted{
			"api": {Repository: repository, Architecture: architecture},
		}, program, func(string, string) {})
		require.NoError(t, err)
		platform, err := r.Platform(t.Context(), repository, digests["api"])
		require.NoError(t, err)
		assert.Equal(t, want, platform)
	}
	_, err := r.Platform(t.Context(), host+"/ecr-amd64-dev", "sha256:"+strings.Repeat("0", 64))
	require.ErrorContains(t, err, "MANIFEST_UNKNOWN")
	_, err = r.Platform(t.Context(), host+"/ecr-amd64-dev", "bootstrap")
	require.ErrorContains(t, err, "name image: ")
	unknown, err := (&bootstrap.API{}).Platform(t.Context(), host, "")
	require.NoError(t, err)
	assert.Empty(t, unknown)
}

func TestFaultsNameTheService(t *testing.T) {
	t.Parallel()
	host := registryAt(t)
	unbuilt := func(context.Context, string) ([]byte, error) { return nil, errors.New("no compiler") }
	_, err := bootstrap.Ensure(t.Context(), &bootstrap.OCI{},
		wanted(map[string]string{"api": host + "/ecr-api-dev"}), unbuilt, nil)
	assert.EqualError(t, err, "make first image of api: no compiler")
	_, err = bootstrap.Ensure(t.Context(), &bootstrap.OCI{}, wanted(map[string]string{"api": "UPPER CASE"}), program, nil)
	assert.ErrorContains(t, err, "look for first image of api: name image: ")
	denying := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
	}))
	t.Cleanup(denying.Close)
	_, err = bootstrap.Ensure(t.Context(), &bootstrap.OCI{},
		wanted(map[string]string{"api": strings.TrimPrefix(denying.URL, "http://") + "/x"}), program, nil)
	assert.ErrorContains(t, err, "look for first image of api: ")
}

func TestTheAccountsRegistryIsAskedWithItsToken(t *testing.T) {
	t.Parallel()
	inner := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, ok := r.BasicAuth()
		if !ok {
			w.Header().Set("WWW-Authenticate", `Basic realm="ecr"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		seen = append(seen, user+":"+password)
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	api := &ecrAPI{token: base64.StdEncoding.EncodeToString([]byte("AWS:pass"))}
	repository := strings.TrimPrefix(server.URL, "http://") + "/ecr-api-dev"
	_, err := bootstrap.Ensure(t.Context(), bootstrap.NewECR(api), wanted(map[string]string{"api": repository}),
		program, func(string, string) {})
	require.NoError(t, err)
	assert.Contains(t, seen, "AWS:pass")

	for token, want := range map[string]string{
		"!": "read registry token: illegal base64 data at input byte 0",
		base64.StdEncoding.EncodeToString([]byte("AWS")): "read registry token: not user:password",
		"": "get registry token: none given",
	} {
		_, err := bootstrap.NewECR(&ecrAPI{token: token}).Digest(t.Context(), repository, "bootstrap")
		assert.EqualError(t, err, want)
	}
	_, err = bootstrap.NewECR(&ecrAPI{err: errors.New("AccessDenied")}).Digest(t.Context(), repository, "bootstrap")
	assert.EqualError(t, err, "get registry token: AccessDenied")
}
