package registry_test

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

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
