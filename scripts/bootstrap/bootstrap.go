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

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Registry holds image repositories.
type Registry interface {
	// Digest returns the digest of the image that the reference, a tag or a
	// digest, names in a repository, "" when there is none.
	Digest(ctx context.Context, repository, reference string) (string, error)
	// Platform returns what the image of the digest is for, such as linux/arm64, "" if the
	// registry does not say.
	Platform(ctx context.Context, repository, digest string) (string, error)
	// Push puts the image into the repository under the tag.
	Push(ctx context.Context, repository, tag string, image v1.Image) error
}

// Wanted is a repository that is to have a first image, and the architecture of its
// service, as Lambda names it.
type Wanted struct{ Repository, Architecture string }

// Ensure makes sure that every repository, given by service, has a first image, and returns
// the images' digests by service. build is called only when an image is missing, once for
// each architecture; pushed hears of each image that was put in place.
func Ensure(
	ctx context.Context, r Registry, wanted map[string]Wanted,
	build func(ctx context.Context, architecture string) ([]byte, error), pushed func(repository, digest string),
) (map[string]string, error) {
	made := map[string]v1.Image{}
	digests := map[string]string{}
	for _, service := range slices.Sorted(maps.Keys(wanted)) {
		w := wanted[service]
		tag := contract.BootstrapTag(w.Architecture == config.ARM)
		digest, err := r.Digest(ctx, w.Repository, tag)
		if err != nil {
			return nil, fmt.Errorf("look for first image of %s: %w", service, err)
		}
		if digest == "" {
			if made[w.Architecture] == nil {
				if made[w.Architecture], err = first(ctx, w.Architecture, build); err != nil {
					return nil, fmt.Errorf("make first image of %s: %w", service, err)
				}
			}
			if digest, err = push(ctx, r, w.Repository, tag, made[w.Architecture]); err != nil {
				return nil, fmt.Errorf("push first image of %s: %w", service, err)
			}
			pushed(w.Repository, digest)
		}
		digests[service] = digest
	}
	return digests, nil
}

func first(
	ctx context.Context, architecture string, build func(context.Context, string) ([]byte, error),
) (v1.Image, error) {
	program, err := build(ctx, architecture)
	if err != nil {
		return nil, err
	}
	return Image(program, architecture)
}

func push(ctx context.Context, r Registry, repository, tag string, image v1.Image) (string, error) {
	digest, err := image.Digest()
	if err != nil {
		return "", fmt.Errorf("compute digest: %w", err)
	}
	return digest.String(), r.Push(ctx, repository, tag, image)
}
