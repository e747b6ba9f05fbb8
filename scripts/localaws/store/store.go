// Package store keeps the simulated account's resources on disk: one JSON file
// a resource, written to a temporary file and renamed, so that a reader never
// sees half of one and a killed process leaves none. It judges nothing.
package store

import (
	"errors"
	"fmt"
	"io/fs"
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
	dir  string
	read cache
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
	return s.read.resource(s.file(account, typeToken, id))
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
	return s.ListOf(account, typeToken, "")
}

// Count counts the resources of the type whose key begins so, and reads none.
func (s *Store) Count(account, typeToken, prefix string) (int, error) {
	entries, err := os.ReadDir(filepath.Join(s.dir, account, folder(typeToken)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("count %s: %w", typeToken, err)
	}
	n, begins := 0, namePrefix(prefix)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") && strings.HasPrefix(e.Name(), begins) {
			n++
		}
	}
	return n, nil
}

// ListOf is List of those whose key begins so. It looks at no other: what belongs to a
// parent whose id begins the key is found without the children of all others.
func (s *Store) ListOf(account, typeToken, prefix string) ([]Resource, error) {
	dir := filepath.Join(s.dir, account, folder(typeToken))
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("list %s: %w", typeToken, err)
	}
	var out []Resource
	begins := namePrefix(prefix)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") || !strings.HasPrefix(e.Name(), begins) {
			continue
		}
		r, found, err := s.read.resource(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if found && strings.HasPrefix(r.Key, prefix) {
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
