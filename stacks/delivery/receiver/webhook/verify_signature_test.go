package webhook_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// GitHub's published test vector (GitHub documentation, "Validating webhook
// deliveries"). The text is not a push payload, so the call is sent as a ping.
const (
	vectorBody      = "Hello, World!"
	vectorSignature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
)

func TestGitHubsPublishedSignatureIsAccepted(t *testing.T) {
	t.Parallel()
	b := newBench()
	c := call("ping", vectorBody)
	c.Headers["x-hub-signature-256"] = vectorSignature
	status, message := b.send(t, c)
	assert.Equal(t, 200, status)
	assert.Equal(t, "pong", message)
}

func TestAnythingButTheWholeSignatureIsRefused(t *testing.T) {
	t.Parallel()
	signatures := map[string]string{
		"empty":                "",
		"only the scheme":      "sha256=",
		"truncated by a digit": vectorSignature[:len(vectorSignature)-1],
		"truncated by a byte":  vectorSignature[:len(vectorSignature)-2],
		"one digit changed":    vectorSignature[:len(vectorSignature)-1] + "8",
		"one byte too long":    vectorSignature + "00",
		"no scheme":            strings.TrimPrefix(vectorSignature, "sha256="),
		"the older scheme":     "sha1=" + strings.TrimPrefix(vectorSignature, "sha256="),
		"not hexadecimal":      "sha256=" + strings.Repeat("z", 64),
		"a space before":       " " + vectorSignature,
		"of another body":      sign(secret, "Hello, World"),
		"of an empty secret":   sign("", vectorBody),
	}
	for name, signature := range signatures {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench()
			c := call("push", vectorBody)
			c.Headers["x-hub-signature-256"] = signature
			status, _ := b.send(t, c)
			assert.Equal(t, 401, status)
			assert.Empty(t, b.entries)
		})
	}
}
