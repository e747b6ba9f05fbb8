package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// signed reports whether the signature was made over the body with the secret. If
// it does not fit, somebody may have changed the secret, so signed reads it again.
func (h *Handler) signed(ctx context.Context, body []byte, signature string) (bool, error) {
	secret, err := h.secret.get(ctx)
	if err != nil {
		return false, err
	}
	if verify(secret, body, signature) {
		return true, nil
	}
	newer, changed, err := h.secret.reread(ctx)
	if err != nil {
		return false, err
	}
	return changed && verify(newer, body, signature), nil
}

// verify compares in constant time: the time of an answer must not show how much
// of a guessed signature is right.
func verify(secret string, body []byte, signature string) bool {
	text, found := strings.CutPrefix(signature, "sha256=")
	if !found {
		return false
	}
	claimed, err := hex.DecodeString(text)
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal(claimed, mac.Sum(nil))
}
