package resources

import (
	"bytes"
	"regexp"
	"strings"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/registry"
)

var imageURI = regexp.MustCompile(
	`^([0-9]{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$`,
)

// image finds the image of a Lambda image URI.
func (c *Call) image(uri string) (account, repository string, image registry.Image, found bool, err error) {
	m := imageURI.FindStringSubmatch(uri)
	if m == nil {
		return "", "", image, false, nil
	}
	reference := m[5]
	if reference == "" {
		reference = m[4]
	}
	if reference == "" {
		reference = "latest"
	}
	image, found, err = c.Images.Image(m[1], m[3], reference)
	return m[1], m[3], image, found, err
}

// imageDigest is CodeSha256 of an image function: the digest's hex digits.
func imageDigest(c *Call, uri string) string {
	_, _, image, found, err := c.image(uri)
	if err != nil || !found {
		return ""
	}
	return strings.TrimPrefix(image.Digest, "sha256:")
}

// functionImage rejects an image that Lambda could not run (Lambda developer
// guide, container image requirements).
func functionImage(operation string) Rule {
	return func(c *Call) error {
		uri, ok := c.In.Text("imageUri")
		if !ok || !codeChanged(c) {
			return nil
		}
		reject := func(format string, args ...any) error {
			return awserr.New("Lambda", operation, "InvalidParameterValueException", format, args...)
		}
		m := imageURI.FindStringSubmatch(uri)
		if m == nil {
			return reject("Source image %s is not valid. Provide a valid source image.", uri)
		}
		if m[2] != c.Region {
			return reject("Source image %s is not valid. The image must be in the region of the function, %s.", uri, c.Region)
		}
		account, repository, image, found, err := c.image(uri)
		if err != nil {
			return err
		}
		if !found {
			return reject("Source image %s does not exist. Provide a valid source image.", uri)
		}
		if account != c.Account && !c.mayPull(account, repository) {
			return awserr.New("Lambda", operation, "AccessDeniedException",
				"Lambda does not have permission to access the ECR image. Check the ECR permissions.")
		}
		return c.runnable(uri, image, reject)
	}
}

func (c *Call) runnable(uri string, image registry.Image, reject func(string, ...any) error) error {
	unsupported := reject("The image manifest, config or layer media type for the source image %s is not supported.", uri)
	if t := types.MediaType(image.MediaType); t != types.DockerManifestSchema2 && t != types.OCIManifestSchema1 {
		return unsupported
	}
	manifest, err := v1.ParseManifest(bytes.NewReader(image.Manifest))
	if err != nil {
		return unsupported
	}
	if t := manifest.Config.MediaType; t != types.DockerConfigJSON && t != types.OCIConfigJSON {
		return unsupported
	}
	for _, layer := range manifest.Layers {
		if layer.MediaType != types.DockerLayer && layer.MediaType != types.OCILayer {
			return unsupported
		}
		if blob, err := c.Images.Blob(layer.Digest); err != nil || !bytes.HasPrefix(blob, []byte{0x1f, 0x8b}) {
			return reject("UnsupportedImageLayerDetected: Layer Digest: %s is not gzip", layer.Digest)
		}
	}
	blob, err := c.Images.Blob(manifest.Config.Digest)
	if err != nil {
		return err
	}
	config, err := v1.ParseConfigFile(bytes.NewReader(blob))
	if err != nil {
		return unsupported
	}
	return runnableConfig(uri, config, len(manifest.Layers), reject)
}

// runnableConfig accepts an image for another architecture than the function's, as Lambda
// does: its calls fail (aws/aws-lambda-base-images, issues 26 and 34).
func runnableConfig(uri string, config *v1.ConfigFile, layers int, reject func(string, ...any) error) error {
	if config.OS != "linux" {
		return reject("The source image %s is for %s/%s, the function runs linux.", uri, config.OS, config.Architecture)
	}
	histories := 0
	for _, h := range config.History {
		if !h.EmptyLayer {
			histories++
		}
	}
	if histories != layers {
		return reject("UnsupportedImageLayerDetected: the config of %s has %d history entries for %d layers", uri, histories,
			layers)
	}
	return nil
}
