package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// OCI is a registry that speaks the OCI distribution protocol; repositories are
// named by their URI, without a tag.
type OCI struct {
	Transport http.RoundTripper // nil for the usual one
	// Auth returns the credentials for the registry; nil for none.
	Auth func(context.Context) (authn.Authenticator, error)
}

func (r *OCI) options(ctx context.Context) ([]remote.Option, error) {
	options := []remote.Option{remote.WithContext(ctx)}
	if r.Transport != nil {
		options = append(options, remote.WithTransport(r.Transport))
	}
	if r.Auth != nil {
		auth, err := r.Auth(ctx)
		if err != nil {
			return nil, err
		}
		options = append(options, remote.WithAuth(auth))
	}
	return options, nil
}

// Digest asks for the manifest's head.
func (r *OCI) Digest(ctx context.Context, repository, reference string) (string, error) {
	separator := ":"
	if _, err := v1.NewHash(reference); err == nil {
		separator = "@"
	}
	ref, err := name.ParseReference(repository + separator + reference)
	if err != nil {
		return "", fmt.Errorf("name image: %w", err)
	}
	options, err := r.options(ctx)
	if err != nil {
		return "", err
	}
	found, err := remote.Head(ref, options...)
	var answer *transport.Error
	if errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return found.Digest.String(), nil
}

// Platform reads the image's configuration, a few kilobytes; no layer is fetched. An image
// for several platforms has none, and Lambda takes none such.
func (r *OCI) Platform(ctx context.Context, repository, digest string) (string, error) {
	ref, err := name.NewDigest(repository + "@" + digest)
	if err != nil {
		return "", fmt.Errorf("name image: %w", err)
	}
	options, err := r.options(ctx)
	if err != nil {
		return "", err
	}
	image, err := remote.Image(ref, options...)
	if err != nil {
		return "", err
	}
	described, err := image.ConfigFile()
	if err != nil || described.Architecture == "" {
		return "", err
	}
	return described.OS + "/" + described.Architecture, nil
}

// Push uploads what the registry has not got, and then the manifest.
func (r *OCI) Push(ctx context.Context, repository, tag string, image v1.Image) error {
	ref, err := name.NewTag(repository + ":" + tag)
	if err != nil {
		return fmt.Errorf("name image: %w", err)
	}
	options, err := r.options(ctx)
	if err != nil {
		return err
	}
	return remote.Write(ref, image, options...)
}
