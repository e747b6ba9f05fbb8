// Package webhook answers GitHub's webhook calls: it checks that a call is
// GitHub's, and turns a push into one event on the project's bus.
//
// What lives here: the order of the checks, the signature, the secret's cache,
// the trimming of the payload. What must not: any decision about which push
// starts which pipeline. That is the rules' part, so that adding a service
// never changes this code.
//
// The checks run from the cheapest and least trusting on: method and size, then
// the signature over the raw body, and only then is anything of the body read.
// Never logged: the secret, a signature, a body, or anything that a caller
// without the secret wrote.
package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

const (
	// MaxBodyBytes bounds the raw body. A Lambda function takes 6 MB in one
	// synchronous call (Lambda quotas), the envelope of API Gateway included.
	MaxBodyBytes = 5 << 20
	// answerWithin bounds one call: GitHub gives up after ten seconds (GitHub
	// webhook documentation, best practices), and an answer it does not see is
	// shown there as a time-out and not as what went wrong.
	answerWithin = 8 * time.Second
)

// Handler answers one HTTP API call, payload format version 2.
type Handler struct {
	secret *secretCache
	bus    bus
	log    *slog.Logger
}

// Handle checks the call and puts a push on the bus. The error is always nil:
// every outcome has a status that GitHub shows beside the delivery.
func (h *Handler) Handle(ctx context.Context, call events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
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

// answer runs the checks in their order.
func (h *Handler) answer(ctx context.Context, call events.APIGatewayV2HTTPRequest) verdict {
	if call.RequestContext.HTTP.Method != http.MethodPost {
		return refuse(http.StatusMethodNotAllowed, "only POST is answered here")
	}
	body, refusal := rawBody(call)
	if refusal != nil {
		return *refusal
	}
	signed, err := h.signed(ctx, body, header(call, "X-Hub-Signature-256"))
	if err != nil {
		return refuse(http.StatusServiceUnavailable, "the webhook secret cannot be read: put one with the command that deployed this, then redeliver").
			because(err)
	}
	if !signed {
		return refuse(http.StatusUnauthorized, "the signature does not fit: the webhook's secret on GitHub must be the one in Secrets Manager")
	}
	return h.accept(ctx, call, body)
}

// accept handles a call that is known to be GitHub's.
func (h *Handler) accept(ctx context.Context, call events.APIGatewayV2HTTPRequest, body []byte) verdict {
	// The signature covers the body only: what headers say stays bounded.
	event := printable(header(call, "X-GitHub-Event"), maxShortText)
	delivery := printable(header(call, "X-GitHub-Delivery"), maxShortText)
	known := []slog.Attr{slog.String("event", event), slog.String("delivery", delivery)}
	switch event {
	case "":
		return refuse(http.StatusBadRequest, "the X-GitHub-Event header is missing").with(known...)
	case "ping":
		return reply(http.StatusOK, "pong").with(known...)
	case "push":
	default:
		return reply(http.StatusAccepted, "ignored: the event "+event+" is not push").with(known...)
	}
	if !isJSON(header(call, "Content-Type")) {
		return refuse(http.StatusUnsupportedMediaType, "set the webhook's content type to application/json").with(known...)
	}
	detail, err := readPush(body, delivery)
	if err != nil {
		return refuse(http.StatusBadRequest, err.Error()).with(known...)
	}
	known = append(known, slog.String("repository", detail.Repository.FullName), slog.String("ref", detail.Ref),
		slog.String("after", detail.After), slog.Int("paths", len(detail.Paths)), slog.Bool("pathsTruncated", detail.PathsTruncated))
	id, err := h.bus.put(ctx, detail)
	if err != nil {
		return refuse(http.StatusBadGateway, "the event did not reach the bus: redeliver it").because(err).with(known...)
	}
	return reply(http.StatusAccepted, "accepted").with(append(known, slog.String("eventId", id))...)
}
