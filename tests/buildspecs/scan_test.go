package buildspecs_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// scanned is the scan's state: status, critical, high, medium, low.
func scanned(fields ...string) faketools.Reply {
	return faketools.Reply{
		Tool:   "aws",
		Args:   "ecr describe-image-scan-findings ",
		Stdout: strings.Join(fields, "\t") + "\n",
	}
}

const found = "; update the base image and packages: aws ecr describe-image-scan-findings --repository-name " +
	"ecr-api-dev --image-id imageDigest=" + digest

func TestTheScanGatesFromTheSeverityThatIsConfigured(t *testing.T) { // R4
	t.Parallel()
	cases := map[string]struct {
		severity string
		counts   []string
		passes   bool
	}{
		"a critical finding fails by default":    {"", []string{"1", "None", "None", "None"}, false},
		"a high one passes by default":           {"", []string{"None", "9", "9", "9"}, true},
		"a high one fails from HIGH on":          {"HIGH", []string{"None", "1", "None", "None"}, false},
		"a critical one fails from HIGH on":      {"HIGH", []string{"1", "None", "None", "None"}, false},
		"a medium one passes from HIGH on":       {"HIGH", []string{"None", "None", "4", "None"}, true},
		"a medium one fails from MEDIUM on":      {"MEDIUM", []string{"None", "None", "1", "None"}, false},
		"a low one passes from MEDIUM on":        {"MEDIUM", []string{"None", "None", "None", "7"}, true},
		"a low one fails from LOW on":            {"LOW", []string{"None", "None", "None", "1"}, false},
		"no finding passes from LOW on":          {"LOW", []string{"None", "None", "None", "None"}, true},
		"an enhanced scan's result counts alike": {"HIGH", []string{"None", "2", "None", "None"}, false},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status := "COMPLETE"
			if strings.Contains(name, "enhanced") {
				status = "ACTIVE"
			}
			s := build().with(scanned(append([]string{status}, test.counts...)...))
			if test.severity != "" {
				s = s.set("SCAN_FAIL_SEVERITY", test.severity)
			}
			o := s.run(t, buildspecs.Build())
			assert.Equal(t, test.passes, o.Succeeded(), o.log)
			if !test.passes {
				summary := strings.NewReplacer("None",
					"0").
					Replace(test.counts[0] + " critical, " + test.counts[1] + " high, " + test.counts[2] + " medium, " +
						test.counts[3] + " low")
				o.failedWith(t, "build", "the scan found "+summary+strings.Replace(found, ";", ":", 1)+forGood)
				assert.Empty(t, o.called("aws dynamodb"))
			}
		})
	}
}

func TestTheScansResultIsWaitedFor(t *testing.T) {
	t.Parallel()
	o := build().with(
		faketools.Reply{
			Tool:   "aws",
			Args:   "ecr describe-image-scan-findings ",
			Exit:   254,
			Times:  2,
			Stderr: "An error occurred (ScanNotFoundException) when calling the DescribeImageScanFindings operation\n",
		},
		faketools.Reply{
			Tool:   "aws",
			Args:   "ecr describe-image-scan-findings ",
			Stdout: "PENDING\tNone\tNone\tNone\tNone\n",
			Times:  3,
		},
	).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Len(t, o.called("aws ecr describe-image-scan-findings"), 7)
	assert.Equal(t,
		[]string{"aws ecr describe-image-scan-findings --repository-name ecr-api-dev --image-id imageDigest=" + digest +
			" --query [imageScanStatus.status,imageScanFindings.findingSeverityCounts.CRITICAL," +
			"imageScanFindings.findingSeverityCounts.HIGH," +
			"imageScanFindings.findingSeverityCounts.MEDIUM,imageScanFindings.findingSeverityCounts.LOW] --output text " +
			"--no-paginate"},
		o.called("aws ecr describe-image-scan-findings")[:1])
}

func TestAScanThatIsNotGatedIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	o := build().set("SCAN_FAIL_SEVERITY", "NONE").run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Empty(t, o.called("aws ecr describe-image-scan-findings"))
	assert.Equal(t, "not gated", o.Exported["SCAN_SUMMARY"])
}

func TestAnImageThatECRCannotScanPassesWithAWordUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	s := build().with(scanned("UNSUPPORTED_IMAGE", "None", "None", "None", "None"))
	o := s.run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "not scanned: ECR does not support the image", o.Exported["SCAN_SUMMARY"])
	s.set("SCAN_UNSUPPORTED", "fail").run(t, buildspecs.Build()).
		failedWith(t, "build", "ECR cannot scan this image: use a base image that ECR scans, or set SCAN_UNSUPPORTED to warn"+
			forGood)
}

func TestAScanWithoutAResultFailsTheBuild(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		answer faketools.Reply
		line   string
	}{
		"it failed": {scanned("FAILED", "None", "None", "None", "None"),
			"the scan failed: start it again: aws ecr start-image-scan, then retry the stage"},
		"it does not end": {scanned("IN_PROGRESS", "None", "None", "None", "None"),
			"the scan has no result after 4 looks (IN_PROGRESS): retry the stage; the image is kept"},
		"it cannot be read": {denied("aws", "ecr describe-image-scan-findings "),
			"the scan's result cannot be read: check that the build role may ecr:DescribeImageScanFindings"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := build().set("SCAN_POLLS", "4").with(test.answer).run(t, buildspecs.Build())
			o.failedWith(t, "build", test.line)
		})
	}
}
