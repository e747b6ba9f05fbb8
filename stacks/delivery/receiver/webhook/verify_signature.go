package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// What GitHub shows beside a delivery whose signature is missing or does not fit.
const (
	noSignature  = "the call is not signed: give the webhook on GitHub the secret in Secrets Manager"
	oldSignature = "the call has a signature of the older kind alone (X-Hub-Signature): GitHub sends " +
		"X-Hub-Signature-256 beside it, which something on the way has removed"
	wrongSignature = "the signature does not fit: the webhook's secret on GitHub must be the one in Secrets Manager"
	spaceInSecret  = "the signature does not fit: the secret in Secrets Manager has a space or a line end around it " +
		"that GitHub's has not; put it again without"
	objectInSecret = "the signature does not fit: Secrets Manager holds a JSON object, and one of its values is " +
		"GitHub's secret; put that value alone"
)

// signatureFault says why a call does not count as GitHub's; "" if it does. If the
// signature does not fit, somebody may have changed the secret, so it is read again.
func (h *Handler) signatureFault(
	ctx context.Context, call events.APIGatewayV2HTTPRequest, body []byte,
) (string, error) {
	signature := header(call, "X-Hub-Signature-256")
	switch {
	case signature != "":
	case header(call, "X-Hub-Signature") != "":
		return oldSignature, nil
	default:
		return noSignature, nil
	}
	fits := func(secret string) bool { return verify(secret, body, signature) }
	secrets, err := h.secret.get(ctx)
	if err != nil || slices.ContainsFunc(secrets, fits) {
		return "", err
	}
	newer, changed, err := h.secret.reread(ctx)
	if err != nil || changed && slices.ContainsFunc(newer, fits) {
		return "", err
	}
	switch current := newer[0]; {
	case fits(strings.TrimSpace(current)):
		return spaceInSecret, nil
	case slices.ContainsFunc(valuesOf(current), fits):
		return objectInSecret, nil
	}
	return wrongSignature, nil
}

// valuesOf are the texts in a JSON object, as the console of Secrets Manager stores
// what is typed as key and value.
func valuesOf(secret string) []string {
	var object map[string]any
	if json.Unmarshal([]byte(secret), &object) != nil {
		return nil
	}
	var values []string
	for _, value := range object {
		if text, is := value.(string); is {
			values = append(values, text)
		}
	}
	return values
}

// verify compares in constant time: the time of an answer must not show how much
// of a guessed signature is right.
func verify(secret string, body []byte, signature string) bool {
	text, found := strings.CutPrefix(signature, "sha256=")
	if !found || secret == "" {
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
