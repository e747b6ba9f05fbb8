// Package store keeps the simulated account's resources on disk: one JSON file
// a resource, written to a temporary file and renamed, so that a reader never
// sees half of one and a killed process leaves none. It judges nothing.
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
	"slices"
	"strings"
)

// Resource is one simulated AWS resource.
type Resource struct {
	Account string `json:"account"`
	Region  string `json:"region"`
	Type    string `json:"type"` // Pulumi type token, "aws:s3/bucketV2:BucketV2"
	ID      string `json:"id"`   // the id that the provider gives the engine
	Key     string `json:"key"`  // unique in the account; the id, or parent/id where ids repeat
	URN     string `json:"urn"`

	// Inputs are the last applied inputs, Outputs the resource as it is now.
	// Both hold plain JSON values; an archive is {"archive": hash}.
	Inputs  map[string]any `json:"inputs"`
	Outputs map[string]any `json:"outputs"`
	// Secrets names the top-level properties that the engine keeps secret.
	Secrets []string `json:"secrets,omitempty"`
}

// Store reads and writes simulated resources under one folder. Several
// processes may use one folder at the same time.
type Store struct {
	dir string
}

// Open returns the store of the folder, which need not exist yet.
func Open(dir string) *Store { return &Store{dir: dir} }

// Dir returns the folder.
func (s *Store) Dir() string { return s.dir }

// Put writes the resource; Account, Type and Key (or ID) say where.
func (s *Store) Put(r Resource) error {
	if r.Key == "" {
		r.Key = r.ID
	}
	if r.Account == "" || r.Type == "" || r.Key == "" {
		return fmt.Errorf("store resource %q: account, type and id are required", r.URN)
	}
	return WriteJSON(s.file(r.Account, r.Type, r.Key), r)
}

// Get returns the resource with the id (for ids that repeat, parent/id); false when there is none.
func (s *Store) Get(account, typeToken, id string) (Resource, bool, error) {
	var r Resource
	found, err := ReadJSON(s.file(account, typeToken, id), &r)
	return r, found, err
}

// Delete removes the resource; removing what is absent is no error.
func (s *Store) Delete(account, typeToken, id string) error {
	err := os.Remove(s.file(account, typeToken, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// List returns the account's resources of one type, sorted by key.
func (s *Store) List(account, typeToken string) ([]Resource, error) {
	dir := filepath.Join(s.dir, account, folder(typeToken))
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("list %s: %w", typeToken, err)
	}
	var out []Resource
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		var r Resource
		found, err := ReadJSON(filepath.Join(dir, e.Name()), &r)
		if err != nil {
			return nil, err
		}
		if found {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Resource) int { return strings.Compare(a.Key, b.Key) })
	return out, nil
}

// All returns every resource of the account, sorted by type and key.
func (s *Store) All(account string) ([]Resource, error) {
	entries, err := os.ReadDir(filepath.Join(s.dir, account))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("list account %s: %w", account, err)
	}
	var out []Resource
	for _, e := range entries {
		token, ok := tokenOf(e.Name())
		if !ok {
			continue
		}
		of, err := s.List(account, token)
		if err != nil {
			return nil, err
		}
		out = append(out, of...)
	}
	return out, nil
}

// Accounts names, in order, the accounts that the folder has ever held resources of.
func (s *Store) Accounts() ([]string, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && len(e.Name()) == 12 && strings.Trim(e.Name(), "0123456789") == "" {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

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
	name := strings.ReplaceAll(url.PathEscape(key), ".", "%2E")
	if len(name) > 200 {
		sum := sha256.Sum256([]byte(key))
		name = name[:100] + "~" + hex.EncodeToString(sum[:16])
	}
	return name
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
