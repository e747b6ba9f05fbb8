package config

import "regexp"

var (
	unfixed    = []string{"pass", "stop"}
	severities = []string{"CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"}

	// Neither Windows nor the images that run builds on Lambda.
	imagePattern = regexp.MustCompile(`^aws/codebuild/(amazonlinux2?-(x86_64|aarch64)-)?standard:[a-z0-9._-]+$`)
	// An image by its registry, and by tag or digest: without a registry Docker
	// would go to Docker Hub.
	builderPattern = regexp.MustCompile(
		`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]{1,128}|@sha256:[0-9a-f]{64})$`)
	digestPattern = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

// DigestRule is what a legal digest is.
const DigestRule = "the digest of an image: sha256: and 64 hexadecimal digits, never a tag"

// IsDigest reports whether text is the digest of an image.
func IsDigest(text string) bool { return digestPattern.MatchString(text) }
