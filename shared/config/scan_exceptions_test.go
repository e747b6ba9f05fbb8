package config_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestScanSettings(t *testing.T) {
	t.Parallel()
	t.Run("R4 by default no finding is ignored but those without a fix", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{}, `["api"]`)
		require.NoError(t, err)
		assert.Equal(t, all, each["api"])
		assert.Equal(t, "pass", all.ScanUnfixed)
		assert.Nil(t, all.ScanIgnore)
		assert.False(t, all.EnhancedScanning)
	})
	t.Run("R14 a service ignores what all ignore, and more", func(t *testing.T) {
		t.Parallel()
		all, each, err := perService("delivery", values{
			"scanIgnore":       `{"CVE-1": {"reason": "not called", "until": "2027-01-31"}}`,
			"enhancedScanning": "true",
		}, `{"cart": {}, "api": {"scanUnfixed": "stop", "enhancedScanning": false, "scanIgnore": {
			"CVE-1": {"reason": "called, harmless", "until": "2026-12-31"},
			"GHSA-2": {"reason": "only in tests", "until": "2028-02-29"}}}}`)
		require.NoError(t, err)
		one := map[string]config.ScanException{"CVE-1": {Reason: "not called", Until: "2027-01-31"}}
		assert.Equal(t, one, all.ScanIgnore)
		assert.Equal(t, one, each["cart"].ScanIgnore, "the other service's are its own")
		assert.Equal(t, map[string]config.ScanException{
			"CVE-1":  {Reason: "called, harmless", Until: "2026-12-31"},
			"GHSA-2": {Reason: "only in tests", Until: "2028-02-29"},
		}, each["api"].ScanIgnore)
		assert.True(t, each["cart"].EnhancedScanning)
		assert.Equal(t, "stop", each["api"].ScanUnfixed)
		assert.False(t, each["api"].EnhancedScanning)
	})
	many := make([]string, 40)
	for i := range many {
		many[i] = `"CVE-` + strconv.Itoa(1000+i) + `": {"reason": "` + strings.Repeat("x", 60) + `", "until": "2027-01-31"}`
	}
	const key = "slipway-delivery:scanIgnore"
	const day = ": until is the last day on which the finding is ignored, such as 2027-01-31"
	const why = ": the reason says why the finding does no harm here, in 1 to 200 characters of ASCII"
	for name, c := range map[string]struct{ ignore, fault string }{
		"what is no object": {`["CVE-1"]`, key + ` is "[\"CVE-1\"]": an object such as ` +
			`{"CVE-2026-1234": {"reason": "the code is not called", "until": "2027-01-31"}}`},
		"an id that is none": {`{"a b": {"reason": "x", "until": "2027-01-31"}}`,
			key + ` is "a b": the id of a finding, such as CVE-2026-1234: 3 to 64 letters, digits, dots, colons and hyphens`},
		"no reason":      {`{"CVE-1": {"until": "2027-01-31"}}`, key + ` is "CVE-1"` + why},
		"an empty one":   {`{"CVE-1": {"reason": "", "until": "2027-01-31"}}`, key + ` is "CVE-1"` + why},
		"no day":         {`{"CVE-1": {"reason": "x"}}`, key + ` is "CVE-1"` + day},
		"a day that was": {`{"CVE-1": {"reason": "x", "until": "2027-02-29"}}`, key + ` is "CVE-1"` + day},
		"a time":         {`{"CVE-1": {"reason": "x", "until": "2027-01-31T00:00:00Z"}}`, key + ` is "CVE-1"` + day},
		"something more": {`{"CVE-1": {"reason": "x", "until": "2027-01-31", "by": "me"}}`,
			key + ` is "CVE-1": an exception has reason and until, and nothing else`},
		"too many": {`{` + strings.Join(many, ", ") + `}`, key + ` is "{\"CVE-1000\":{\"reason\":\"xxxxxxxxxxxxxxxxx…": ` +
			`exceptions of 1500 characters as JSON at most; take out those that have ended`},
	} {
		t.Run("R17 refuse "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := perService("delivery", values{"scanIgnore": c.ignore}, `["api"]`)
			assert.EqualError(t, err, c.fault)
		})
	}
}
