package buildspecs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// scanned is ECR's answer about a scan.
func scanned(answer string) faketools.Reply {
	return faketools.Reply{
		Tool:   "aws",
		Args:   "ecr describe-image-scan-findings ",
		Stdout: answer + "\n",
	}
}

// of is the answer of a scan in a state, without a result.
func of(status string) faketools.Reply {
	return scanned(`{"imageScanStatus": {"status": "` + status + `"}}`)
}

// inspected is the answer of an enhanced scan: each finding is id, severity, fix and status.
func inspected(findings ...[4]string) faketools.Reply {
	all, counts := []map[string]any{}, map[string]int{}
	for _, f := range findings {
		counts[f[1]]++
		all = append(all, map[string]any{
			"severity": f[1], "fixAvailable": f[2], "status": f[3],
			"packageVulnerabilityDetails": map[string]any{
				"vulnerabilityId": f[0],
				"vulnerablePackages": []map[string]string{
					{"name": "openssl", "version": "1.0", "fixedInVersion": "1.1"}, {"name": "libssl", "version": "1.0"},
				},
			},
		})
	}
	text, err := json.Marshal(map[string]any{
		"imageScanStatus": map[string]string{"status": "ACTIVE"},
		"imageScanFindings": map[string]any{
			"imageScanCompletedAt": "2026-01-01T00:00:00+00:00", "enhancedFindings": all, "findingSeverityCounts": counts,
		},
	})
	if err != nil {
		panic(err)
	}
	return scanned(string(text))
}

// found ends the line of a build that a scan stopped.
const found = ": update the packages above or the base image (`make rebuild` if only that is new), or name a finding " +
	"in scanIgnore, with a reason and a date of end" + forGood

func TestTheScanGatesFromTheSeverityThatIsConfigured(t *testing.T) { // R4
	t.Parallel()
	cases := map[string]struct {
		severity string
		found    string
		fails    string
	}{
		"a critical finding fails by default":   {"", "CRITICAL", "1 critical, 0 high, 0 medium, 0 low"},
		"a high one passes by default":          {"", "HIGH MEDIUM LOW", ""},
		"a high one fails from HIGH on":         {"HIGH", "HIGH", "0 critical, 1 high, 0 medium, 0 low"},
		"a critical one fails from HIGH on":     {"HIGH", "CRITICAL", "1 critical, 0 high, 0 medium, 0 low"},
		"a medium one passes from HIGH on":      {"HIGH", "MEDIUM MEDIUM", ""},
		"a medium one fails from MEDIUM on":     {"MEDIUM", "MEDIUM", "0 critical, 0 high, 1 medium, 0 low"},
		"a low one passes from MEDIUM on":       {"MEDIUM", "LOW", ""},
		"a low one fails from LOW on":           {"LOW", "LOW LOW", "0 critical, 0 high, 0 medium, 2 low"},
		"one that is less than low is nothing":  {"LOW", "INFORMATIONAL UNDEFINED UNTRIAGED", ""},
		"no finding passes from LOW on":         {"LOW", "", ""},
		"what is less than the severity counts": {"CRITICAL", "CRITICAL LOW", "1 critical, 0 high, 0 medium, 1 low"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := build().with(scanned(faketools.ScanResult("COMPLETE", strings.Fields(test.found)...)))
			if test.severity != "" {
				s = s.set("SCAN_FAIL_SEVERITY", test.severity)
			}
			o := s.run(t, buildspecs.Build())
			assert.Equal(t, test.fails == "", o.Succeeded(), o.log)
			if test.fails != "" {
				o.failedWith(t, "build", "the scan found "+test.fails+found)
				assert.Contains(t, o.log, " CVE-2026-0001 1.0 openssl\n")
				assert.Empty(t, o.called("aws dynamodb"))
			}
		})
	}
}

