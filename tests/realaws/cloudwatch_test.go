package realaws_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
)

// fire makes the service's release alarm fire.
func (d *deployed) fire(t *testing.T, service string) {
	t.Helper()
	d.cloudwatch(t, url.Values{
		"Action":      {"SetAlarmState"},
		"AlarmName":   {"alarm-release-" + service + "-" + d.env},
		"StateValue":  {"ALARM"},
		"StateReason": {"set by hand"},
	})
}

// countNotRestored reads the metric that the alarm is on.
func (d *deployed) countNotRestored(t *testing.T, service string) float64 {
	t.Helper()
	var found struct {
		Sums []float64 `xml:"GetMetricStatisticsResult>Datapoints>member>Sum"`
	}
	require.NoError(t, xml.Unmarshal(d.cloudwatch(t, url.Values{
		"Action":                    {"GetMetricStatistics"},
		"Namespace":                 {contract.MetricNamespace},
		"MetricName":                {contract.NotRestoredMetric},
		"Dimensions.member.1.Name":  {"Service"},
		"Dimensions.member.1.Value": {service},
		"Dimensions.member.2.Name":  {"Environment"},
		"Dimensions.member.2.Value": {d.env},
		"StartTime":                 {time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)},
		"EndTime":                   {time.Now().Add(time.Hour).UTC().Format(time.RFC3339)},
		"Period":                    {"7200"},
		"Statistics.member.1":       {"Sum"},
	}), &found))
	sum := 0.0
	for _, one := range found.Sums {
		sum += one
	}
	return sum
}

// cloudwatch calls CloudWatch in its query protocol, because the emulator does not
// understand the one of the SDK.
func (d *deployed) cloudwatch(t *testing.T, request url.Values) []byte {
	t.Helper()
	request.Set("Version", "2010-08-01")
	body := request.Encode()
	call, err := http.NewRequestWithContext(t.Context(), http.MethodPost, os.Getenv("AWS_ENDPOINT_URL"),
		strings.NewReader(body))
	require.NoError(t, err)
	call.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	credentials, err := d.c.Credentials.Retrieve(t.Context())
	require.NoError(t, err)
	hash := sha256.Sum256([]byte(body))
	require.NoError(t, v4.NewSigner().SignHTTP(t.Context(), credentials, call, hex.EncodeToString(hash[:]), "monitoring",
		d.c.Region, time.Now()))
	answer, err := http.DefaultClient.Do(call)
	require.NoError(t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode, "%s", text)
	return text
}
