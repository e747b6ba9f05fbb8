package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack/snapshot"
	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/encoding"
	"github.com/pulumi/pulumi/sdk/v3/go/common/env"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// files are one stack's in the bucket, in the places where every Pulumi tool looks.
type files struct {
	stored
	bucket      *blob.Bucket
	stack       string
	compression encoding.Compression // of what is written
	found       string               // where the checkpoint is
	mark        mark                 // of the checkpoint when it was found
	content     []byte               // what was saved last
}

// files finds the stack's checkpoint. It may have been written compressed or plain,
// whatever is asked for now; the newest counts.
func (s *Stack) files(ctx context.Context, in *blob.Bucket) (*files, error) {
	f := &files{
		stored:      s.ref.(stored),
		bucket:      in,
		stack:       s.ref.Name().String(),
		compression: encoding.CompressionNone,
	}
	switch {
	case env.DIYBackendGzip.Value():
		f.compression = encoding.CompressionGzip
	case env.DIYBackendZstd.Value():
		f.compression = encoding.CompressionZstd
	}
	all := in.List(&blob.ListOptions{Prefix: f.plain(), Delimiter: "/"})
	for {
		object, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return nil, err
		}
		switch strings.TrimPrefix(object.Key, f.plain()) {
		case "", encoding.GZIPExt, encoding.ZSTDExt:
			if f.found == "" || !object.ModTime.Before(f.mark.modified) {
				f.found, f.mark = object.Key, mark{object.Key, object.Size, object.ModTime}
			}
		}
	}
}

// plain is the checkpoint's name if it is not compressed.
func (f *files) plain() string { return strings.ReplaceAll(f.StackBasePath(), `\`, "/") + ".json" }

// resources are those of the checkpoint, nil for a stack that was never deployed.
func resources(ctx context.Context, kept *apitype.DeploymentV3, keys secrets.Provider) (*deploy.Snapshot, error) {
	if kept == nil {
		return nil, nil
	}
	all, err := stack.DeserializeDeploymentV3(ctx, *kept, keys)
	if err != nil || backend.DisableIntegrityChecking {
		return all, err
	}
	err = all.VerifyIntegrity()
	if found, is := snapshot.AsSnapshotIntegrityError(err); is {
		err = found.ForReadWithMetadata(kept.Metadata.IntegrityErrorMetadata)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot integrity failure; refusing to use it: %w", err)
	}
	return all, nil
}

// tries is how often a write is tried again, a second later at first.
const tries = 10

// save puts a checkpoint in place of the last, which stays beside it. What fails is
// tried again until it is given up as lost: a bucket may have a bad minute.
func (f *files) save(ctx context.Context, checkpoint []byte, lost <-chan struct{}) error {
	content, err := encoding.Compress(asItIs{}, f.compression).Marshal(checkpoint)
	if err != nil {
		return fmt.Errorf("compress: %w", err)
	}
	to := f.plain() + f.compression.Ext()
	// Without a copy of the last state the new one is saved all the same.
	_ = f.bucket.Copy(ctx, f.found+".bak", f.found, nil)
	pause := time.Second
	for try := 0; ; try++ {
		if err = write(ctx, f.bucket, to, content); err == nil {
			break
		}
		if try == tries {
			return err
		}
		select {
		case <-lost:
			return err
		case <-time.After(pause):
			pause = pause * 6 / 5
		}
	}
	if f.found != to {
		if err := f.bucket.Delete(ctx, f.found); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return fmt.Errorf("remove %s, which %s replaces: %w", f.found, to, err)
		}
	}
	f.found, f.content = to, content
	if env.DIYBackendRetainCheckpoints.Value() {
		return write(ctx, f.bucket, fmt.Sprintf("%s.%d", to, time.Now().UnixNano()), content)
	}
	return nil
}

// remember keeps that an operation was, and the state that it left if it left another.
func (f *files) remember(ctx context.Context, info backend.UpdateInfo) error {
	now := time.Now().UnixNano()
	entry, err := encoding.Compress(encoding.JSON, f.compression).Marshal(info)
	if err != nil {
		return fmt.Errorf("encode the history: %w", err)
	}
	ext := ".json" + f.compression.Ext()
	prefix := path.Join(f.HistoryDir(), fmt.Sprintf("%s-%d", f.stack, now))
	if err := write(ctx, f.bucket, prefix+".history"+ext, entry); err != nil {
		return fmt.Errorf("save the history: %w", err)
	}
	if f.content == nil {
		return nil
	}
	if err := f.bucket.Copy(ctx, prefix+".checkpoint"+ext, f.found, nil); err != nil {
		return fmt.Errorf("save the history: %w", err)
	}
	if env.DIYBackendDisableCheckpointBackups.Value() {
		return nil
	}
	backup := path.Join(f.BackupDir(), fmt.Sprintf("%s.%d%s", f.stack, now, ext))
	if err := write(ctx, f.bucket, backup, f.content); err != nil {
		return fmt.Errorf("save a copy of the state: %w", err)
	}
	return nil
}

// readAll reads a file into as much memory as it needs: to find out how much on the way costs
// several times as much.
func readAll(ctx context.Context, from *blob.Bucket, key string) ([]byte, error) {
	r, err := from.NewReader(ctx, key, nil)
	if err != nil {
		return nil, err
	}
	content := bytes.NewBuffer(make([]byte, 0, r.Size()+bytes.MinRead))
	_, err = content.ReadFrom(r)
	return content.Bytes(), errors.Join(err, r.Close())
}

// write writes a file without a check sum of its own: the engine's way computes two.
func write(ctx context.Context, to *blob.Bucket, key string, content []byte) error {
	w, err := to.NewWriter(ctx, key, &blob.WriterOptions{ContentType: "application/json"})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return errors.Join(err, w.Close())
}

// asItIs is the encoding of what is encoded already.
type asItIs struct{}

func (asItIs) Marshal(v any) ([]byte, error) { return v.([]byte), nil }

func (asItIs) Unmarshal([]byte, any) error { return errors.ErrUnsupported }
