package bucket

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
	"gocloud.dev/blob/memblob"
	"gocloud.dev/gcerrors"
)

// Draft is a bucket that reads what is in base and keeps what is written in memory. A
// plan that runs on it needs no lock and cannot be in anybody's way. What base holds
// under the hidden folder, the locks of others, is not there.
func Draft(base *blob.Bucket, hidden string) *blob.Bucket {
	return blob.NewBucket(draft{
		base:   through{base},
		memory: through{memblob.OpenBucket(nil)},
		hidden: hidden,
	})
}

type draft struct {
	base   through
	memory through
	hidden string
}

// holds is the bucket that has the key: what was written hides what was there.
func (b draft) holds(ctx context.Context, key string) (through, error) {
	written, err := b.memory.Exists(ctx, key)
	if written || err != nil || b.hides(key) {
		return b.memory, err
	}
	return b.base, nil
}

func (b draft) hides(key string) bool { return strings.HasPrefix(key, b.hidden+"/") }

func (b draft) ErrorCode(err error) gcerrors.ErrorCode { return gcerrors.Code(err) }

func (b draft) As(any) bool { return false }

func (b draft) ErrorAs(error, any) bool { return false }

func (b draft) Close() error { return nil }

func (b draft) Attributes(ctx context.Context, key string) (*driver.Attributes, error) {
	from, err := b.holds(ctx, key)
	if err != nil {
		return nil, err
	}
	return from.Attributes(ctx, key)
}

// ListPaged lists everything on one page.
func (b draft) ListPaged(ctx context.Context, o *driver.ListOptions) (*driver.ListPage, error) {
	found := map[string]bool{}
	page := &driver.ListPage{}
	for _, from := range []through{b.memory, b.base} {
		all := from.List(&blob.ListOptions{Prefix: o.Prefix, Delimiter: o.Delimiter})
		for {
			object, err := all.Next(ctx)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, err
			}
			if !found[object.Key] && (from == b.memory || !b.hides(object.Key)) {
				page.Objects = append(page.Objects, listed(object))
			}
			found[object.Key] = true
		}
	}
	slices.SortFunc(page.Objects, func(a, b *driver.ListObject) int { return strings.Compare(a.Key, b.Key) })
	return page, nil
}

func (b draft) NewRangeReader(
	ctx context.Context, key string, offset, length int64, o *driver.ReaderOptions,
) (driver.Reader, error) {
	from, err := b.holds(ctx, key)
	if err != nil {
		return nil, err
	}
	return from.NewRangeReader(ctx, key, offset, length, o)
}

func (b draft) NewTypedWriter(
	ctx context.Context, key, contentType string, o *driver.WriterOptions,
) (driver.Writer, error) {
	return b.memory.NewTypedWriter(ctx, key, contentType, o)
}

func (b draft) Copy(ctx context.Context, to, from string, _ *driver.CopyOptions) error {
	holder, err := b.holds(ctx, from)
	if err != nil {
		return err
	}
	content, err := holder.ReadAll(ctx, from)
	if err != nil {
		return err
	}
	return b.memory.WriteAll(ctx, to, content, nil)
}

// Delete takes back what was written; what was there stays.
func (b draft) Delete(ctx context.Context, key string) error { return b.memory.Delete(ctx, key) }

func (b draft) SignedURL(context.Context, string, *driver.SignedURLOptions) (string, error) {
	return "", errors.New("a draft has no address")
}
