package localaws_test

import (
	"bytes"
	"net/http"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
)

func putManifest(t *testing.T, s *localaws.Server, ref string, mediaType types.MediaType, body []byte) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+s.RegistryAddr()+"/v2/ecr-api-dev/manifests/"+ref, bytes.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", string(mediaType))
	answer, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	return answer.StatusCode
}

// imageFunction is a function from the image of the URI.
func (c client) imageFunction(uri string) m {
	c.t.Helper()
	return m{"name": "lambda-api", "role": roleARN("role-api"), "packageType": "Image", "imageUri": uri, "publish": true}
}

func TestLambdaRefusesImagesItCouldNotRun(t *testing.T) {
	t.Parallel()
	config := func(f v1.ConfigFile) func(v1.Image) v1.Image {
		return func(image v1.Image) v1.Image {
			now, err := image.ConfigFile()
			require.NoError(t, err)
			f.RootFS = now.RootFS
			if f.History == nil {
				f.History = now.History
			}
			out, err := mutate.ConfigFile(image, &f)
			require.NoError(t, err)
			return out
		}
	}
	layered := func(kind types.MediaType) func(v1.Image) v1.Image {
		return func(image v1.Image) v1.Image {
			out, err := mutate.Append(image, mutate.Addendum{Layer: static.NewLayer([]byte("plain"), kind), MediaType: kind, History: v1.History{CreatedBy: "x"}})
			require.NoError(t, err)
			return out
		}
	}
	const start = "creating Lambda Function (lambda-api): operation error Lambda: CreateFunction, api error InvalidParameterValueException: "
	unsupported := start + "The image manifest, config or layer media type for the source image " + repositoryURL + ":v1 is not supported."
	for _, r := range []struct {
		says string
		make func(v1.Image) v1.Image
		want string
	}{
		{"an uncompressed layer", layered(types.OCIUncompressedLayer), unsupported},
		{"a layer compressed with zstd", layered(types.OCILayerZStd), unsupported},
		{"a config of another kind", func(i v1.Image) v1.Image { return mutate.ConfigMediaType(i, "application/json") }, unsupported},
		{"an image for Windows", config(v1.ConfigFile{OS: "windows", Architecture: "amd64"}), start + "The source image " + repositoryURL + ":v1 is for windows/amd64, the function runs linux/amd64."},
		{"an image for another processor", config(v1.ConfigFile{OS: "linux", Architecture: "arm64"}), start + "The source image " + repositoryURL + ":v1 is for linux/arm64, the function runs linux/amd64."},
		{"layers without a history", config(v1.ConfigFile{OS: "linux", Architecture: "amd64", History: []v1.History{}}),
			start + "UnsupportedImageLayerDetected: the config of " + repositoryURL + ":v1 has 0 history entries for 1 layers"},
	} {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			s, c := imagePlant(t)
			require.NoError(t, push(t, s, repositoryURL+":v1", r.make(linuxImage(t, 1))))
			_, err := c.create(functionT, "api", c.imageFunction(repositoryURL+":v1"))
			assert.Equal(t, r.want, message(err))
		})
	}
	t.Run("a layer that only says it is gzip", func(t *testing.T) {
		t.Parallel()
		s, c := imagePlant(t)
		require.NoError(t, push(t, s, repositoryURL+":v1", layered(types.OCILayer)(linuxImage(t, 1))))
		_, err := c.create(functionT, "api", c.imageFunction(repositoryURL+":v1"))
		assert.Contains(t, message(err), start+"UnsupportedImageLayerDetected: Layer Digest: sha256:")
	})
	t.Run("an index of images", func(t *testing.T) {
		t.Parallel()
		s, c := imagePlant(t)
		index := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: linuxImage(t, 1)})
		require.NoError(t, remote.WriteIndex(reference(t, repositoryURL+":v1"), index, remote.WithTransport(s.Transport())))
		_, err := c.create(functionT, "api", c.imageFunction(repositoryURL+":v1"))
		assert.Equal(t, unsupported, message(err))
	})
	for says, uri := range map[string]string{
		"does not exist. Provide a valid source image.":                             repositoryURL + ":v2",
		"is not valid. Provide a valid source image.":                               "public.ecr.aws/lambda/nodejs:18",
		"is not valid. The image must be in the region of the function, us-east-1.": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/ecr-api-dev:v1",
	} {
		t.Run("an image that "+says, func(t *testing.T) {
			t.Parallel()
			_, c := imagePlant(t)
			_, err := c.create(functionT, "api", c.imageFunction(uri))
			assert.Equal(t, start+"Source image "+uri+" "+says, message(err))
		})
	}
}

// imagePlant has a repository and a role for the function.
func imagePlant(t *testing.T) (*localaws.Server, client) {
	t.Helper()
	s := start(t, t.TempDir(), noSettings)
	c := connect(t, s, nil)
	c.given(repositoryT, "api", m{"name": "ecr-api-dev"})
	c.role("role-api", "lambda")
	return s, c
}

func TestAFunctionPublishesAVersionForEachChange(t *testing.T) {
	t.Parallel()
	s, c := imagePlant(t)
	first, second := linuxImage(t, 1), linuxImage(t, 2)
	require.NoError(t, push(t, s, repositoryURL+":v1", first))
	require.NoError(t, push(t, s, repositoryURL+":v2", second))

	byDigest := repositoryURL + "@" + digestOf(t, first)
	e := c.given(functionT, "api", c.imageFunction(byDigest))
	assert.Equal(t, "1", e.out["version"])
	assert.Equal(t, "arn:aws:lambda:us-east-1:000000000000:function:lambda-api:1", e.out["qualifiedArn"])
	assert.Equal(t, digestOf(t, first)[len("sha256:"):], e.out["codeSha256"])

	c.given(functionAliasT, "live", m{"name": "live", "functionName": "lambda-api", "functionVersion": "1"})
	tagged, err := c.update(e, with(c.imageFunction(byDigest), m{"tags": m{"Team": "api"}}))
	require.NoError(t, err)
	assert.Equal(t, "1", tagged.out["version"], "tags are no part of a version")

	reserved, err := c.update(tagged, with(tagged.in, m{"reservedConcurrentExecutions": 50.0}))
	require.NoError(t, err)
	assert.Equal(t, "1", reserved.out["version"], "a reservation is no part of a version")

	bigger := with(reserved.in, m{"memorySize": 1024.0})
	planned, err := c.updating(reserved, bigger, true)
	require.NoError(t, err)
	assert.True(t, planned.out.IsUnknown("version"), "a preview cannot know the next version")
	assert.False(t, planned.out.IsUnknown("codeSha256"), "the code stays")
	changed, err := c.update(reserved, bigger)
	require.NoError(t, err)
	assert.Equal(t, "2", changed.out["version"])

	_, err = c.update(changed, with(changed.in, m{"imageUri": repositoryURL + ":v3"}))
	assert.Equal(t, "updating Lambda Function (lambda-api): operation error Lambda: UpdateFunctionCode, api error InvalidParameterValueException: "+
		"Source image "+repositoryURL+":v3 does not exist. Provide a valid source image.", message(err))
	moved, err := c.update(changed, with(changed.in, m{"imageUri": repositoryURL + ":v2"}))
	require.NoError(t, err)
	assert.Equal(t, "3", moved.out["version"])
	assert.Equal(t, digestOf(t, second)[len("sha256:"):], moved.out["codeSha256"])
}
