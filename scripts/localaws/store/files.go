package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

func (s *Store) file(account, typeToken, key string) string {
	return filepath.Join(s.dir, account, folder(typeToken), FileName(key)+".json")
}

// folder turns "aws:s3/bucketV2:BucketV2" into "s3.bucketV2".
func folder(token string) string {
	parts := strings.SplitN(token, ":", 3)
	if len(parts) < 2 {
		return url.PathEscape(token)
	}
	return strings.ReplaceAll(parts[1], "/", ".")
}

// tokenOf is folder's inverse; false for folders that hold no resources.
func tokenOf(name string) (string, bool) {
	service, kind, ok := strings.Cut(name, ".")
	if !ok || kind == "" {
		return "", false
	}
	return "aws:" + service + "/" + kind + ":" + strings.ToUpper(kind[:1]) + kind[1:], true
}

// FileName makes a file name of any key: escaped, and hashed where it would be
// too long for a file system.
func FileName(key string) string {
	name := escaped(key)
	if len(name) > 200 {
		sum := sha256.Sum256([]byte(key))
		name = name[:longNameKeeps] + "~" + hex.EncodeToString(sum[:16])
	}
	return name
}

// longNameKeeps is how much of a key that is too long stands in its file's name.
const longNameKeeps = 100

func escaped(key string) string { return strings.ReplaceAll(url.PathEscape(key), ".", "%2E") }

// namePrefix is what the file names of all keys begin with that begin so.
func namePrefix(keyPrefix string) string {
	name := escaped(keyPrefix)
	return name[:min(len(name), longNameKeeps)]
}

// ReadJSON decodes the file; false when there is none.
func ReadJSON(file string, into any) (bool, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	if err := json.Unmarshal(b, into); err != nil {
		return false, fmt.Errorf("decode %s: %w", file, err)
	}
	return true, nil
}

// readFolder decodes every JSON file of a folder; a folder that is not there has none.
func readFolder[T any](dir string) ([]T, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []T
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		var one T
		if _, err := ReadJSON(filepath.Join(dir, e.Name()), &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// WriteJSON writes the value for its owner alone: a temporary file, then a rename.
func WriteJSON(file string, value any) error {
	b, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", file, err)
	}
	return WriteFile(file, b)
}

// WriteFile puts the bytes at the path in one step, readable by the owner alone.
func WriteFile(file string, b []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), ".tmp-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b)
	if err := errors.Join(err, tmp.Close()); err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return os.Rename(tmp.Name(), file)
}
