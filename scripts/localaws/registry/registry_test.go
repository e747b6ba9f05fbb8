package registry_test

import (
	"io/fs"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

func TestAnImageIsPushedAndPulledUnderTheRepositorysURL(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	c := awstest.Connect(t, s, nil)
	e := c.Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	assert.Equal(t, awstest.RepositoryURL, e.Out["repositoryUrl"])

	image := awstest.LinuxImage(t, 1)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":bootstrap", image))
	pulled, err := remote.Image(awstest.Reference(t, awstest.RepositoryURL+"@"+awstest.DigestOf(t, image)),
		remote.WithTransport(s.Transport()))
	require.NoError(t, err)
	assert.Equal(t, awstest.DigestOf(t, image), awstest.DigestOf(t, pulled))
	layers, err := pulled.Layers()
	require.NoError(t, err)
	require.Len(t, layers, 1)

	byTag, err := remote.Head(awstest.Reference(t, awstest.RepositoryURL+":bootstrap"),
		remote.WithTransport(s.Transport()))
	require.NoError(t, err)
	assert.Equal(t, awstest.DigestOf(t, image), byTag.Digest.String())

	tags, err := remote.List(awstest.Reference(t, awstest.RepositoryURL).Context(), remote.WithTransport(s.Transport()))
	require.NoError(t, err)
	assert.Equal(t, []string{"bootstrap"}, tags)
}

func TestARepositoryThatNobodyDeclaredTakesNoImage(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	err := awstest.Push(t, s, awstest.RepositoryURL+":v1", awstest.LinuxImage(t, 1))
	assert.ErrorContains(t, err,
		"NAME_UNKNOWN: The repository with name 'ecr-api-dev' does not exist in the registry with id '000000000000'")
}

func TestAnImmutableTagStaysWhereItIs(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	c := awstest.Connect(t, s, nil)
	c.Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev", "imageTagMutability": "IMMUTABLE"})
	first := awstest.LinuxImage(t, 1)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", first))
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", first), "the same image again changes nothing")
	assert.ErrorContains(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", awstest.LinuxImage(t, 2)),
		"TAG_INVALID: The image tag 'v1' already exists in the 'ecr-api-dev' repository and cannot be overwritten because "+
			"the tag is immutable. (ImageTagAlreadyExistsException)")
	require.NoError(t,
		remote.Tag(awstest.Reference(t, awstest.RepositoryURL).Context().Tag("deployed-1"), first,
			remote.WithTransport(s.Transport())))

	image, found, err := s.Images().Image(awstest.Account, "ecr-api-dev", "deployed-1")
	require.NoError(t, err)
	require.True(t, found)
	assert.Equal(t, []string{"deployed-1", "v1"}, image.Tags)
}

func TestAMutableTagMoves(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	awstest.Connect(t, s, nil).Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	first, second := awstest.LinuxImage(t, 1), awstest.LinuxImage(t, 2)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":latest", first))
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":latest", second))

	image, found, err := s.Images().Image(awstest.Account, "ecr-api-dev", "latest")
	require.NoError(t, err)
	require.True(t, found)
	assert.Equal(t, awstest.DigestOf(t, second), image.Digest)
	old, found, err := s.Images().Image(awstest.Account, "ecr-api-dev", awstest.DigestOf(t, first))
	require.NoError(t, err)
	require.True(t, found)
	assert.Empty(t, old.Tags)
}

func TestImagesOutliveTheProcess(t *testing.T) {
	t.Parallel()
	dir, image := t.TempDir(), awstest.LinuxImage(t, 1)
	s, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: awstest.NoSettings})
	require.NoError(t, err)
	awstest.Connect(t, s, nil).Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", image))
	http.DefaultClient.CloseIdleConnections()
	require.NoError(t, s.Close())

	again := awstest.Start(t, dir, awstest.NoSettings)
	pulled, err := remote.Image(awstest.Reference(t, awstest.RepositoryURL+":v1"), remote.WithTransport(again.Transport()))
	require.NoError(t, err)
	assert.Equal(t, awstest.DigestOf(t, image), awstest.DigestOf(t, pulled))
}

func TestAnImageGoesByDigestOrWithItsLastTag(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	awstest.Connect(t, s, nil).Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	image := awstest.LinuxImage(t, 1)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", image))
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v2", image))

	remove := func(ref string) error {
		return remote.Delete(awstest.Reference(t, ref), remote.WithTransport(s.Transport()))
	}
	require.NoError(t, remove(awstest.RepositoryURL+":v1"))
	images, err := s.Images().Images(awstest.Account, "ecr-api-dev")
	require.NoError(t, err)
	require.Len(t, images, 1)
	assert.Equal(t, []string{"v2"}, images[0].Tags)

	require.NoError(t, remove(awstest.RepositoryURL+":v2"))
	images, err = s.Images().Images(awstest.Account, "ecr-api-dev")
	require.NoError(t, err)
	assert.Empty(t, images)
	assert.ErrorContains(t, remove(awstest.RepositoryURL+"@"+awstest.DigestOf(t, image)),
		"MANIFEST_UNKNOWN: Requested image not found")
}

func TestARepositoryWithImagesIsDeletedByForceOnly(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	c := awstest.Connect(t, s, nil)
	e := c.Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", awstest.LinuxImage(t, 1)))
	assert.Equal(t, "deleting ECR Repository (ecr-api-dev): operation error ECR: DeleteRepository, "+
		"api error RepositoryNotEmptyException: "+
		"The repository with name 'ecr-api-dev' in registry with id '000000000000' cannot be deleted because it still "+
		"contains images",
		awstest.Message(c.Delete(e)))

	other := c.Given(awstest.Repository, "cart", map[string]any{"name": "ecr-cart-dev", "forceDelete": true})
	cartURL := strings.Replace(awstest.RepositoryURL, "ecr-api-dev", "ecr-cart-dev", 1)
	shared := awstest.LinuxImage(t, 1)
	require.NoError(t, awstest.Push(t, s, cartURL+":v1", shared))
	layers, err := shared.Layers()
	require.NoError(t, err)
	layer, err := layers[0].Digest()
	require.NoError(t, err)

	forced, err := c.Update(e, map[string]any{"name": "ecr-api-dev", "forceDelete": true})
	require.NoError(t, err)
	require.NoError(t, c.Delete(forced))
	_, err = s.Images().Blob(layer)
	require.NoError(t, err, "another image has this layer")
	require.NoError(t, c.Delete(other))
	_, err = s.Images().Blob(layer)
	require.ErrorIs(t, err, fs.ErrNotExist, "the last image takes the layers with it")

	c.Given(awstest.Repository, "api", map[string]any{"name": "ecr-api-dev"})
	images, err := s.Images().Images(awstest.Account, "ecr-api-dev")
	require.NoError(t, err)
	assert.Empty(t, images, "the images went with the repository")
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v2", awstest.LinuxImage(t, 2)))
}

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
