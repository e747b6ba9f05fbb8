package localaws_test

import (
	"io/fs"
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
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

// linuxImage is an image that Lambda can run, different for each seed.
func linuxImage(t *testing.T, seed int64) v1.Image {
	t.Helper()
	layer, err := random.Layer(64+seed, types.OCILayer)
	require.NoError(t, err)
	base, err := mutate.ConfigFile(mutate.MediaType(empty.Image, types.OCIManifestSchema1), &v1.ConfigFile{OS: "linux", Architecture: "amd64"})
	require.NoError(t, err)
	image, err := mutate.Append(mutate.ConfigMediaType(base, types.OCIConfigJSON), mutate.Addendum{Layer: layer, History: v1.History{CreatedBy: "test"}})
	require.NoError(t, err)
	return image
}

func digestOf(t *testing.T, image interface{ Digest() (v1.Hash, error) }) string {
	t.Helper()
	d, err := image.Digest()
	require.NoError(t, err)
	return d.String()
}

const repositoryURL = "000000000000.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"

func reference(t *testing.T, ref string) name.Reference {
	t.Helper()
	r, err := name.ParseReference(ref, name.Insecure)
	require.NoError(t, err)
	return r
}

// push pushes under the repository's own URL, as the bootstrap does.
func push(t *testing.T, s *localaws.Server, ref string, image v1.Image) error {
	t.Helper()
	return remote.Write(reference(t, ref), image, remote.WithTransport(s.Transport()), remote.WithContext(t.Context()))
}

func TestAnImageIsPushedAndPulledUnderTheRepositorysURL(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	c := connect(t, s, nil)
	e := c.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	assert.Equal(t, repositoryURL, e.out["repositoryUrl"])

	image := linuxImage(t, 1)
	require.NoError(t, push(t, s, repositoryURL+":bootstrap", image))
	pulled, err := remote.Image(reference(t, repositoryURL+"@"+digestOf(t, image)), remote.WithTransport(s.Transport()))
	require.NoError(t, err)
	assert.Equal(t, digestOf(t, image), digestOf(t, pulled))
	layers, err := pulled.Layers()
	require.NoError(t, err)
	require.Len(t, layers, 1)

	byAddress, err := remote.Head(reference(t, s.RegistryAddr()+"/ecr-api-dev:bootstrap"))
	require.NoError(t, err)
	assert.Equal(t, digestOf(t, image), byAddress.Digest.String())

	tags, err := remote.List(reference(t, repositoryURL).Context(), remote.WithTransport(s.Transport()))
	require.NoError(t, err)
	assert.Equal(t, []string{"bootstrap"}, tags)
}

func TestARepositoryThatNobodyDeclaredTakesNoImage(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	err := push(t, s, repositoryURL+":v1", linuxImage(t, 1))
	assert.ErrorContains(t, err, "NAME_UNKNOWN: The repository with name 'ecr-api-dev' does not exist in the registry with id '000000000000'")
}

func TestAnImmutableTagStaysWhereItIs(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	c := connect(t, s, nil)
	c.given(repositoryT, "api", m{"name": "ecr-api-dev", "imageTagMutability": "IMMUTABLE"})
	first := linuxImage(t, 1)
	require.NoError(t, push(t, s, repositoryURL+":v1", first))
	require.NoError(t, push(t, s, repositoryURL+":v1", first), "the same image again changes nothing")
	assert.ErrorContains(t, push(t, s, repositoryURL+":v1", linuxImage(t, 2)),
		"TAG_INVALID: The image tag 'v1' already exists in the 'ecr-api-dev' repository and cannot be overwritten because the tag is immutable. (ImageTagAlreadyExistsException)")
	require.NoError(t, remote.Tag(reference(t, repositoryURL).Context().Tag("deployed-1"), first, remote.WithTransport(s.Transport())))

	image, found, err := s.Images().Image(account, "ecr-api-dev", "deployed-1")
	require.NoError(t, err)
	require.True(t, found)
	assert.Equal(t, []string{"deployed-1", "v1"}, image.Tags)
}

func TestAMutableTagMoves(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	connect(t, s, nil).given(repositoryT, "api", m{"name": "ecr-api-dev"})
	first, second := linuxImage(t, 1), linuxImage(t, 2)
	require.NoError(t, push(t, s, repositoryURL+":latest", first))
	require.NoError(t, push(t, s, repositoryURL+":latest", second))

	image, found, err := s.Images().Image(account, "ecr-api-dev", "latest")
	require.NoError(t, err)
	require.True(t, found)
	assert.Equal(t, digestOf(t, second), image.Digest)
	old, found, err := s.Images().Image(account, "ecr-api-dev", digestOf(t, first))
	require.NoError(t, err)
	require.True(t, found)
	assert.Empty(t, old.Tags)
}

func TestImagesOutliveTheProcess(t *testing.T) {
	t.Parallel()
	dir, image := t.TempDir(), linuxImage(t, 1)
	s, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: noSettings})
	require.NoError(t, err)
	connect(t, s, nil).given(repositoryT, "api", m{"name": "ecr-api-dev"})
	require.NoError(t, push(t, s, repositoryURL+":v1", image))
	http.DefaultClient.CloseIdleConnections()
	require.NoError(t, s.Close())

	again := start(t, dir, noSettings)
	pulled, err := remote.Image(reference(t, repositoryURL+":v1"), remote.WithTransport(again.Transport()))
	require.NoError(t, err)
	assert.Equal(t, digestOf(t, image), digestOf(t, pulled))
}

