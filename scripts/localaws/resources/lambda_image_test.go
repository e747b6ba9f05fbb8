package resources_test

import (
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
	"slipway/scripts/localaws/awstest"
)

// imageFunction is a function from the image of the URI.
func imageFunction(uri string) m {
	return m{
		"name":        "lambda-api",
		"role":        awstest.RoleARN("role-api"),
		"packageType": "Image",
		"imageUri":    uri,
		"publish":     true,
	}
}

func TestLambdaRejectsImagesItCouldNotRun(t *testing.T) {
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
			out, err := mutate.Append(image, mutate.Addendum{
				Layer:     static.NewLayer([]byte("plain"), kind),
				MediaType: kind,
				History:   v1.History{CreatedBy: "x"},
			})
			require.NoError(t, err)
			return out
		}
	}
	const start = "creating Lambda Function (lambda-api): operation error Lambda: CreateFunction, " +
		"api error InvalidParameterValueException: "
	unsupported := start + "The image manifest, config or layer media type for the source image " + awstest.RepositoryURL +
		":v1 is not supported."
	for _, r := range []struct {
		says string
		make func(v1.Image) v1.Image
		want string
	}{
		{"an uncompressed layer", layered(types.OCIUncompressedLayer), unsupported},
		{"a layer compressed with zstd", layered(types.OCILayerZStd), unsupported},
		{"a config of another kind",
			func(i v1.Image) v1.Image { return mutate.ConfigMediaType(i, "application/json") }, unsupported},
		{"an image for Windows", config(v1.ConfigFile{
			OS:           "windows",
			Architecture: "amd64",
		}), start + "The source image " + awstest.RepositoryURL + ":v1 is for windows/amd64, the function runs linux."},
		{"layers without a history", config(v1.ConfigFile{
			OS:           "linux",
			Architecture: "amd64",
			History:      []v1.History{},
		}),
			start + "UnsupportedImageLayerDetected: the config of " + awstest.RepositoryURL +
				":v1 has 0 history entries for 1 layers"},
	} {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			s, c := imagePlant(t)
			require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", r.make(awstest.LinuxImage(t, 1))))
			_, err := c.Create(awstest.Function, "api", imageFunction(awstest.RepositoryURL+":v1"))
			assert.Equal(t, r.want, awstest.Message(err))
		})
	}
	t.Run("a layer that only says it is gzip", func(t *testing.T) {
		t.Parallel()
		s, c := imagePlant(t)
		require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", layered(types.OCILayer)(awstest.LinuxImage(t, 1))))
		_, err := c.Create(awstest.Function, "api", imageFunction(awstest.RepositoryURL+":v1"))
		assert.Contains(t, awstest.Message(err), start+"UnsupportedImageLayerDetected: Layer Digest: sha256:")
	})
	t.Run("an index of images", func(t *testing.T) {
		t.Parallel()
		s, c := imagePlant(t)
		index := mutate.AppendManifests(empty.Index, mutate.IndexAddendum{Add: awstest.LinuxImage(t, 1)})
		require.NoError(t,
			remote.WriteIndex(awstest.Reference(t, awstest.RepositoryURL+":v1"), index, remote.WithTransport(s.Transport())))
		_, err := c.Create(awstest.Function, "api", imageFunction(awstest.RepositoryURL+":v1"))
		assert.Equal(t, unsupported, awstest.Message(err))
	})
	for says, uri := range map[string]string{
		"does not exist. Provide a valid source image.": awstest.RepositoryURL + ":v2",
		"is not valid. Provide a valid source image.":   "public.ecr.aws/lambda/nodejs:18",
		"is not valid. The image must be in the region of the function, us-east-1.": "000000000000.dkr.ecr.eu-west-" +
			"1.amazonaws.com/ecr-api-dev:v1",
	} {
		t.Run("an image that "+says, func(t *testing.T) {
			t.Parallel()
			_, c := imagePlant(t)
			_, err := c.Create(awstest.Function, "api", imageFunction(uri))
			assert.Equal(t, start+"Source image "+uri+" "+says, awstest.Message(err))
		})
	}
}

func TestLambdaTakesAnImageForAnotherArchitecture(t *testing.T) { // and no call of it succeeds
	t.Parallel()
	s, c := imagePlant(t)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", awstest.LinuxImage(t, 1)))
	made := c.Given(awstest.Function, "api",
		awstest.With(imageFunction(awstest.RepositoryURL+":v1"), m{"architectures": list{"arm64"}}))
	assert.Equal(t, list{"arm64"}, made.Out["architectures"])
}

// imagePlant has a repository and a role for the function.
func imagePlant(t *testing.T) (*localaws.Server, awstest.Client) {
	t.Helper()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	c := awstest.Connect(t, s, nil)
	c.Given(awstest.Repository, "api", m{"name": "ecr-api-dev"})
	c.Role("role-api", "lambda")
	return s, c
}

func TestAFunctionPublishesAVersionForEachChange(t *testing.T) {
	t.Parallel()
	s, c := imagePlant(t)
	first, second := awstest.LinuxImage(t, 1), awstest.LinuxImage(t, 2)
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v1", first))
	require.NoError(t, awstest.Push(t, s, awstest.RepositoryURL+":v2", second))

	byDigest := awstest.RepositoryURL + "@" + awstest.DigestOf(t, first)
	e := c.Given(awstest.Function, "api", imageFunction(byDigest))
	assert.Equal(t, "1", e.Out["version"])
	assert.Equal(t, "arn:aws:lambda:us-east-1:000000000000:function:lambda-api:1", e.Out["qualifiedArn"])
	assert.Equal(t, awstest.DigestOf(t, first)[len("sha256:"):], e.Out["codeSha256"])

	c.Given(awstest.FunctionAlias, "live", m{"name": "live", "functionName": "lambda-api", "functionVersion": "1"})
	tagged, err := c.Update(e, awstest.With(imageFunction(byDigest), m{"tags": m{"Team": "api"}}))
	require.NoError(t, err)
	assert.Equal(t, "1", tagged.Out["version"], "tags are no part of a version")

	reserved, err := c.Update(tagged, awstest.With(tagged.In, m{"reservedConcurrentExecutions": 50.0}))
	require.NoError(t, err)
	assert.Equal(t, "1", reserved.Out["version"], "a reservation is no part of a version")

	bigger := awstest.With(reserved.In, m{"memorySize": 1024.0})
	planned, err := c.Updating(reserved, bigger, true)
	require.NoError(t, err)
	assert.True(t, planned.Out.IsUnknown("version"), "a preview cannot know the next version")
	assert.False(t, planned.Out.IsUnknown("codeSha256"), "the code stays")
	changed, err := c.Update(reserved, bigger)
	require.NoError(t, err)
	assert.Equal(t, "2", changed.Out["version"])

	_, err = c.Update(changed, awstest.With(changed.In, m{"imageUri": awstest.RepositoryURL + ":v3"}))
	assert.Equal(t, "updating Lambda Function (lambda-api): operation error Lambda: UpdateFunctionCode, "+
		"api error InvalidParameterValueException: "+
		"Source image "+awstest.RepositoryURL+":v3 does not exist. Provide a valid source image.", awstest.Message(err))
	moved, err := c.Update(changed, awstest.With(changed.In, m{"imageUri": awstest.RepositoryURL + ":v2"}))
	require.NoError(t, err)
	assert.Equal(t, "3", moved.Out["version"])
	assert.Equal(t, awstest.DigestOf(t, second)[len("sha256:"):], moved.Out["codeSha256"])
}
