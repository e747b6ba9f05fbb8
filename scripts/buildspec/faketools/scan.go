package faketools

import (
	"encoding/json"
	"fmt"
)

// ScanResult is what ECR answers about an image in which basic scanning found something of
// each of the severities (Amazon ECR API, DescribeImageScanFindings).
func ScanResult(status string, severities ...string) string {
	findings, counts := []map[string]any{}, map[string]int{}
	for i, severity := range severities {
		counts[severity]++
		findings = append(findings, map[string]any{
			"name":     fmt.Sprintf("CVE-2026-%04d", i+1),
			"severity": severity,
			"attributes": []map[string]string{
				{"key": "package_version", "value": "1.0"},
				{"key": "package_name", "value": "openssl"},
			},
		})
	}
	text, _ := json.Marshal(map[string]any{ // nothing here cannot be encoded
		"imageScanStatus": map[string]string{"status": status},
		"imageScanFindings": map[string]any{
			"imageScanCompletedAt":  "2026-01-01T00:00:00+00:00",
			"findings":              findings,
			"findingSeverityCounts": counts,
		},
	})
	return string(text)
}
