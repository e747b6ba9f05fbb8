package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// accept handles a call that GitHub signed.
func (h *Handler) accept(ctx context.Context, call events.APIGatewayV2HTTPRequest, body []byte) verdict {
	// The signature covers the body only, so headers are cut before they are logged.
	event := printable(header(call, "X-GitHub-Event"), maxShortText)
	delivery := printable(header(call, "X-GitHub-Delivery"), maxShortText)
	known := []slog.Attr{slog.String("event", event), slog.String("delivery", delivery)}
	switch event {
	case "":
		return reply(http.StatusBadRequest, "the X-GitHub-Event header is missing").with(known...)
	case "ping", "push":
	default:
		return reply(http.StatusAccepted, "ignored: the event "+event+" is not push").with(known...)
	}
	// A ping too: it is what GitHub shows when the webhook is made.
	if !isJSON(header(call, "Content-Type")) {
		return reply(http.StatusUnsupportedMediaType, "set the webhook's content type to application/json").with(known...)
	}
	if event == "ping" {
		return reply(http.StatusOK, "pong").with(known...)
	}
	detail, err := readPush(body, delivery)
	if err != nil {
		return reply(http.StatusBadRequest, err.Error()).with(known...)
	}
	known = append(known,
		slog.String("repository", detail.Repository.FullName),
		slog.String("ref", detail.Ref),
		slog.String("after", detail.After),
		slog.Int("paths", len(detail.Paths)),
		slog.Bool("pathsTruncated", detail.PathsTruncated))
	if h.repository != "" {
		// GitHub does not tell names that differ in case apart.
		if !strings.EqualFold(detail.Repository.FullName, h.repository) {
			return reply(http.StatusUnprocessableEntity, "nothing is built for this repository: the setting repository of "+
				"slipway-delivery is "+h.repository+"; correct it if the repository was renamed, or remove this webhook").
				with(known...)
		}
		detail.Repository.FullName = h.repository
	}
	id, err := h.bus.put(ctx, detail)
	if err != nil {
		return reply(http.StatusBadGateway, "the event did not reach the bus: redeliver it").because(err).with(known...)
	}
	return reply(http.StatusAccepted, "accepted").with(append(known, slog.String("eventId", id))...)
}
