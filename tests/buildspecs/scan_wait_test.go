package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

// unbegun is the answer about an image of which no scan is known.
func unbegun() faketools.Reply {
	return faketools.Reply{
		Tool:   "aws",
		Args:   "ecr describe-image-scan-findings ",
		Exit:   254,
		Stderr: "An error occurred (ScanNotFoundException) when calling the DescribeImageScanFindings operation\n",
	}
}

func times(n int, r faketools.Reply) faketools.Reply {
	r.Times = n
	return r
}

func TestTheScansResultIsWaitedFor(t *testing.T) {
	t.Parallel()
	o := build().with(times(2, unbegun()), times(3, of("PENDING")), times(1, of("ACTIVE")),
		times(1, scanned(`{"imageScanStatus": {"status": "ACTIVE"}, "imageScanFindings": {"findingSeverityCounts": {}}}`)),
	).run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Len(t, o.called("aws ecr describe-image-scan-findings"), 9, "no findings yet are not no findings")
	assert.Equal(t, "0 critical, 1 high, 2 medium, 3 low", o.Exported["SCAN_SUMMARY"])
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
	s := build().with(of("UNSUPPORTED_IMAGE"))
	o := s.run(t, buildspecs.Build())
	require.True(t, o.Succeeded(), o.log)
	assert.Equal(t, "not scanned: ECR does not support the image", o.Exported["SCAN_SUMMARY"])
	s.set("SCAN_UNSUPPORTED", "fail").run(t, buildspecs.Build()).
		failedWith(t, "build", "ECR cannot scan this image: use a base image that ECR scans, or set SCAN_UNSUPPORTED to warn"+
			forGood)
}

func TestAScanWithoutAResultFailsTheBuild(t *testing.T) {
	t.Parallel()
	inspector := denied("aws", "ecr describe-image-scan-findings ")
	inspector.Stderr = "An error occurred (AccessDeniedException): not authorized to perform: inspector2:ListFindings\n"
	cases := map[string]struct {
		answer faketools.Reply
		line   string
	}{
		"it failed": {of("FAILED"), "the scan failed: start it again: aws ecr start-image-scan, then retry the stage"},
		"it does not end": {of("IN_PROGRESS"),
			"the scan has no result after 4 looks (IN_PROGRESS): retry the stage; the image is kept"},
		"it goes on, and has no result yet": {of("ACTIVE"),
			"the scan has no result after 4 looks (ACTIVE): retry the stage; the image is kept"},
		"it is in a state that is new": {of("THINKING"),
			"the scan has no result after 4 looks (THINKING): retry the stage; the image is kept"},
		"it does not begin": {unbegun(), "the scan of the image did not begin in 4 looks: check that the registry's " +
			"scanning covers ecr-api-dev: enhanced scanning takes what its filters name"},
		"the image is too old for it": {of("SCAN_ELIGIBILITY_EXPIRED"),
			"the image is no longer scanned (SCAN_ELIGIBILITY_EXPIRED): build it anew: `make rebuild`" + forGood},
		"the image is archived": {of("IMAGE_ARCHIVED"),
			"the image is no longer scanned (IMAGE_ARCHIVED): build it anew: `make rebuild`" + forGood},
		"the findings are away": {of("FINDINGS_UNAVAILABLE"),
			"the scan has no result (FINDINGS_UNAVAILABLE): retry the stage later; the image is kept"},
		"a limit is reached": {of("LIMIT_EXCEEDED"),
			"the scan has no result (LIMIT_EXCEEDED): retry the stage later; the image is kept"},
		"it cannot be read": {denied("aws", "ecr describe-image-scan-findings "),
			"the scan's result cannot be read: check that the build role may ecr:DescribeImageScanFindings"},
		"Amazon Inspector may not be asked": {inspector, "the registry scans with Amazon Inspector, which the build may " +
			"not ask: set enhancedScanning to true in the delivery configuration and deploy the layer" + forGood},
		"the result is of another kind": {
			scanned(`{"imageScanStatus": {"status": "COMPLETE"}, "imageScanFindings": ` +
				`{"imageScanCompletedAt": "2026-01-01", "findings": "x"}}`),
			"the scan's result cannot be understood: read the lines above, and retry the stage"},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := build().set("SCAN_POLLS", "4").with(test.answer).run(t, buildspecs.Build())
			o.failedWith(t, "build", test.line)
		})
	}
}
