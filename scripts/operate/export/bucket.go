package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Objects is the part of the S3 API that is used here.
type Objects interface {
	HeadBucket(context.Context, *s3.HeadBucketInput, ...func(*s3.Options)) (*s3.HeadBucketOutput, error)
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
}

// Bucket is a copy in a bucket, in whichever account and region that is.
type Bucket struct {
	API       Objects
	Name, Key string
	region    string // another one than the client's, once S3 has told it
}

// scheme begins the address of a bucket.
const scheme = "s3://"

// Address is the bucket and the prefix in s3://bucket/prefix.
func Address(text string) (bucket, prefix string, is bool) {
	rest, is := strings.CutPrefix(text, scheme)
	bucket, prefix, _ = strings.Cut(rest, "/")
	return bucket, strings.Trim(prefix, "/"), is
}

// Check asks for the bucket. S3 answers a request to the wrong region with the right
// one (S3 API, HeadBucket).
func (b *Bucket) Check(ctx context.Context) error {
	_, err := b.API.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &b.Name})
	var answer *smithyhttp.ResponseError
	if errors.As(err, &answer) && answer.Response != nil {
		if b.region = answer.Response.Header.Get("X-Amz-Bucket-Region"); b.region != "" {
			_, err = b.API.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &b.Name}, b.there)
		}
	}
	if err != nil {
		return fmt.Errorf("look at bucket %s: %w", b.Name, err)
	}
	return nil
}

// there sends a request to the bucket's region.
func (b *Bucket) there(o *s3.Options) {
	if b.region != "" {
		o.Region = b.region
	}
}

// Write makes the object unless there is one.
func (b *Bucket) Write(ctx context.Context, from *os.File) error {
	_, err := b.API.PutObject(ctx, &s3.PutObjectInput{
		Bucket:            &b.Name,
		Key:               &b.Key,
		Body:              from,
		ContentType:       aws.String("application/x-ndjson"),
		ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
		IfNoneMatch:       aws.String("*"),
	}, b.there)
	return err
}

// Read opens the object.
func (b *Bucket) Read(ctx context.Context) (io.ReadCloser, error) {
	out, err := b.API.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.Name, Key: &b.Key}, b.there)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

// String is its address.
func (b *Bucket) String() string { return scheme + b.Name + "/" + b.Key }
