package webhook

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"slipway/stacks/delivery/receiver/pushevent"
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
	if fault := h.foreign(detail); fault != "" {
		return reply(http.StatusUnprocessableEntity, fault).with(known...)
	}
	if h.repository != "" {
		detail.Repository.FullName = h.repository
	}
	id, err := h.bus.put(ctx, detail)
	if err != nil {
		return reply(http.StatusBadGateway, "the event did not reach the bus: redeliver it").because(err).with(known...)
	}
	return reply(http.StatusAccepted, "accepted").with(append(known, slog.String("eventId", id))...)
}

// foreign says why a push is one that the settings cannot mean; "" if they can. GitHub does
// not tell repositories apart that differ in case, but branches it does.
func (h *Handler) foreign(detail pushevent.Detail) string {
	if h.repository != "" && !strings.EqualFold(detail.Repository.FullName, h.repository) {
		return "nothing is built for this repository: the setting repository of slipway-delivery is " + h.repository +
			"; correct it if the repository was renamed, or remove this webhook"
	}
	branch, is := strings.CutPrefix(detail.Ref, "refs/heads/")
	if is && branch != h.branch && strings.EqualFold(branch, h.branch) {
		return "nothing is built for this branch: the setting branch of slipway-delivery is " + h.branch +
			", in other letters; correct it, or rename the branch"
	}
	return ""
}
