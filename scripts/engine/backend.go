package engine

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/diy"
	"github.com/pulumi/pulumi/pkg/v3/backend/httpstate"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"gocloud.dev/blob"

	"slipway/scripts/engine/bucket"
)

// place is where state lives.
type place struct {
	address string
	// bucket is the folder or object storage, nil for Pulumi Cloud; drafts is the same
	// for what must not be seen. shared and draft are their addresses in this process.
	bucket, drafts *blob.Bucket
	shared, draft  string
}

// openPlace chooses by the address: object storage and folders are read
// directly, anything else is Pulumi Cloud or a server that speaks its API.
func openPlace(ctx context.Context, address string, heard func(key string, err error)) (*place, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("parse address: %w", err)
	}
	p := &place{address: address}
	switch u.Scheme {
	case "https", "http":
		return p, logIn(ctx, address)
	case "file", "s3", "gs", "azblob":
		opened, err := bucket.Open(ctx, address)
		if err != nil {
			return nil, err
		}
		p.bucket = bucket.Heard(opened, heard)
		p.drafts = bucket.Draft(p.bucket, locks)
		p.shared, p.draft = bucket.Share(p.bucket), bucket.Share(p.drafts)
		return p, nil
	}
	return nil, fmt.Errorf("unknown scheme %q; PULUMI_BACKEND_URL may be file://, s3://, gs://, azblob:// or https://",
		u.Scheme)
}

// backends are for one project: a backend holds the project it works for. The second
// keeps what is written to itself; Pulumi Cloud has none.
func (p *place) backends(
	ctx context.Context, sink diag.Sink, project *workspace.Project,
) (seen, draft backend.Backend, err error) {
	if p.bucket == nil {
		seen, err = httpstate.New(ctx, sink, p.address, project, false)
		return seen, nil, err
	}
	if seen, err = diy.New(ctx, sink, p.shared, project); err != nil {
		return nil, nil, err
	}
	draft, err = diy.New(ctx, sink, p.draft, project)
	return seen, draft, err
}

// logIn makes sure that there are credentials of the user's own. An account is
// never made up: without a token or an earlier login this is an error.
func logIn(ctx context.Context, address string) error {
	if os.Getenv("PULUMI_ACCESS_TOKEN") != "" {
		_, err := httpstate.NewLoginManager().Current(ctx, address, false, false)
		return err
	}
	account, err := workspace.GetAccount(address)
	if err != nil {
		return fmt.Errorf("read stored credentials: %w", err)
	}
	if !account.HasCredential() {
		return fmt.Errorf("not logged in: set PULUMI_ACCESS_TOKEN, or run `pulumi login %s`", address)
	}
	return nil
}

// Redact returns a backend's address without what may be secret in it, a folder's as a
// person would type its name.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be parsed"
	}
	if u.Scheme == "file" {
		return "file://" + u.Path
	}
	if u.User != nil {
		u.User = url.User("redacted")
	}
	u.RawQuery = ""
	return u.String()
}
