// Package registry is the container registry of the simulated AWS: the OCI
// distribution protocol over HTTP with ECR's rules, blobs and manifests on
// disk. An image lives in an account's repository; the account is taken from
// the host name that the client asked for, as with ECR.
//
// Blobs are served by go-containerregistry's handler. Manifests are kept here,
// because that handler keeps them in memory and an image has to outlive a process.
package registry

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	library "github.com/google/go-containerregistry/pkg/registry"
)

// Lookup reports whether the account has a repository of that name, and whether
// its tags are immutable.
type Lookup func(account, repository string) (immutable, exists bool, err error)

// Registry serves and answers for the images of all simulated accounts.
type Registry struct {
	dir     string
	account string
	lookup  Lookup
	blobs   http.Handler
	mu      sync.Mutex // one manifest change at a time
}

// New returns the registry kept in dir. Requests whose host is no ECR name
// belong to the given account.
func New(dir, account string, lookup Lookup) (*Registry, error) {
	blobs := filepath.Join(dir, "blobs")
	if err := os.MkdirAll(blobs, 0o700); err != nil {
		return nil, fmt.Errorf("open registry: %w", err)
	}
	return &Registry{
		dir:     dir,
		account: account,
		lookup:  lookup,
		blobs: library.New(
			library.WithBlobHandler(library.NewDiskBlobHandler(blobs)),
			library.Logger(log.New(io.Discard, "", 0)),
		),
	}, nil
}

var ecrHost = regexp.MustCompile(`^([0-9]{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(:[0-9]+)?$`)

// ServeHTTP answers one request of the OCI distribution protocol.
func (r *Registry) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Docker-Distribution-API-Version", "registry/2.0")
	account := r.account
	if m := ecrHost.FindStringSubmatch(req.Host); m != nil {
		account = m[1]
	}
	if err := r.serve(w, req, account); err != nil {
		var rejected *protocolError
		if !errors.As(err, &rejected) {
			rejected = &protocolError{
				status:  http.StatusInternalServerError,
				code:    "UNKNOWN",
				message: err.Error(),
			}
		}
		rejected.write(w)
	}
}

func (r *Registry) serve(w http.ResponseWriter, req *http.Request, account string) error {
	if req.URL.Path == "/v2/" || req.URL.Path == "/v2" {
		r.blobs.ServeHTTP(w, req)
		return nil
	}
	repository, kind, rest, ok := splitPath(req.URL.Path)
	if !ok {
		return &protocolError{http.StatusNotFound, "UNSUPPORTED", "ECR has no such endpoint: " + req.URL.Path}
	}
	immutable, exists, err := r.lookup(account, repository)
	if err != nil {
		return err
	}
	if !exists {
		return &protocolError{http.StatusNotFound, "NAME_UNKNOWN",
			fmt.Sprintf("The repository with name '%s' does not exist in the registry with id '%s'", repository, account)}
	}
	at := place{
		registry:   r,
		account:    account,
		repository: repository,
		immutable:  immutable,
	}
	switch kind {
	case "manifests":
		return at.serveManifest(w, req, rest)
	case "tags":
		return at.serveTags(w, req)
	}
	r.blobs.ServeHTTP(w, req)
	return nil
}

// splitPath cuts "/v2/team/api/manifests/v1" into "team/api", "manifests", "v1".
func splitPath(path string) (repository, kind, rest string, ok bool) {
	parts := strings.Split(strings.TrimPrefix(path, "/v2/"), "/")
	for i := len(parts) - 1; i > 0; i-- {
		switch parts[i] {
		case "manifests", "blobs", "tags":
			return strings.Join(parts[:i], "/"), parts[i], strings.Join(parts[i+1:], "/"), true
		}
	}
	return "", "", "", false
}
