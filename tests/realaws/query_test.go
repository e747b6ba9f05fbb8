package realaws_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/requests"
)

// anyAccount is the header by which the emulator knows the account of a call.
const anyAccount = "x-moto-account-id"

// query makes a call in AWS's query protocol.
func query(t *testing.T, c aws.Config, service string, request url.Values, headers map[string]string) []byte {
	t.Helper()
	body := request.Encode()
	call, err := http.NewRequestWithContext(t.Context(), http.MethodPost, os.Getenv("AWS_ENDPOINT_URL"),
		strings.NewReader(body))
	require.NoError(t, err)
	call.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	call.Header.Set("User-Agent", "app/"+requests.TestsApp)
	for name, value := range headers {
		call.Header.Set(name, value)
	}
	credentials, err := c.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	hash := sha256.Sum256([]byte(body))
	require.NoError(t, v4.NewSigner().SignHTTP(t.Context(), credentials, call, hex.EncodeToString(hash[:]), service,
		c.Region, time.Now()))
	answer, err := http.DefaultClient.Do(call)
	require.NoError(t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode, "%s", text)
	return text
}
