package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// API pushes through the ECR API alone: for an AWS emulator, whose
// repositories have addresses at which no registry answers.
type API struct {
	ECR ECR
	// Note hears what could not be done.
	Note func(string)
}

// repositoryName is the part of a repository's URI after the registry.
func repositoryName(uri string) string {
	_, repository, _ := strings.Cut(uri, "/")
	return repository
}

// Digest asks for the image by tag or digest.
func (a *API) Digest(ctx context.Context, repository, reference string) (string, error) {
	id := types.ImageIdentifier{ImageTag: &reference}
	if strings.HasPrefix(reference, "sha256:") {
		id = types.ImageIdentifier{ImageDigest: &reference}
	}
	out, err := a.ECR.BatchGetImage(ctx, &ecr.BatchGetImageInput{
		RepositoryName: aws.String(repositoryName(repository)), ImageIds: []types.ImageIdentifier{id},
	})
	if err != nil {
		return "", err
	}
	if len(out.Images) == 0 {
		return "", nil
	}
	return aws.ToString(out.Images[0].ImageId.ImageDigest), nil
}

// Platform is not known: an emulator that has no registry keeps no configuration, and runs
// nothing.
func (a *API) Platform(context.Context, string, string) (string, error) { return "", nil }

// Push uploads the layer and the configuration, and then the manifest. Some
// emulators take no layers; then the manifest stands alone, and Note hears of it.
func (a *API) Push(ctx context.Context, repository, tag string, image v1.Image) error {
	repo := repositoryName(repository)
	if err := a.blobs(ctx, repo, image); err != nil {
		a.Note(fmt.Sprintf("%s takes no image layers (%v); only the manifest is put there", repo, err))
	}
	manifest, err := image.RawManifest()
	if err != nil {
		return fmt.Errorf("make manifest: %w", err)
	}
	media, err := image.MediaType()
	if err != nil {
		return fmt.Errorf("make manifest: %w", err)
	}
	digest, err := image.Digest()
	if err != nil {
		return fmt.Errorf("make manifest: %w", err)
	}
	_, err = a.ECR.PutImage(ctx, &ecr.PutImageInput{
		RepositoryName:         &repo,
		ImageTag:               &tag,
		ImageDigest:            aws.String(digest.String()),
		ImageManifest:          aws.String(string(manifest)),
		ImageManifestMediaType: aws.String(string(media)),
	})
	return err
}

func (a *API) blobs(ctx context.Context, repo string, image v1.Image) error {
	layers, err := image.Layers()
	if err != nil {
		return fmt.Errorf("read layers: %w", err)
	}
	for _, layer := range layers {
		digest, err := layer.Digest()
		if err != nil {
			return fmt.Errorf("read layer: %w", err)
		}
		open, err := layer.Compressed()
		if err != nil {
			return fmt.Errorf("read layer: %w", err)
		}
		content, err := io.ReadAll(open)
		if err := errors.Join(err, open.Close()); err != nil {
			return fmt.Errorf("read layer: %w", err)
		}
		if err := a.blob(ctx, repo, digest.String(), content); err != nil {
			return err
		}
	}
	config, err := image.RawConfigFile()
	if err != nil {
		return fmt.Errorf("read image configuration: %w", err)
	}
	digest, err := image.ConfigName()
	if err != nil {
		return fmt.Errorf("read image configuration: %w", err)
	}
	return a.blob(ctx, repo, digest.String(), config)
}

func (a *API) blob(ctx context.Context, repo, digest string, content []byte) error {
	upload, err := a.ECR.InitiateLayerUpload(ctx, &ecr.InitiateLayerUploadInput{RepositoryName: &repo})
	if err != nil {
		return fmt.Errorf("initiate layer upload: %w", err)
	}
	_, err = a.ECR.UploadLayerPart(ctx, &ecr.UploadLayerPartInput{
		RepositoryName: &repo,
		UploadId:       upload.UploadId,
		PartFirstByte:  aws.Int64(0),
		PartLastByte:   aws.Int64(int64(len(content)) - 1),
		LayerPartBlob:  content,
	})
	if err != nil {
		return fmt.Errorf("upload layer: %w", err)
	}
	_, err = a.ECR.CompleteLayerUpload(ctx, &ecr.CompleteLayerUploadInput{
		RepositoryName: &repo,
		UploadId:       upload.UploadId,
		LayerDigests:   []string{digest},
	})
	var there *types.LayerAlreadyExistsException
	if err != nil && !errors.As(err, &there) {
		return fmt.Errorf("complete layer upload: %w", err)
	}
	return nil
}
