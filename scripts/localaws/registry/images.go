package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"

	"slipway/scripts/localaws/store"
)

// Image is one pushed manifest.
type Image struct {
	Digest    string          `json:"digest"` // "sha256:..."
	MediaType string          `json:"mediaType"`
	Manifest  json.RawMessage `json:"-"` // the pushed bytes
	Tags      []string        `json:"tags"`
	PushedAt  time.Time       `json:"pushedAt"`
}

// Image returns the image of a tag or a digest; false when there is none.
func (r *Registry) Image(account, repository, reference string) (Image, bool, error) {
	images, err := r.Images(account, repository)
	if err != nil {
		return Image{}, false, err
	}
	for _, image := range images {
		if image.Digest == reference || slices.Contains(image.Tags, reference) {
			return image, true, nil
		}
	}
	return Image{}, false, nil
}

// Images returns the repository's images, the latest push first.
func (r *Registry) Images(account, repository string) ([]Image, error) {
	dir := r.imageDir(account, repository)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("list images of %s: %w", repository, err)
	}
	var out []Image
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		var image Image
		found, err := store.ReadJSON(filepath.Join(dir, e.Name()), &image)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		if image.Manifest, err = os.ReadFile(r.manifestFile(account, repository, image.Digest)); err != nil {
			return nil, fmt.Errorf("read manifest %s: %w", image.Digest, err)
		}
		out = append(out, image)
	}
	slices.SortFunc(out, func(a, b Image) int {
		if c := b.PushedAt.Compare(a.PushedAt); c != 0 {
			return c
		}
		return strings.Compare(a.Digest, b.Digest)
	})
	return out, nil
}

// Delete removes the tag, or with a digest the image; an image whose last tag
// goes goes too, as with ECR's BatchDeleteImage. False when nothing was there.
func (r *Registry) Delete(account, repository, reference string) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	image, found, err := r.Image(account, repository, reference)
	if err != nil || !found {
		return false, err
	}
	if image.Digest != reference && len(image.Tags) > 1 {
		image.Tags = slices.DeleteFunc(image.Tags, func(t string) bool { return t == reference })
		return true, store.WriteJSON(r.recordFile(account, repository, image.Digest), image)
	}
	return true, errors.Join(
		os.Remove(r.recordFile(account, repository, image.Digest)),
		os.Remove(r.manifestFile(account, repository, image.Digest)))
}

// DeleteImages removes all the repository's images, as a forced delete of the
// repository does. The last image of all takes the layers with it.
func (r *Registry) DeleteImages(account, repository string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := os.RemoveAll(r.imageDir(account, repository)); err != nil {
		return fmt.Errorf("delete images of %s: %w", repository, err)
	}
	left, err := filepath.Glob(filepath.Join(r.dir, "*", "*", "*.manifest"))
	if err != nil || len(left) > 0 {
		return err
	}
	return os.RemoveAll(filepath.Join(r.dir, "blobs", "sha256"))
}

// Blob returns the bytes of a pushed config or layer.
func (r *Registry) Blob(digest v1.Hash) ([]byte, error) {
	b, err := os.ReadFile(r.blobFile(digest))
	if err != nil {
		return nil, fmt.Errorf("read blob %s: %w", digest, err)
	}
	return b, nil
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
