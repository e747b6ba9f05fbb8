package registry_test

import (
	"net/http"
	"testing"

	"github.com/google/go-containerregistry/pkg/v1/remote"
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
