package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// PutDocument keeps a value of a kind, such as what a pipeline did, beside the resources.
func (s *Store) PutDocument(account, kind, key string, value any) error {
	return WriteJSON(s.documentFile(account, kind, key), value)
}

// Document reads what PutDocument kept; false when there is none.
func (s *Store) Document(account, kind, key string, into any) (bool, error) {
	return ReadJSON(s.documentFile(account, kind, key), into)
}

// DeleteDocument forgets what PutDocument kept, if anything.
func (s *Store) DeleteDocument(account, kind, key string) error {
	if err := os.Remove(s.documentFile(account, kind, key)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (s *Store) documentFile(account, kind, key string) string {
	return filepath.Join(s.dir, account, kind, FileName(key)+".json")
}
