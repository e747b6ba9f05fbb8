package engine

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/backend"
	"github.com/pulumi/pulumi/pkg/v3/backend/diy"
	"github.com/pulumi/pulumi/pkg/v3/backend/httpstate"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// openBackend chooses by the address: object storage and folders are read
// directly, anything else is Pulumi Cloud or a server that speaks its API.
func openBackend(
	ctx context.Context, sink diag.Sink, address string, project *workspace.Project,
) (backend.Backend, error) {
	if diy.IsDIYBackendURL(address) {
		return diy.New(ctx, sink, withoutSidecars(address), project)
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("parse address: %w", err)
	}
	if u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("unknown scheme %q; PULUMI_BACKEND_URL may be file://, s3://, gs://, azblob:// or https://",
			u.Scheme)
	}
	if err := logIn(ctx, address); err != nil {
		return nil, err
	}
	return httpstate.New(ctx, sink, address, project, false)
}

// withoutSidecars keeps a folder from getting a second file beside each state
// file. State files are replaced atomically, their sidecars are not: one left
// empty by a killed process would make the state unreadable. Every Pulumi tool
// reads state with and without them.
func withoutSidecars(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" || strings.Contains(address, "metadata=") {
		return address
	}
	separator := "?"
	if strings.Contains(address, "?") {
		separator = "&"
	}
	return address + separator + "metadata=skip"
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

// Redact returns a backend's address without what may be secret in it.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be parsed"
	}
	if u.User != nil {
		u.User = url.User("redacted")
	}
	u.RawQuery = ""
	return u.String()
}
