package bootstrap_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
)

// ecrAPI is ECR's API over one repository in memory.
type ecrAPI struct {
	token    string
	err      error
	noLayers bool
	layers   []string
	tags     map[string]string
	manifest string
	digest   string
}

func (a *ecrAPI) GetAuthorizationToken(
	context.Context, *ecr.GetAuthorizationTokenInput, ...func(*ecr.Options),
) (*ecr.GetAuthorizationTokenOutput, error) {
	if a.token == "" {
		return &ecr.GetAuthorizationTokenOutput{}, a.err
	}
	return &ecr.GetAuthorizationTokenOutput{
		AuthorizationData: []types.AuthorizationData{{AuthorizationToken: &a.token}},
	}, a.err
}

func (a *ecrAPI) BatchGetImage(
	_ context.Context, in *ecr.BatchGetImageInput, _ ...func(*ecr.Options),
) (*ecr.BatchGetImageOutput, error) {
	id := in.ImageIds[0]
	for tag, digest := range a.tags {
		if tag == aws.ToString(id.ImageTag) || digest == aws.ToString(id.ImageDigest) {
			return &ecr.BatchGetImageOutput{
				Images: []types.Image{
					{ImageId: &types.ImageIdentifier{ImageDigest: &digest}},
				},
			}, a.err
		}
	}
	return &ecr.BatchGetImageOutput{}, a.err
}

func (a *ecrAPI) PutImage(
	_ context.Context, in *ecr.PutImageInput, _ ...func(*ecr.Options),
) (*ecr.PutImageOutput, error) {
	a.tags = map[string]string{aws.ToString(in.ImageTag): "sha256:of-the-manifest"}
	a.manifest = aws.ToString(in.ImageManifest)
	a.digest = aws.ToString(in.ImageDigest)
	return &ecr.PutImageOutput{}, a.err
}

func (a *ecrAPI) InitiateLayerUpload(
	context.Context, *ecr.InitiateLayerUploadInput, ...func(*ecr.Options),
) (*ecr.InitiateLayerUploadOutput, error) {
	if a.noLayers {
		return nil, errors.New("not implemented")
	}
	return &ecr.InitiateLayerUploadOutput{UploadId: aws.String("upload")}, nil
}

func (a *ecrAPI) UploadLayerPart(
	_ context.Context, in *ecr.UploadLayerPartInput, _ ...func(*ecr.Options),
) (*ecr.UploadLayerPartOutput, error) {
	if *in.PartLastByte != int64(len(in.LayerPartBlob))-1 {
		return nil, errors.New("InvalidLayerPartException")
	}
	return &ecr.UploadLayerPartOutput{}, nil
}

func (a *ecrAPI) CompleteLayerUpload(
	_ context.Context, in *ecr.CompleteLayerUploadInput, _ ...func(*ecr.Options),
) (*ecr.CompleteLayerUploadOutput, error) {
	a.layers = append(a.layers, in.LayerDigests...)
	if len(a.layers) > 1 {
		return nil, &types.LayerAlreadyExistsException{}
	}
	return &ecr.CompleteLayerUploadOutput{}, nil
}

const uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/ecr-api-dev"

func TestThroughTheAPILayersGoBeforeTheManifest(t *testing.T) {
	t.Parallel()
	api := &ecrAPI{}
	r := &bootstrap.API{ECR: api, Note: func(note string) { t.Error(note) }}
	_, err := bootstrap.Ensure(t.Context(), r, wanted(map[string]string{"api": uri}), program, func(string, string) {})
	require.NoError(t, err)
	assert.Len(t, api.layers, 2, "the layer and the configuration, of which one was there already")
	assert.Contains(t, api.manifest, api.layers[0])
	assert.Regexp(t, "^sha256:[0-9a-f]{64}$", api.digest)
	found, err := r.Digest(t.Context(), uri, "sha256:of-the-manifest")
	require.NoError(t, err)
	assert.Equal(t, "sha256:of-the-manifest", found)
}

func TestAnEmulatorWithoutLayersIsToldOf(t *testing.T) {
	t.Parallel()
	var notes []string
	api := &ecrAPI{noLayers: true}
	r := &bootstrap.API{ECR: api, Note: func(note string) { notes = append(notes, note) }}
	_, err := bootstrap.Ensure(t.Context(), r, wanted(map[string]string{"api": uri}), program, func(string, string) {})
	require.NoError(t, err)
	assert.Equal(t,
		[]string{
			"ecr-api-dev takes no image layers (initiate layer upload: not implemented); only the manifest is put there",
		}, notes)

	api.err = errors.New("RepositoryNotFoundException")
	_, err = bootstrap.Ensure(t.Context(), r, wanted(map[string]string{"api": uri}), program, nil)
	assert.EqualError(t, err, "look for first image of api: RepositoryNotFoundException")
}
