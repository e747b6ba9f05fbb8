package export_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/export"
)

// storage is S3 with one bucket, which is in a region.
type storage struct {
	region string // "" for a bucket that is not there
	has    []byte
	put    s3.PutObjectInput
	denied error
}

// found rejects a request that went to another region, and tells the right one.
func (s *storage) found(options []func(*s3.Options)) error {
	o := s3.Options{Region: "us-east-1"}
	for _, change := range options {
		change(&o)
	}
	if s.region == o.Region {
		return s.denied
	}
	header := http.Header{}
	if s.region != "" {
		header.Set("x-amz-bucket-region", s.region)
	}
	return &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{
			StatusCode: http.StatusMovedPermanently,
			Header:     header,
		}},
		Err: errors.New("moved"),
	}
}

func (s *storage) HeadBucket(
	_ context.Context, _ *s3.HeadBucketInput, o ...func(*s3.Options),
) (*s3.HeadBucketOutput, error) {
	return &s3.HeadBucketOutput{}, s.found(o)
}

func (s *storage) PutObject(
	_ context.Context, in *s3.PutObjectInput, o ...func(*s3.Options),
) (*s3.PutObjectOutput, error) {
	s.put = *in
	s.has, _ = io.ReadAll(in.Body)
	return &s3.PutObjectOutput{}, s.found(o)
}

func (s *storage) GetObject(
	_ context.Context, _ *s3.GetObjectInput, o ...func(*s3.Options),
) (*s3.GetObjectOutput, error) {
	return &s3.GetObjectOutput{Body: io.NopCloser(bytes.NewReader(s.has))}, s.found(o)
}

func TestABucketTakesACopyWhereverItIs(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"us-east-1", "eu-west-1"} {
		s := &storage{region: region}
		to := &export.Bucket{
			API:  s,
			Name: "audit",
			Key:  "slipway/t.jsonl",
		}
		copied, err := export.Copy(t.Context(), table{items: []export.Item{row("run-7")}}, to)
		require.NoError(t, err)
		assert.Equal(t, 1, copied.Items)
		assert.Equal(t, [...]string{"audit", "slipway/t.jsonl", "*"},
			[...]string{*s.put.Bucket, *s.put.Key, *s.put.IfNoneMatch},
			"it writes over nothing")
		assert.Equal(t, "s3://audit/slipway/t.jsonl", to.String())
	}
	_, err := export.Copy(t.Context(), table{}, &export.Bucket{API: &storage{}, Name: "audit"})
	require.ErrorContains(t, err, "look at bucket audit: ")
	_, err = export.Copy(t.Context(), table{}, &export.Bucket{
		API: &storage{
			region: "us-east-1",
			denied: errors.New("AccessDenied"),
		},
		Name: "audit",
	})
	require.EqualError(t, err, "look at bucket audit: AccessDenied")
	_, err = (&export.Bucket{API: &storage{}, Name: "audit"}).Read(t.Context())
	require.Error(t, err)
}

func TestAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]any{
		"s3://audit/slipway/dev/": {"audit", "slipway/dev", true},
		"s3://audit":              {"audit", "", true},
		"history.jsonl":           {"history.jsonl", "", false},
	} {
		bucket, prefix, is := export.Address(text)
		assert.Equal(t, want, []any{bucket, prefix, is}, text)
	}
}
