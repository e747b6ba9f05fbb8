package bucket

import (
	"context"

	"gocloud.dev/blob"
	"gocloud.dev/blob/driver"
	"gocloud.dev/gcerrors"
)

// through makes a driver of an opened bucket, so that another can stand in front.
type through struct{ *blob.Bucket }

func (b through) ErrorCode(err error) gcerrors.ErrorCode { return gcerrors.Code(err) }

func (b through) ErrorAs(err error, target any) bool { return b.Bucket.ErrorAs(err, target) }

func (b through) Attributes(ctx context.Context, key string) (*driver.Attributes, error) {
	a, err := b.Bucket.Attributes(ctx, key)
	if err != nil {
		return nil, err
	}
	return &driver.Attributes{
		ContentType: a.ContentType,
		Metadata:    a.Metadata,
		CreateTime:  a.CreateTime,
		ModTime:     a.ModTime,
		Size:        a.Size,
		MD5:         a.MD5,
		ETag:        a.ETag,
		AsFunc:      a.As,
	}, nil
}

func (b through) ListPaged(ctx context.Context, o *driver.ListOptions) (*driver.ListPage, error) {
	token, size := o.PageToken, o.PageSize
	if token == nil {
		token = blob.FirstPageToken
	}
	if size == 0 {
		size = 1000
	}
	objects, next, err := b.ListPage(ctx, token, size, &blob.ListOptions{
		Prefix:     o.Prefix,
		Delimiter:  o.Delimiter,
		BeforeList: o.BeforeList,
	})
	if err != nil {
		return nil, err
	}
	page := &driver.ListPage{NextPageToken: next}
	for _, object := range objects {
		page.Objects = append(page.Objects, listed(object))
	}
	return page, nil
}

func listed(o *blob.ListObject) *driver.ListObject {
	return &driver.ListObject{
		Key:     o.Key,
		ModTime: o.ModTime,
		Size:    o.Size,
		MD5:     o.MD5,
		IsDir:   o.IsDir,
		AsFunc:  o.As,
	}
}

func (b through) NewRangeReader(
	ctx context.Context, key string, offset, length int64, o *driver.ReaderOptions,
) (driver.Reader, error) {
	r, err := b.Bucket.NewRangeReader(ctx, key, offset, length, &blob.ReaderOptions{BeforeRead: o.BeforeRead})
	if err != nil {
		return nil, err
	}
	return reader{r}, nil
}

// reader is a bucket's reader as a driver's.
type reader struct{ *blob.Reader }

func (r reader) Attributes() *driver.ReaderAttributes {
	return &driver.ReaderAttributes{
		ContentType: r.ContentType(),
		ModTime:     r.ModTime(),
		Size:        r.Size(),
	}
}

func (b through) NewTypedWriter(
	ctx context.Context, key, contentType string, o *driver.WriterOptions,
) (driver.Writer, error) {
	return b.NewWriter(ctx, key, writing(contentType, o))
}

func writing(contentType string, o *driver.WriterOptions) *blob.WriterOptions {
	return &blob.WriterOptions{
		ContentType: contentType,
		Metadata:    o.Metadata,
		BeforeWrite: o.BeforeWrite,
		IfNotExist:  o.IfNotExist,
	}
}

func (b through) Copy(ctx context.Context, to, from string, o *driver.CopyOptions) error {
	return b.Bucket.Copy(ctx, to, from, &blob.CopyOptions{BeforeCopy: o.BeforeCopy})
}

func (b through) SignedURL(ctx context.Context, key string, o *driver.SignedURLOptions) (string, error) {
	return b.Bucket.SignedURL(ctx, key, &blob.SignedURLOptions{
		Expiry:                   o.Expiry,
		Method:                   o.Method,
		ContentType:              o.ContentType,
		EnforceAbsentContentType: o.EnforceAbsentContentType,
		BeforeSign:               o.BeforeSign,
	})
}
