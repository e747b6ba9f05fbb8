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
