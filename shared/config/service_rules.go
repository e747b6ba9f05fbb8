package config

import (
	"regexp"
	"strings"
)

var (
	severities = []string{"CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"}

	// Neither ARM nor Windows nor the images that run builds on Lambda.
	imagePattern = regexp.MustCompile(`^aws/codebuild/(amazonlinux2?-x86_64-)?standard:[a-z0-9._-]+$`)
	// An image by its registry, and by tag or digest: without a registry Docker
	// would go to Docker Hub.
	builderPattern = regexp.MustCompile(
		`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]{1,128}|@sha256:[0-9a-f]{64})$`)
	digestPattern = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
	// A folder with no wildcard and no step upwards.
	folderPattern = regexp.MustCompile(`^([A-Za-z0-9_-][A-Za-z0-9._-]*/)+$`)
)

// longestFolder leaves room for the wildcard that a trigger's filter adds.
const longestFolder = 250

// DigestRule and FolderRule are what a legal value is.
const (
	DigestRule = "the digest of an image: sha256: and 64 hexadecimal digits, never a tag"
	FolderRule = "a folder of the repository, without a leading slash, wildcards or .."
)

// IsDigest reports whether text is the digest of an image.
func IsDigest(text string) bool { return digestPattern.MatchString(text) }

// Folder returns the folder with the slash that may be left out, so that services/api
// never means services/apiary as well, and reports whether it is legal.
func Folder(text string) (string, bool) {
	folder := strings.TrimSuffix(text, "/") + "/"
	return folder, folderPattern.MatchString(folder) && len(folder) <= longestFolder
}
