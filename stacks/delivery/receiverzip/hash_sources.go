package receiverzip

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// recipe changes when the way of building changes: zips of the older way are
// then left alone in the cache.
const recipe = "receiver zip 2"

// hashSources hashes all that the bytes of the zip depend on.
func hashSources(projectDir, goVersion string) (string, error) {
	names, err := sourceNames(projectDir)
	if err != nil {
		return "", err
	}
	sum := sha256.New() // its Write never fails
	_, _ = fmt.Fprintf(sum, "%s\n%s\n", recipe, goVersion)
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join(projectDir, name))
		if err != nil {
			return "", fmt.Errorf("read receiver's source: %w: check out the whole repository again", err)
		}
		// The length ends the name and begins the content: no two trees of
		// files give the same text.
		_, _ = fmt.Fprintf(sum, "%s %d\n", filepath.ToSlash(name), len(content))
		sum.Write(content)
	}
	return hex.EncodeToString(sum.Sum(nil))[:32], nil
}

// sourceNames lists the module's files and every file of the receiver that is
// not a test, relative to the project's folder, in a fixed order.
func sourceNames(projectDir string) ([]string, error) {
	names := []string{"go.mod", "go.sum"}
	root := filepath.Join(projectDir, "receiver")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return filepath.SkipDir
		case entry.IsDir() || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		names = append(names, filepath.Join("receiver", strings.TrimPrefix(path, root)))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s is not the delivery project's folder: %w", projectDir, err)
	}
	return names, nil
}
