package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// File is a copy on this machine, by its path.
type File string

// Check rejects a path that something is at already.
func (f File) Check(context.Context) error {
	_, err := os.Stat(string(f))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%s is there already, and a copy writes over nothing: name another file", f)
}

// Write makes the file; others on the machine cannot read it.
func (f File) Write(_ context.Context, from *os.File) error {
	to, err := os.OpenFile(string(f), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		_ = os.Remove(string(f)) // half a copy is none
	}
	return err
}

// Read opens the file.
func (f File) Read(context.Context) (io.ReadCloser, error) { return os.Open(string(f)) }

// String is the path.
func (f File) String() string { return string(f) }