func TestAnImageGoesByDigestOrWithItsLastTag(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	connect(t, s, nil).given(repositoryT, "api", m{"name": "ecr-api-dev"})
	image := linuxImage(t, 1)
	require.NoError(t, push(t, s, repositoryURL+":v1", image))
	require.NoError(t, push(t, s, repositoryURL+":v2", image))

	remove := func(ref string) error {
		return remote.Delete(reference(t, ref), remote.WithTransport(s.Transport()))
	}
	require.NoError(t, remove(repositoryURL+":v1"))
	images, err := s.Images().Images(account, "ecr-api-dev")
	require.NoError(t, err)
	require.Len(t, images, 1)
	assert.Equal(t, []string{"v2"}, images[0].Tags)

	require.NoError(t, remove(repositoryURL+":v2"))
	images, err = s.Images().Images(account, "ecr-api-dev")
	require.NoError(t, err)
	assert.Empty(t, images)
	assert.ErrorContains(t, remove(repositoryURL+"@"+digestOf(t, image)), "MANIFEST_UNKNOWN: Requested image not found")
}

func TestARepositoryWithImagesIsDeletedByForceOnly(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	c := connect(t, s, nil)
	e := c.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	require.NoError(t, push(t, s, repositoryURL+":v1", linuxImage(t, 1)))
	assert.Equal(t, "deleting ECR Repository (ecr-api-dev): operation error ECR: DeleteRepository, api error RepositoryNotEmptyException: "+
		"The repository with name 'ecr-api-dev' in registry with id '000000000000' cannot be deleted because it still contains images", message(c.delete(e)))

	other := c.given(repositoryT, "cart", m{"name": "ecr-cart-dev", "forceDelete": true})
	cartURL := strings.Replace(repositoryURL, "ecr-api-dev", "ecr-cart-dev", 1)
	shared := linuxImage(t, 1)
	require.NoError(t, push(t, s, cartURL+":v1", shared))
	layers, err := shared.Layers()
	require.NoError(t, err)
	layer, err := layers[0].Digest()
	require.NoError(t, err)

	forced, err := c.update(e, m{"name": "ecr-api-dev", "forceDelete": true})
	require.NoError(t, err)
	require.NoError(t, c.delete(forced))
	_, err = s.Images().Blob(layer)
	require.NoError(t, err, "another image has this layer")
	require.NoError(t, c.delete(other))
	_, err = s.Images().Blob(layer)
	require.ErrorIs(t, err, fs.ErrNotExist, "the last image takes the layers with it")

	c.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	images, err := s.Images().Images(account, "ecr-api-dev")
	require.NoError(t, err)
	assert.Empty(t, images, "the images went with the repository")
	require.NoError(t, push(t, s, repositoryURL+":v2", linuxImage(t, 2)))
}

func TestTheRegistrySpeaksOnlyItsProtocol(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	connect(t, s, nil).given(repositoryT, "api", m{"name": "ecr-api-dev"})
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
		req, err := http.NewRequestWithContext(t.Context(), r.method, "http://"+s.RegistryAddr()+r.path, nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		assert.Equal(t, r.status, answer.StatusCode, "%s %s", r.method, r.path)
	}
}

func TestAManifestNeedsItsPartsFirst(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	connect(t, s, nil).given(repositoryT, "api", m{"name": "ecr-api-dev"})
	image := linuxImage(t, 1)
	manifest, err := image.RawManifest()
	require.NoError(t, err)
	index := mutate.IndexMediaType(mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: image}), types.OCIImageIndex)
	list, err := index.RawManifest()
	require.NoError(t, err)
	for mediaType, body := range map[types.MediaType][]byte{types.OCIManifestSchema1: manifest, types.OCIImageIndex: list} {
		assert.Equal(t, http.StatusNotFound, putManifest(t, s, "v1", mediaType, body), mediaType)
	}
}
