// Package bootstrap gives each service's image repository a first image, so that
// its function can exist before anything was ever released. No Docker is needed:
// the program is compiled and the image put together here.
//
// It runs after the foundation, which makes the repositories, and before the
// compute layer, whose functions need an image. A repository that has the image
// is left alone.
package bootstrap

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"slipway/shared/contract"
)

// Registry holds image repositories.
type Registry interface {
	// Digest returns the digest of the image that the reference, a tag or a
	// digest, names in a repository, "" when there is none.
	Digest(ctx context.Context, repository, reference string) (string, error)
	// Push puts the image into the repository under the tag.
	Push(ctx context.Context, repository, tag string, image v1.Image) error
}

// Ensure makes sure that every repository, given by service, has a first
// image, and returns the images' digests by service. build is called only when an
// image is missing; pushed hears of each image that was put in place.
func Ensure(
	ctx context.Context, r Registry, repositories map[string]string, build func(context.Context) ([]byte, error),
	pushed func(repository, digest string),
) (map[string]string, error) {
	image := sync.OnceValues(func() (v1.Image, error) {
		program, err := build(ctx)
		if err != nil {
			return nil, err
		}
		return Image(program)
	})
	digests := map[string]string{}
	for _, service := range slices.Sorted(maps.Keys(repositories)) {
		repository := repositories[service]
		digest, err := r.Digest(ctx, repository, contract.BootstrapTag)
		if err != nil {
			return nil, fmt.Errorf("look for first image of %s: %w", service, err)
		}
		if digest == "" {
			if digest, err = push(ctx, r, repository, image); err != nil {
				return nil, fmt.Errorf("push first image of %s: %w", service, err)
			}
			pushed(repository, digest)
		}
		digests[service] = digest
	}
	return digests, nil
}

func push(ctx context.Context, r Registry, repository string, make func() (v1.Image, error)) (string, error) {
	image, err := make()
	if err != nil {
		return "", err
	}
	digest, err := image.Digest()
	if err != nil {
		return "", fmt.Errorf("compute digest: %w", err)
	}
	return digest.String(), r.Push(ctx, repository, contract.BootstrapTag, image)
}
