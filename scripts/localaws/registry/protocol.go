package registry

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// maxManifest is ECR's limit for a manifest, in bytes (ECR service quotas).
const maxManifest = 4 << 20

// place is one repository of one account, as a request sees it.
type place struct {
	registry            *Registry
	account, repository string
	immutable           bool
}

func (p place) serveManifest(w http.ResponseWriter, req *http.Request, reference string) error {
	switch req.Method {
	case http.MethodGet, http.MethodHead:
		image, found, err := p.registry.Image(p.account, p.repository, reference)
		if err != nil {
			return err
		}
		if !found {
			return &protocolError{http.StatusNotFound, "MANIFEST_UNKNOWN", "Requested image not found"}
		}
		w.Header().Set("Content-Type", image.MediaType)
		w.Header().Set("Content-Length", fmt.Sprint(len(image.Manifest)))
		w.Header().Set("Docker-Content-Digest", image.Digest)
		w.WriteHeader(http.StatusOK)
		if req.Method == http.MethodGet {
			_, err = w.Write(image.Manifest)
		}
		return err
	case http.MethodPut:
		manifest, err := io.ReadAll(io.LimitReader(req.Body, maxManifest))
		if err != nil {
			return err
		}
		digest, err := p.put(manifest, req.Header.Get("Content-Type"), reference)
		if err != nil {
			return err
		}
		w.Header().Set("Docker-Content-Digest", digest)
		w.WriteHeader(http.StatusCreated)
		return nil
	case http.MethodDelete:
		found, err := p.registry.Delete(p.account, p.repository, reference)
		if err != nil {
			return err
		}
		if !found {
			return &protocolError{http.StatusNotFound, "MANIFEST_UNKNOWN", "Requested image not found"}
		}
		w.WriteHeader(http.StatusAccepted)
		return nil
	}
	return &protocolError{http.StatusMethodNotAllowed, "UNSUPPORTED", req.Method + " is no operation on a manifest"}
}

// put checks the manifest as ECR's PutImage does and keeps it.
func (p place) put(manifest []byte, mediaType, reference string) (digest string, err error) {
	hash, _, err := v1.SHA256(strings.NewReader(string(manifest)))
	if err != nil {
		return "", err
	}
	p.registry.mu.Lock()
	defer p.registry.mu.Unlock()
	if strings.HasPrefix(reference, "sha256:") {
		if reference != hash.String() {
			return "", &protocolError{http.StatusBadRequest, "DIGEST_INVALID", "The image digest does not match the manifest"}
		}
	} else if before, found, err := p.registry.Image(p.account, p.repository, reference); err != nil {
		return "", err
	} else if found && p.immutable && before.Digest != hash.String() {
		return "", &protocolError{http.StatusBadRequest, "TAG_INVALID", fmt.Sprintf(
			"The image tag '%s' already exists in the '%s' repository and cannot be overwritten because the tag is immutable. "+
				"(ImageTagAlreadyExistsException)",
			reference, p.repository)}
	}
	if err := p.checkParts(manifest, types.MediaType(mediaType)); err != nil {
		return "", err
	}
	return hash.String(), p.registry.keep(p.account, p.repository, manifest, mediaType, hash.String(), reference)
}

// checkParts rejects a manifest whose layers, config or children were not pushed first.
func (p place) checkParts(manifest []byte, mediaType types.MediaType) error {
	if mediaType.IsIndex() {
		index, err := v1.ParseIndexManifest(strings.NewReader(string(manifest)))
		if err != nil {
			return &protocolError{http.StatusBadRequest, "MANIFEST_INVALID", err.Error()}
		}
		for _, child := range index.Manifests {
			_, found, err := p.registry.Image(p.account, p.repository, child.Digest.String())
			if err != nil {
				return err
			}
			if !found {
				return &protocolError{http.StatusNotFound, "MANIFEST_BLOB_UNKNOWN",
					fmt.Sprintf("Images with digests '[%s]' required for pushing image into repository with name '%s' in the "+
						"registry with id '%s' do not exist",
						child.Digest, p.repository, p.account)}
			}
		}
		return nil
	}
	image, err := v1.ParseManifest(strings.NewReader(string(manifest)))
	if err != nil {
		return &protocolError{http.StatusBadRequest, "MANIFEST_INVALID", err.Error()}
	}
	for _, part := range append(image.Layers, image.Config) {
		if part.MediaType.IsDistributable() && !p.registry.hasBlob(part.Digest) {
			return &protocolError{http.StatusNotFound, "MANIFEST_BLOB_UNKNOWN",
				fmt.Sprintf("Layers with digests '[%s]' required for pushing image into repository with name '%s' in the registry "+
					"with id '%s' do not exist",
					part.Digest, p.repository, p.account)}
		}
	}
	return nil
}

func (p place) serveTags(w http.ResponseWriter, req *http.Request) error {
	if req.Method != http.MethodGet {
		return &protocolError{http.StatusMethodNotAllowed, "UNSUPPORTED", req.Method + " is no operation on a list of tags"}
	}
	images, err := p.registry.Images(p.account, p.repository)
	if err != nil {
		return err
	}
	tags := []string{}
	for _, image := range images {
		tags = append(tags, image.Tags...)
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(map[string]any{"name": p.repository, "tags": tags})
}
