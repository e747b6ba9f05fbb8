package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"slipway/scripts/localaws/store"
)

// Blob returns the bytes of a pushed config or layer.
func (r *Registry) Blob(digest v1.Hash) ([]byte, error) {
	b, err := os.ReadFile(r.blobFile(digest))
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", digest, err)
	}
	return b, nil
}

// Architecture is what an image is for, as its configuration says: "amd64" or "arm64".
func (r *Registry) Architecture(image Image) (string, error) {
	manifest, err := v1.ParseManifest(bytes.NewReader(image.Manifest))
	if err != nil {
		return "", fmt.Errorf("read manifest %s: %w", image.Digest, err)
	}
	text, err := r.Blob(manifest.Config.Digest)
	if err != nil {
		return "", err
	}
	var file struct{ Architecture string }
	if err := json.Unmarshal(text, &file); err != nil {
		return "", fmt.Errorf("read configuration of %s: %w", image.Digest, err)
	}
	return file.Architecture, nil
}

// keep records the manifest under its digest and, when the reference is a tag,
// moves the tag to it. The caller holds the lock.
func (r *Registry) keep(account, repository string, manifest []byte, mediaType, digest, reference string) error {
	image, found, err := r.Image(account, repository, digest)
	if err != nil {
		return err
	}
	if !found {
		image = Image{
			Digest:    digest,
			MediaType: mediaType,
			PushedAt:  time.Now().UTC(),
		}
		if err := store.WriteFile(r.manifestFile(account, repository, digest), manifest); err != nil {
			return fmt.Errorf("keep manifest %s: %w", digest, err)
		}
	}
	if reference != digest && !slices.Contains(image.Tags, reference) {
		if err := r.untag(account, repository, reference); err != nil {
			return err
		}
		image.Tags = append(image.Tags, reference)
		slices.Sort(image.Tags)
	}
	return store.WriteJSON(r.recordFile(account, repository, digest), image)
}

func (r *Registry) untag(account, repository, tag string) error {
	image, found, err := r.Image(account, repository, tag)
	if err != nil || !found {
		return err
	}
	image.Tags = slices.DeleteFunc(image.Tags, func(t string) bool { return t == tag })
	return store.WriteJSON(r.recordFile(account, repository, image.Digest), image)
}

func (r *Registry) hasBlob(digest v1.Hash) bool {
	_, err := os.Stat(r.blobFile(digest))
	return err == nil
}

func (r *Registry) blobFile(digest v1.Hash) string {
	return filepath.Join(r.dir, "blobs", digest.Algorithm, digest.Hex)
}

func (r *Registry) imageDir(account, repository string) string {
	return filepath.Join(r.dir, account, store.FileName(repository))
}

func (r *Registry) recordFile(account, repository, digest string) string {
	return filepath.Join(r.imageDir(account, repository), strings.TrimPrefix(digest, "sha256:")+".json")
}

func (r *Registry) manifestFile(account, repository, digest string) string {
	return filepath.Join(r.imageDir(account, repository), strings.TrimPrefix(digest, "sha256:")+".manifest")
}
