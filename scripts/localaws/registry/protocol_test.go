package registry_test

import (
	"net/http"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestTheRegistrySpeaksOnlyItsProtocol(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	awstest.Connect(t, s, nil).Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	for _, r := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/v2/", 200},
		{"GET", "/v2/_catalog", 404},
		{"GET", "/v2/ecr-api-dev/manifests/none", 404},
		{"PATCH", "/v2/ecr-api-dev/manifests/none", 405},
		{"POST", "/v2/ecr-api-dev/tags/list", 405},
		{"GET", "/v2/ecr-api-dev/tags/list", 200},
		{"PUT", "/v2/ecr-api-dev/manifests/sha256:00", 400},
		{"PUT", "/v2/ecr-api-dev/manifests/v1", 400},
	} {
		assert.Equal(t, r.status, awstest.Request(t, s, r.method, r.path, "", nil), "%s %s", r.method, r.path)
	}
}

func TestAManifestNeedsItsPartsFirst(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	awstest.Connect(t, s, nil).Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	image := awstest.LinuxImage(t, 1)
	manifest, err := image.RawManifest()
	require.NoError(t, err)
	index := mutate.IndexMediaType(mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image}),
		types.OCIImageIndex)
	list, err := index.RawManifest()
	require.NoError(t, err)
	for mediaType, body := range map[types.MediaType][]byte{
		types.OCIManifestSchema1: manifest,
		types.OCIImageIndex:      list,
	} {
		assert.Equal(t, http.StatusNotFound, awstest.PutManifest(t, s, "v1", mediaType, body), mediaType)
	}
}
