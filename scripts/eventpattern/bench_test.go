package eventpattern_test

import (
	"testing"

	"slipway/scripts/eventpattern"
)

func BenchmarkMatch(b *testing.B) {
	pattern, err := eventpattern.Parse([]byte(
		`{"source": ["github.com"], "detail": {"ref": [{"prefix": "refs/heads/"}],
			"paths": [{"wildcard": "services/*/src/*"}]}}`))
	if err != nil {
		b.Fatal(err)
	}
	event := []byte(`{"source": "github.com", "detail": {"ref": "refs/heads/main",
		"paths": ["README.md", "services/api/src/main.go"]}}`)
	for b.Loop() {
		if matches, err := pattern.Match(event); err != nil || !matches {
			b.Fatal(matches, err)
		}
	}
}
