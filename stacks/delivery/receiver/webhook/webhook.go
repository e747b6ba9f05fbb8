// Package webhook answers GitHub's webhook calls: it checks that a call comes from
// GitHub, and puts one event on the project's bus for a push.
//
// It holds the order of the checks, the signature, the cache of the secret and the
// trimming of the payload. It must not decide which push starts which pipeline: the
// rules on the bus do, so that a new service does not change this code.
//
// The cheap checks come first: method and size, then the signature over the raw
// body. The body is read only after that. The log never has the secret, a
// signature, a body, or anything that a caller without the secret wrote.
package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

const (
	// MaxBodyBytes limits the raw body. A synchronous call of a Lambda function has
	// at most 6 MB (Lambda quotas), which includes the envelope of API Gateway.
	MaxBodyBytes = 5 << 20
	// answerWithin limits one call. GitHub waits ten seconds (GitHub webhook
	// documentation, best practices); after that it shows a time-out instead of the
	// error.
	answerWithin = 8 * time.Second
)

// noSecret is what GitHub shows beside a delivery if there is no secret yet.
const noSecret = "the webhook secret cannot be read: put one with the command that deployed this, then redeliver"

// Handler answers one HTTP API call, payload format version 2.
type Handler struct {
	secret     *secretCache
	bus        bus
	repository string // owner/name that pushes are expected of; "" for any
	branch     string // the one that is delivered; "" for any
	log        *slog.Logger
}

// Handle checks the call and puts a push on the bus. The error is always nil:
// every outcome has a status that GitHub shows beside the delivery.
func (h *Handler) Handle(
	ctx context.Context, call events.APIGatewayV2HTTPRequest,
) (events.APIGatewayV2HTTPResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	verdict := h.answer(ctx, call)
	level := slog.LevelInfo
	switch {
	case verdict.status >= http.StatusInternalServerError:
		level = slog.LevelError
	case verdict.status >= http.StatusBadRequest:
		level = slog.LevelWarn
	}
	attributes := append([]slog.Attr{
		slog.Int("status", verdict.status),
		slog.String("outcome", verdict.message),
		slog.String("requestId", call.RequestContext.RequestID),
	}, verdict.attributes...)
	h.log.LogAttrs(ctx, level, "webhook", attributes...)
	return verdict.response(), nil
}

// answer makes the checks that need nothing of the body's contents.
func (h *Handler) answer(ctx context.Context, call events.APIGatewayV2HTTPRequest) verdict {
	if call.RequestContext.HTTP.Method != http.MethodPost {
		return reply(http.StatusMethodNotAllowed, "only POST is answered here")
	}
	body, rejected := rawBody(call)
	if rejected != nil {
		return *rejected
	}
	fault, err := h.signatureFault(ctx, call, body)
	if err != nil {
		return reply(http.StatusServiceUnavailable, noSecret).because(err)
	}
	if fault != "" {
		return reply(http.StatusUnauthorized, fault)
	}
	return h.accept(ctx, call, body)
}
