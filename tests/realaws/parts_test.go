package realaws_test

import (
	"net"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// parts skips where a part of the suite is missing, and says which one.
func parts(t *testing.T) {
	t.Helper()
	endpoint := os.Getenv("AWS_ENDPOINT_URL")
	if endpoint == "" {
		t.Skip("no AWS endpoint on this machine: set AWS_ENDPOINT_URL to an emulator's address")
	}
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatalf("AWS_ENDPOINT_URL is %q: %v", endpoint, err)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		t.Fatalf("AWS_ENDPOINT_URL is %q: only an emulator on this machine is tested, everything in it is deleted", endpoint)
	}
	if strings.Contains(os.Getenv("PULUMI_DEBUG_PROVIDERS"), "aws:") {
		return
	}
	if _, err := exec.LookPath("pulumi-resource-aws"); err != nil {
		t.Skip("no provider for package aws: start one and set PULUMI_DEBUG_PROVIDERS=aws:PORT, " +
			"or put pulumi-resource-aws on PATH")
	}
}
