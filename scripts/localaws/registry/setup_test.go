package registry_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/registry"
)

const home = "000000000000"

// repositories says which repositories there are: the value is whether tags are immutable.
type repositories map[string]bool

func (r repositories) lookup(account, name string) (immutable, exists bool, err error) {
	if name == "broken" {
		return false, false, errors.New("read repository broken: permission denied")
	}
	immutable, exists = r[account+"/"+name]
	return immutable, exists, nil
}

func open(t *testing.T, dir string, r repositories) *registry.Registry {
	t.Helper()
	opened, err := registry.New(dir, home, r.lookup)
	require.NoError(t, err)
	return opened
}

// call asks the registry under a host name.
func call(t *testing.T, r *registry.Registry, method, host, path, mediaType, body string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Host = host
	req.Header.Set("Content-Type", mediaType)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

// fault is the code and the message of an error answer.
func fault(t *testing.T, answer *httptest.ResponseRecorder) (code, message string) {
	t.Helper()
	var body struct {
		Errors []struct{ Code, Message string }
	}
	require.NoError(t, json.NewDecoder(answer.Body).Decode(&body))
	require.Len(t, body.Errors, 1)
	return body.Errors[0].Code, body.Errors[0].Message
}

// blob pushes bytes as a layer or a config, in one request.
func blob(t *testing.T, r *registry.Registry, repository, content string) v1.Hash {
	t.Helper()
	digest, _, err := v1.SHA256(strings.NewReader(content))
	require.NoError(t, err)
	answer := call(t, r, http.MethodPost, "localhost", "/v2/"+repository+"/blobs/uploads/?digest="+digest.String(), "",
		content)
	require.Equal(t, http.StatusCreated, answer.Code)
	return digest
}

// manifest is an image of one config and one layer.
func manifest(t *testing.T, config, layer v1.Hash) string {
	t.Helper()
	text, err := json.Marshal(v1.Manifest{
		SchemaVersion: 2,
		MediaType:     types.OCIManifestSchema1,
		Config: v1.Descriptor{
			MediaType: types.OCIConfigJSON,
			Digest:    config,
		},
		Layers: []v1.Descriptor{{
			MediaType: types.OCILayer,
			Digest:    layer,
		}},
	})
	require.NoError(t, err)
	return string(text)
}
