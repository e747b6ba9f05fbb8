package services

import (
	"encoding/json"
	"slices"
	"strings"
)

// Repository is one ECR repository with immutable tags.
type Repository struct {
	// Name is what it is called.
	Name string
	// Manifests are the images, by digest.
	Manifests map[string]string
	// Tags are the digests, by tag.
	Tags map[string]string
}

// NewRepository makes a repository that holds images with the given digests.
func NewRepository(name string, digests ...string) Repository {
	r := Repository{
		Name:      name,
		Manifests: map[string]string{},
		Tags:      map[string]string{},
	}
	for _, digest := range digests {
		r.Manifests[digest] = `{"schemaVersion":2,"mediaType":"` + dockerImage + `","config":{"digest":"` + digest + `"}}`
	}
	return r
}

// Has reports whether the repository holds the image.
func (r *Repository) Has(digest string) bool {
	_, there := r.Manifests[digest]
	return there
}

func (r *Repository) holds(manifest string) bool {
	for _, held := range r.Manifests {
		if held == manifest {
			return true
		}
	}
	return false
}

func (r *Repository) named(p params) error {
	if p.text("RepositoryName") != r.Name {
		return reject("Ecr", "RepositoryNotFoundException",
			"The repository with name '%s' does not exist", p.text("RepositoryName"))
	}
	return nil
}

func batchGetImage(m *Model, p params) (any, error) {
	if err := m.Repository.named(p); err != nil {
		return nil, err
	}
	images, failures := []any{}, []any{}
	wanted, _ := p["ImageIds"].([]any)
	for _, one := range wanted {
		id, _ := one.(map[string]any)
		digest, _ := id["ImageDigest"].(string)
		if tag, _ := id["ImageTag"].(string); digest == "" {
			digest = m.Repository.Tags[tag]
		}
		if manifest, there := m.Repository.Manifests[digest]; there && accepts(p, mediaType(manifest)) {
			images = append(images, map[string]any{
				"ImageId":                map[string]any{"ImageDigest": digest},
				"ImageManifest":          manifest,
				"ImageManifestMediaType": mediaType(manifest),
			})
		} else {
			failures = append(failures, map[string]any{"ImageId": id, "FailureCode": "ImageNotFound"})
		}
	}
	return map[string]any{"Images": images, "Failures": failures}, nil
}

// dockerImage is the media type of an image whose manifest names none.
const dockerImage = "application/vnd.docker.distribution.manifest.v2+json"

// mediaType is what ECR says an image is.
func mediaType(manifest string) string {
	var named struct{ MediaType string }
	if json.Unmarshal([]byte(manifest), &named) != nil || named.MediaType == "" {
		return dockerImage
	}
	return named.MediaType
}

// accepts reports whether the caller takes images of the type; without a list it takes
// all. ECR converts nothing between the types in use.
func accepts(p params, media string) bool {
	wanted, given := p["AcceptedMediaTypes"].([]any)
	return !given || slices.Contains(wanted, any(media))
}

// putImage gives an image that is there a tag. A manifest that does not name its media
// type needs the parameter ("PutImage", ECR API reference).
func putImage(m *Model, p params) (any, error) {
	r := &m.Repository
	if err := r.named(p); err != nil {
		return nil, err
	}
	manifest, tag, media := p.text("ImageManifest"), p.text("ImageTag"), p.text("ImageManifestMediaType")
	if media == "" && !strings.Contains(manifest, `"mediaType"`) && r.holds(manifest) {
		return nil, reject("Ecr", "InvalidParameterException",
			"Invalid parameter at 'imageManifest' failed to satisfy constraint: 'mediaType must be specified'")
	}
	for digest, held := range r.Manifests {
		if held != manifest {
			continue
		}
		switch tagged, taken := r.Tags[tag]; {
		case p.text("ImageDigest") != "" && p.text("ImageDigest") != digest:
			return nil, reject("Ecr", "ImageDigestDoesNotMatchException",
				"The specified image digest does not match the digest that Amazon ECR calculated for the image.")
		case media != "" && media != mediaType(manifest):
			return nil, reject("Ecr", "InvalidParameterException",
				"Invalid parameter at 'imageManifestMediaType': the manifest is of type %s", mediaType(manifest))
		case tag == "":
			return nil, reject("Ecr", "ImageAlreadyExistsException", "Image with digest '%s' already exists", digest)
		case taken && tagged == digest:
			return nil, reject("Ecr", "ImageAlreadyExistsException",
				"Image with digest '%s' and tag '%s' already exists", digest, tag)
		case taken:
			return nil, reject("Ecr", "ImageTagAlreadyExistsException",
				"The image tag '%s' already exists and cannot be overwritten because the tag is immutable.", tag)
		}
		r.Tags[tag] = digest
		return map[string]any{"Image": map[string]any{"ImageId": map[string]any{"ImageDigest": digest, "ImageTag": tag}}}, nil
	}
	return nil, reject("Ecr", "ReferencedImagesNotFoundException", "The manifest refers to layers that are not there")
}
