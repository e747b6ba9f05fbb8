package bootstrap_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
	"slipway/shared/config"
)

// answering is a registry that gives every request the same answer.
func answering(t *testing.T, status int, body string) (repository string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://") + "/ecr-api-dev"
}

func image(t *testing.T) v1.Image {
	t.Helper()
	made, err := bootstrap.Image([]byte("a static program"), config.X86)
	require.NoError(t, err)
	return made
}

func TestWhatARegistryRejectsIsNotTakenForAnAbsentImage(t *testing.T) {
	t.Parallel()
	const denied = `{"errors": [{"code": "DENIED", "message": "not yours"}]}`
	for _, status := range []int{http.StatusForbidden, http.StatusTeapot} {
		repository := answering(t, status, denied)
		_, err := (&bootstrap.OCI{}).Digest(t.Context(), repository, "bootstrap")
		require.ErrorContains(t, err, "DENIED: not yours")
		err = (&bootstrap.OCI{}).Push(t.Context(), repository, "bootstrap", image(t))
		require.ErrorContains(t, err, "DENIED: not yours")
	}
}

func TestAReferenceThatIsNoNameIsRejectedBeforeAnyCall(t *testing.T) {
	t.Parallel()
	r := &bootstrap.OCI{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		t.Error("nothing is to be asked")
		return nil, errors.New("no")
	})}
	for _, reference := range []string{"", "a tag", "sha256:short", "a/b"} {
		_, err := r.Digest(t.Context(), "host:5000/ecr-api-dev", reference)
		require.ErrorContains(t, err, "name image: ", reference)
		require.ErrorContains(t, r.Push(t.Context(), "host:5000/ecr-api-dev", reference, image(t)), "name image: ", reference)
	}
}

// roundTrip is a function as a transport.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestATokenThatCannotBeHadStopsThePush(t *testing.T) {
	t.Parallel()
	r := bootstrap.NewECR(&ecrAPI{err: errors.New("ExpiredToken")})
	require.EqualError(t, r.Push(t.Context(), uri, "bootstrap", image(t)), "get registry token: ExpiredToken")
	_, err := r.Digest(t.Context(), uri, "bootstrap")
	require.EqualError(t, err, "get registry token: ExpiredToken")
}

func TestTheProgramIsBuiltOnceForAllServices(t *testing.T) {
	t.Parallel()
	host := registryAt(t)
	var built atomic.Int32
	digests, err := bootstrap.Ensure(t.Context(), &bootstrap.OCI{}, wanted(map[string]string{
		"api": host + "/a", "cart": host + "/b", "web": host + "/c",
	}), func(ctx context.Context, architecture string) ([]byte, error) {
		built.Add(1)
		return program(ctx, architecture)
	}, func(string, string) {})
	require.NoError(t, err)
	assert.Len(t, digests, 3)
	assert.Equal(t, int32(1), built.Load())
	none, err := bootstrap.Ensure(t.Context(), &bootstrap.OCI{}, nil, nil, nil)
	require.NoError(t, err)
	assert.Empty(t, none, "without a service nothing is built")
}

func TestEachArchitectureHasAFirstImageOfItsOwn(t *testing.T) {
	t.Parallel()
	host := registryAt(t)
	var built []string
	build := func(_ context.Context, architecture string) ([]byte, error) {
		built = append(built, architecture)
		return []byte("a program for " + architecture), nil
	}
	r := &bootstrap.OCI{}
	_, err := bootstrap.Ensure(t.Context(), r, map[string]bootstrap.Wanted{
		"api":  {host + "/a", config.X86},
		"cart": {host + "/b", config.ARM},
	}, build, func(string, string) {})
	require.NoError(t, err)
	assert.Equal(t, []string{"x86_64", "arm64"}, built)
	ref, err := name.ParseReference(host + "/b:bootstrap-arm64")
	require.NoError(t, err)
	pushed, err := remote.Image(ref)
	require.NoError(t, err)
	file, err := pushed.ConfigFile()
	require.NoError(t, err)
	assert.Equal(t, "arm64", file.Architecture)
	changed, err := bootstrap.Ensure(t.Context(), r, map[string]bootstrap.Wanted{"api": {host + "/a", config.ARM}}, build,
		func(string, string) {})
	require.NoError(t, err)
	digest, err := pushed.Digest()
	require.NoError(t, err)
	assert.Equal(t, digest.String(), changed["api"], "the image for the other architecture does not count")
}

func TestAnotherProgramIsAnotherImage(t *testing.T) {
	t.Parallel()
	first, err := image(t).Digest()
	require.NoError(t, err)
	other, err := bootstrap.Image([]byte("a static program, changed"), config.X86)
	require.NoError(t, err)
	second, err := other.Digest()
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
}
