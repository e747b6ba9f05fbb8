package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// signed reports whether GitHub made the signature over the body with the
// secret. When it does not fit, the secret may have been changed since it was
// read: then it is read once more.
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

// verify compares in constant time, so that the time an answer takes tells
// nothing about how much of a guess was right.
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