func TestAFindingWithoutAFixStopsNothingUnlessToldOtherwise(t *testing.T) { // R4
	t.Parallel()
	s := build().with(inspected(
		[4]string{"CVE-1", "CRITICAL", "NO", "ACTIVE"}, [4]string{"CVE-2", "HIGH", "YES", "ACTIVE"},
		[4]string{"CVE-3", "CRITICAL", "YES", "SUPPRESSED"}, [4]string{"CVE-4", "CRITICAL", "YES", "CLOSED"},
	))
	o := s.run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "0 critical, 1 high, 0 medium, 0 low, 1 unfixable", o.Exported["SCAN_SUMMARY"])
	o = s.set("SCAN_UNFIXED", "stop").run(t, buildspecs.Build())
	o.failedWith(t, "build", "the scan found 1 critical, 1 high, 0 medium, 0 low"+found)
	o = s.set("SCAN_FAIL_SEVERITY", "HIGH").run(t, buildspecs.Build())
	o.failedWith(t, "build", "the scan found 0 critical, 1 high, 0 medium, 0 low, 1 unfixable"+found)
	assert.Contains(t, o.log, "slipway: scan: HIGH CVE-2 openssl 1.0 (fixed in 1.1), libssl 1.0\n")
	o = build().with(inspected([4]string{"CVE-1", "CRITICAL", "PARTIAL", "ACTIVE"})).run(t, buildspecs.Build())
	o.failedWith(t, "build", "the scan found 1 critical, 0 high, 0 medium, 0 low"+found)
}

func TestAFindingIsIgnoredUntilItsDate(t *testing.T) { // R4
	t.Parallel()
	ignoring := func(until string) stage {
		return build().with(inspected([4]string{"CVE-1", "CRITICAL", "YES", "ACTIVE"})).
			set("SCAN_IGNORE", `{"CVE-1": {"until": "`+until+`", "reason": "not reachable $(id)\u001b"}, `+
				`"CVE-9": {"until": "9999-12-31", "reason": "not found"}}`)
	}
	o := ignoring("9999-12-31").run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "0 critical, 0 high, 0 medium, 0 low, 1 ignored", o.Exported["SCAN_SUMMARY"])
	assert.Contains(t, o.log, "slipway: scan: CVE-1 is ignored until 9999-12-31: not reachable $(id)?\n")
	assert.NotContains(t, o.log, "CVE-9")
	o = ignoring("2026-01-01").run(t, buildspecs.Build())
	o.failedWith(t, "build", "the scan found 1 critical, 0 high, 0 medium, 0 low"+found)
	assert.Contains(t, o.log, "slipway: scan: CVE-1 is no longer ignored since 2026-01-01: not reachable $(id)?\n")
}

func TestAResultIsReadToItsEnd(t *testing.T) { // R4
	t.Parallel()
	counted := func(more string) string {
		return strings.Replace(faketools.ScanResult("COMPLETE", "LOW"), `"LOW":1`, `"LOW":1`+more, 1)
	}
	t.Run("page by page", func(t *testing.T) {
		t.Parallel()
		first := scanned(`{"nextToken": "t o", ` + faketools.ScanResult("COMPLETE", "LOW")[1:])
		first.Times = 1
		o := build().with(first, scanned(faketools.ScanResult("COMPLETE", "CRITICAL"))).run(t, buildspecs.Build())
		o.failedWith(t, "build", "the scan found 1 critical, 0 high, 0 medium, 1 low"+found)
		calls := o.called("aws ecr describe-image-scan-findings")
		assert.Equal(t, []string{"aws ecr describe-image-scan-findings --repository-name ecr-api-dev " +
			"--image-id imageDigest=" + digest + " --max-results 1000 --output json --no-paginate"}, calls[:1])
		assert.Contains(t, calls[1], " --max-results 1000 --next-token t o --output json")
	})
	t.Run("a finding that is counted and not listed is one", func(t *testing.T) {
		t.Parallel()
		o := build().with(scanned(counted(`,"CRITICAL":2`))).run(t, buildspecs.Build())
		o.failedWith(t, "build", "the scan found 2 critical, 0 high, 0 medium, 1 low"+found)
		assert.Contains(t, o.log, "slipway: scan: 2 CRITICAL that ECR counts and does not list\n")
	})
	t.Run("of many findings the first are shown", func(t *testing.T) {
		t.Parallel()
		o := build().with(scanned(faketools.ScanResult("COMPLETE", strings.Fields(strings.Repeat("CRITICAL ", 23))...))).
			run(t, buildspecs.Build())
		o.failedWith(t, "build", "the scan found 23 critical, 0 high, 0 medium, 0 low"+found)
		assert.Contains(t, o.log, "CVE-2026-0020")
		assert.NotContains(t, o.log, "CVE-2026-0021")
		assert.Contains(t, o.log, "slipway: scan: and 3 more\n")
	})
}
