package awstest

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/shared/contract"
)

// LinuxImage returns an image that Lambda can run, different for each seed.
func LinuxImage(t *testing.T, seed int64) v1.Image {
	t.Helper()
	layer, err := random.Layer(64+seed, types.OCILayer)
	require.NoError(t, err)
	base, err := mutate.ConfigFile(mutate.MediaType(empty.Image, types.OCIManifestSchema1), &v1.ConfigFile{
		OS:           "linux",
		Architecture: "amd64",
	})
	require.NoError(t, err)
	image, err := mutate.Append(mutate.ConfigMediaType(base, types.OCIConfigJSON), mutate.Addendum{
		Layer:   layer,
		History: v1.History{CreatedBy: "test"},
	})
	require.NoError(t, err)
	return image
}

// DigestOf returns the digest of an image or a layer.
func DigestOf(t *testing.T, image interface{ Digest() (v1.Hash, error) }) string {
	t.Helper()
	d, err := image.Digest()
	require.NoError(t, err)
	return d.String()
}

// RepositoryURL is the URL of the ECR repository that the tests push to.
const RepositoryURL = Account + ".dkr.ecr." + contract.DefaultRegion + ".amazonaws.com/ecr-api-dev"

// Reference parses an image reference.
func Reference(t *testing.T, ref string) name.Reference {
	t.Helper()
	r, err := name.ParseReference(ref, name.Insecure)
	require.NoError(t, err)
	return r
}

// Push pushes under the repository's own URL, as the bootstrap does.
func Push(t *testing.T, s *localaws.Server, ref string, image v1.Image) error {
	t.Helper()
	return remote.Write(Reference(t, ref), image, remote.WithTransport(s.Transport()), remote.WithContext(t.Context()))
}

// PutManifest uploads a manifest by the registry's protocol and returns the status.
func PutManifest(t *testing.T, s *localaws.Server, ref string, mediaType types.MediaType, body []byte) int {
	t.Helper()
	return Request(t, s, http.MethodPut, "/v2/ecr-api-dev/manifests/"+ref, string(mediaType), body)
}

// Request calls the registry and returns the status.
func Request(t *testing.T, s *localaws.Server, method, path, contentType string, body []byte) int {
	t.Helper()
	host, _, _ := strings.Cut(RepositoryURL, "/")
	req, err := http.NewRequestWithContext(t.Context(), method, "https://"+host+path, bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", contentType)
	answer, err := (&http.Client{Transport: s.Transport()}).Do(req)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	return answer.StatusCode
}
