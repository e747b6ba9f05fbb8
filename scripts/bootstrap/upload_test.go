package bootstrap_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/bootstrap"
)

// stepwise is ECR's API in which one call fails.
type stepwise struct {
	ecrAPI
	fails string
}

func (s *stepwise) UploadLayerPart(
	ctx context.Context, in *ecr.UploadLayerPartInput, o ...func(*ecr.Options),
) (*ecr.UploadLayerPartOutput, error) {
	if s.fails == "upload" {
		return nil, errors.New("LimitExceededException")
	}
	return s.ecrAPI.UploadLayerPart(ctx, in, o...)
}

func (s *stepwise) CompleteLayerUpload(
	ctx context.Context, in *ecr.CompleteLayerUploadInput, o ...func(*ecr.Options),
) (*ecr.CompleteLayerUploadOutput, error) {
	if s.fails == "complete" {
		return nil, errors.New("InvalidLayerException")
	}
	return s.ecrAPI.CompleteLayerUpload(ctx, in, o...)
}

func (s *stepwise) PutImage(
	ctx context.Context, in *ecr.PutImageInput, o ...func(*ecr.Options),
) (*ecr.PutImageOutput, error) {
	if s.fails == "put" {
		return nil, errors.New("LayersNotFoundException")
	}
	return s.ecrAPI.PutImage(ctx, in, o...)
}

func TestWhichCallForALayerFailedIsNoted(t *testing.T) {
	t.Parallel()
	for fails, want := range map[string]string{
		"upload":   "upload layer: LimitExceededException",
		"complete": "complete layer upload: InvalidLayerException",
	} {
		t.Run(fails, func(t *testing.T) {
			t.Parallel()
			var notes []string
			api := &stepwise{fails: fails}
			r := &bootstrap.API{ECR: api, Note: func(note string) { notes = append(notes, note) }}
			require.NoError(t, r.Push(t.Context(), uri, "bootstrap", image(t)))
			assert.Equal(t, []string{"ecr-api-dev takes no image layers (" + want + "); only the manifest is put there"}, notes)
			assert.NotEmpty(t, api.manifest)
		})
	}
}

func TestAManifestThatIsRejectedIsTheServicesError(t *testing.T) {
	t.Parallel()
	r := &bootstrap.API{
		ECR:  &stepwise{fails: "put"},
		Note: func(string) {},
	}
	_, err := bootstrap.Ensure(t.Context(), r, wanted(map[string]string{"api": uri}), program, func(string, string) {
		t.Error("nothing was pushed")
	})
	require.EqualError(t, err, "push first image of api: LayersNotFoundException")
}
