package cli

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/scripts/localaws"
	"slipway/scripts/operate/export"
	"slipway/shared/contract"
)

// copy keeps the whole history in a file or in a bucket. It asks for the foundation
// alone: the history outlives the delivery layer.
func (o *historyOptions) copy(ctx context.Context) (err error) {
	if o.json || o.all || o.limit != "" || o.deployment != "" || o.service != "" {
		return &environment.UsageError{
			Problem: "EXPORT copies every row of every service: leave SERVICE, DEPLOYMENT, LIMIT, ALL and JSON out",
		}
	}
	s, err := o.open(ctx, o.env, toRead)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	foundation, err := s.foundation(ctx)
	if err != nil {
		return err
	}
	if foundation.HistoryTable == "" {
		return &layers.Hint{
			Problem: "the foundation layer of " + s.env.Name + " is not deployed, so there is no history",
			Command: "make deploy-all ENV=" + s.env.Name,
		}
	}
	to, err := s.copyTo(ctx, o.export, foundation)
	if err != nil {
		return err
	}
	table, err := s.wholeTable(ctx, foundation)
	if err != nil {
		return err
	}
	copied, err := export.Copy(ctx, table, to)
	if err != nil {
		return fmt.Errorf("copy the history of %s: %w", s.env.Name, err)
	}
	o.Console.Line("%s has the %d items of %s, read again and found equal (SHA-256 %s).", to, copied.Items,
		foundation.HistoryTable, copied.Sum)
	return nil
}

// copyTo is the file or the bucket with an address.
func (s *session) copyTo(ctx context.Context, address string, own contract.FoundationOf[string]) (export.Place, error) {
	bucket, prefix, is := export.Address(address)
	if !is {
		return export.File(address), nil
	}
	if doomed, err := s.buckets(ctx, own); err != nil {
		return nil, err
	} else if slices.Contains(doomed, bucket) {
		return nil, &environment.UsageError{Problem: fmt.Sprintf("EXPORT is %q: `make destroy-all ENV=%s` deletes that "+
			"bucket with all that it holds; name a bucket of your own, or a file", address, s.env.Name)}
	}
	if bucket == "" {
		return nil, &environment.UsageError{Problem: fmt.Sprintf("EXPORT is %q: s3://bucket/prefix, or a file", address)}
	}
	if s.aws != nil {
		return nil, &environment.UsageError{Problem: fmt.Sprintf(
			"EXPORT is %q, but AWS is simulated and has no bucket of yours: name a file", address)}
	}
	config, err := s.awsConfig(ctx)
	if err != nil {
		return nil, err
	}
	return &export.Bucket{
		API:  s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = config.BaseEndpoint != nil }),
		Name: bucket,
		Key:  path.Join(prefix, own.HistoryTable+"-"+s.Now().UTC().Format("20060102T150405Z")+".jsonl"),
	}, nil
}

// buckets are those that go with the environment.
func (s *session) buckets(ctx context.Context, own contract.FoundationOf[string]) ([]string, error) {
	shared, err := s.shared(ctx)
	if err != nil {
		return nil, err
	}
	named, err := shared.Names.Buckets(own.AccountID)
	return []string{own.ArtifactBucket, own.CacheBucket, named.Logs.String()}, err
}

// wholeTable is the history's table, of the simulated account or of AWS.
func (s *session) wholeTable(ctx context.Context, own contract.FoundationOf[string]) (export.Table, error) {
	if s.aws != nil {
		return export.Simulated{
			Store:   localaws.Open(s.env.AWSDir),
			Account: own.AccountID,
			Name:    own.HistoryTable,
		}, nil
	}
	config, err := s.awsConfig(ctx)
	return export.DynamoDB{API: dynamodb.NewFromConfig(config), Name: own.HistoryTable}, err
}

// aCopy is the command that keeps the history of an environment.
func aCopy(env string) string {
	return strings.ReplaceAll("make history ENV=%s EXPORT=history-%s.jsonl", "%s", env)
}
