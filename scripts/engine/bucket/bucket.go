// Package bucket opens the place where state lives, for Pulumi's backend and for what
// this command reads beside it. Two things differ from opening the place directly: a
// write to a folder that fails part-way leaves what was there (Whole), and a plan can
// write without anybody seeing it (Draft).
//
// The backend is given an opened bucket by an address of its own (Share), because it
// opens buckets by address alone.
package bucket

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // registers azblob://
	"gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob" // registers s3://

	"github.com/pulumi/pulumi/pkg/v3/authhelpers"
)

// Open opens the bucket at the address of a folder or of object storage.
func Open(ctx context.Context, address string) (*blob.Bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("parse address: %w", err)
	}
	switch u.Scheme {
	case "file":
		return openFolder(u)
	case "gs":
		mux, err := authhelpers.GoogleCredentialsMux(ctx)
		if err != nil {
			return nil, err
		}
		b, err := mux.OpenBucketURL(ctx, u)
		return inFolder(b, u), err
	case "s3":
		earlierParameters(u)
	}
	b, err := blob.DefaultURLMux().OpenBucketURL(ctx, u)
	return inFolder(b, u), err
}

// openFolder opens a folder so that temporary files stand beside what they become,
// which a rename needs, and no second file beside each. State files are replaced in
// one step, their sidecars are not: one left empty by a killed process would make the
// state unreadable. Every Pulumi tool reads state with and without them.
func openFolder(u *url.URL) (*blob.Bucket, error) {
	b, err := fileblob.OpenBucket(u.Path, &fileblob.Options{NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		return nil, err
	}
	return Whole(b), nil
}

// inFolder is the part of object storage under the address's path.
func inFolder(b *blob.Bucket, u *url.URL) *blob.Bucket {
	if folder := strings.Trim(u.Path, "/"); b != nil && folder != "" {
		return blob.PrefixedBucket(b, folder+"/")
	}
	return b
}

// earlierParameters lets addresses written for the AWS SDK's first version go on to
// work, as Pulumi does.
func earlierParameters(u *url.URL) {
	q := u.Query()
	insecure := q.Get("disableSSL") == "true"
	if q.Has("disableSSL") {
		q.Set("disable_https", q.Get("disableSSL"))
		q.Del("disableSSL")
	}
	if endpoint := q.Get("endpoint"); endpoint != "" && !strings.Contains(endpoint, "://") {
		scheme := "https://"
		if insecure {
			scheme = "http://"
		}
		q.Set("endpoint", scheme+endpoint)
	}
	u.RawQuery = q.Encode()
}

// Scheme is that of the addresses that Share gives.
const Scheme = "slipway"

var (
	shared sync.Map
	count  atomic.Int64
)

type opener struct{}

// OpenBucketURL finds the shared bucket.
func (opener) OpenBucketURL(_ context.Context, u *url.URL) (*blob.Bucket, error) {
	b, ok := shared.Load(u.Host)
	if !ok {
		return nil, fmt.Errorf("%s was not shared", u)
	}
	return b.(*blob.Bucket), nil
}

func init() { blob.DefaultURLMux().RegisterBucket(Scheme, opener{}) }

// Share gives the bucket an address in this process.
func Share(b *blob.Bucket) string {
	name := strconv.FormatInt(count.Add(1), 10)
	shared.Store(name, b)
	return Scheme + "://" + name
}
