package bucket

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
)

// Whole is a bucket in a folder whose files are replaced whole or not at all. The
// driver underneath writes a temporary file and renames it, but renames it after a
// write that failed as well: a full disk, a quota or a limit on the size of files would
// put a cut file in place of the last good one. Here a write that failed is given up,
// and what did not fail is on the disk before it takes the old file's place.
func Whole(folder *blob.Bucket) *blob.Bucket { return blob.NewBucket(whole{through{folder}}) }

type whole struct{ through }

func (b whole) NewTypedWriter(
	ctx context.Context, key, contentType string, o *driver.WriterOptions,
) (driver.Writer, error) {
	ctx, cancel := context.WithCancel(ctx)
	w := &writer{cancel: cancel}
	options := writing(contentType, o)
	options.BeforeWrite = func(as func(any) bool) error {
		as(&w.file)
		if o.BeforeWrite == nil {
			return nil
		}
		return o.BeforeWrite(as)
	}
	var err error
	if w.Writer, err = b.NewWriter(ctx, key, options); err != nil {
		cancel()
		return nil, err
	}
	return w, nil
}

// writer is a temporary file that takes the old file's place if all went well.
type writer struct {
	*blob.Writer
	file   *os.File
	cancel context.CancelFunc
	failed error
}

// Write notes what failed.
func (w *writer) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	w.failed = errors.Join(w.failed, err)
	return n, err
}

// Close puts the file in its place, or gives it up: a writer whose context has ended
// removes its temporary file.
func (w *writer) Close() error {
	defer w.cancel()
	if w.failed == nil && w.file != nil {
		w.failed = w.file.Sync()
	}
	if w.failed != nil {
		w.cancel()
	}
	if err := w.Writer.Close(); w.failed != nil || err != nil || w.file == nil {
		return cmp.Or(w.failed, err)
	}
	return syncFolder(filepath.Dir(w.file.Name()))
}

// Copy copies a file. The one that is kept beside it before it is replaced (.bak) is the
// file itself under a second name, which costs no writing: what takes the first name is
// another file.
func (b whole) Copy(ctx context.Context, to, from string, o *driver.CopyOptions) error {
	if to != from+".bak" || b.keep(ctx, from) != nil {
		return b.through.Copy(ctx, to, from, o)
	}
	return nil
}

func (b whole) keep(ctx context.Context, key string) error {
	r, err := b.NewReader(ctx, key, nil)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	var opened io.Reader
	r.As(&opened)
	file, is := opened.(*os.File)
	if !is {
		return errors.ErrUnsupported
	}
	beside := file.Name() + ".bak"
	if err := os.Remove(beside); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Link(file.Name(), beside)
}

// syncFolder makes a rename in the folder outlive the machine. A file system that
// cannot is left alone: the file is whole either way.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	_ = folder.Sync()
	return folder.Close()
}
