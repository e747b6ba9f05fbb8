package call_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/httpapi"
	"slipway/scripts/operate/call"
)

func service(t *testing.T, handler http.HandlerFunc) call.Service {
	t.Helper()
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	at, err := url.Parse(server.URL)
	require.NoError(t, err)
	return call.Service{
		Address: at,
		Client:  server.Client(),
		Now:     time.Now,
	}
}

func TestDo(t *testing.T) {
	t.Parallel()
	t.Run("makes the request, and returns the answer", func(t *testing.T) {
		t.Parallel()
		s := service(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("Content-Type", "text/plain")
			w.Header().Set("Set-Cookie", "a=1")
			w.WriteHeader(http.StatusTeapot)
			_, _ = io.WriteString(w, r.Method+" "+r.URL.String()+" "+r.Header.Get("Origin")+" "+string(body)+
				r.Header.Get("Authorization"))
		})
		a, err := s.Do(t.Context(), httpapi.Call{
			Method:  "PUT",
			Path:    "/a",
			Query:   "b=1",
			Headers: map[string]string{"origin": "https://o"},
			Body:    "{}",
		})
		require.NoError(t, err)
		assert.Equal(t, 418, a.Status)
		assert.Equal(t, "PUT /a?b=1 https://o {}", string(a.Body))
		assert.Equal(t, "text/plain", a.Headers["content-type"])
		assert.Equal(t, []string{"a=1"}, a.Cookies)
	})
	t.Run("signs a call of a function URL", func(t *testing.T) {
		t.Parallel()
		s := service(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, r.Header.Get("Authorization"))
		})
		s.Signer = &aws.Config{
			Region:      "eu-west-1",
			Credentials: credentials.NewStaticCredentialsProvider("AKID", "secret", ""),
		}
		a, err := s.Do(t.Context(), httpapi.Call{Method: "GET", Path: "/"})
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(string(a.Body), "AWS4-HMAC-SHA256 Credential=AKID/"), string(a.Body))
		assert.Contains(t, string(a.Body), "/eu-west-1/lambda/aws4_request")
		s.Signer.Credentials = aws.AnonymousCredentials{}
		_, err = s.Do(t.Context(), httpapi.Call{Method: "GET", Path: "/"})
		assert.ErrorContains(t, err, "sign the call")
	})
	t.Run("says what went wrong", func(t *testing.T) {
		t.Parallel()
		s := service(t, nil)
		_, err := s.Do(t.Context(), httpapi.Call{Method: "G T", Path: "/"})
		require.ErrorContains(t, err, "invalid method")
		s.Client = &http.Client{Transport: nowhere{}}
		_, err = s.Do(t.Context(), httpapi.Call{Method: "GET", Path: "/"})
		assert.ErrorContains(t, err, "call the service: ")
	})
}

// nowhere fails each request.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }
