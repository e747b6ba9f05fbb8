package bucket

import (
	"context"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
)

// Heard is a bucket of which each write is told, with its error or none: the engine says
// nothing of those that it tries again.
func Heard(b *blob.Bucket, tell func(key string, err error)) *blob.Bucket {
	return blob.NewBucket(heard{through{b}, tell})
}

type heard struct {
	through
	tell func(string, error)
}

func (b heard) NewTypedWriter(
	ctx context.Context, key, contentType string, o *driver.WriterOptions,
) (driver.Writer, error) {
	w, err := b.through.NewTypedWriter(ctx, key, contentType, o)
	if err != nil {
		b.tell(key, err)
		return nil, err
	}
	return &told{
		Writer: w,
		tell:   func(err error) { b.tell(key, err) },
	}, nil
}

// told tells at its end how a write went.
type told struct {
	driver.Writer
	tell func(error)
}

func (w *told) Close() error {
	err := w.Writer.Close()
	w.tell(err)
	return err
}
