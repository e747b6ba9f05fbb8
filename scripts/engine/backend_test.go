package engine

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestABackendsWarningsComeLineByLine(t *testing.T) {
	t.Parallel()
	var lines []string
	w := &lineWriter{emit: func(line string) { lines = append(lines, line) }}
	for _, part := range []string{"war", "ning: one\nwarning", ": two\n\n", "unfinished"} {
		n, err := w.Write([]byte(part))
		require.NoError(t, err)
		assert.Equal(t, len(part), n)
	}
	assert.Equal(t, []string{"warning: one", "warning: two", ""}, lines)
}

func TestAnAddressIsShownWithoutItsSecrets(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"s3://bucket/state?awssdk=v2&profile=x": "s3://bucket/state",
		"https://token@api.example.com":         "https://redacted@api.example.com",
		"https://user:pass@host/p":              "https://redacted@host/p",
		"awskms://alias/a?region=eu-west-1":     "awskms://alias/a",
		"file:///a/b":                           "file:///a/b",
		"file:///feature%252Fx/100%25":          "file:///feature%2Fx/100%",
		"file://%zz":                            "an address that cannot be parsed",
	} {
		assert.Equal(t, want, Redact(address), address)
	}
}
