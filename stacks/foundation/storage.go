package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/naming"
)

// storage is the layer's buckets.
type storage struct {
	artifacts, cache *Bucket
}

// newStorage makes the bucket that pipelines hand artifacts on through, the one
// that builds keep their cache in and, when asked for, the one that the requests
// to both are logged to.
func newStorage(
	ctx *pulumi.Context, cfg Config, own awsaccount.Account, key *Key, opts ...pulumi.ResourceOption,
) (storage, error) {
	bucket, err := cfg.Names.Buckets(own.ID)
	if err != nil {
		return storage{}, err
	}
	var s storage
	var logs *Bucket
	if cfg.AccessLogs {
		logs, err = NewBucket(ctx, "logs", BucketArgs{
			Bucket:     bucket.Logs,
			Encryption: S3Key(),
			LogsOf: LogSources{
				Account: own.ID,
				Buckets: []naming.Name{bucket.Artifacts, bucket.Cache},
			},
			Account: own,
		}, opts...)
		if err != nil {
			return storage{}, err
		}
	}
	s.artifacts, err = NewBucket(ctx, "artifacts", BucketArgs{
		Bucket:     bucket.Artifacts,
		Encryption: artifactEncryption(cfg, key),
		LogTo:      logs,
		Account:    own,
	}, opts...)
	if err != nil {
		return storage{}, err
	}
	s.cache, err = NewBucket(ctx, "cache", BucketArgs{
		Bucket:     bucket.Cache,
		Encryption: ManagedKey(),
		LogTo:      logs,
		Account:    own,
	}, opts...)
	return s, err
}

// artifactEncryption is the key AWS manages, unless a second account has a part in
// the pipelines: CodePipeline then asks for a key that can be shared (CodePipeline
// User Guide, pipelines-create-cross-account).
func artifactEncryption(cfg Config, key *Key) Encryption {
	if cfg.Target.Separate() {
		return CustomerKey(key.Arn)
	}
	return ManagedKey()
}
