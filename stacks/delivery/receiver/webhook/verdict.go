package webhook

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/aws/aws-lambda-go/events"
)

// verdict is the outcome of a call: the answer for GitHub and the line for the log.
type verdict struct {
	status     int
	message    string
	attributes []slog.Attr
}

func reply(status int, message string) verdict { return verdict{status: status, message: message} }

// because adds the cause for the log; the caller never sees it.
func (v verdict) because(err error) verdict { return v.with(slog.String("error", err.Error())) }

func (v verdict) with(attributes ...slog.Attr) verdict {
	v.attributes = append(v.attributes, attributes...)
	return v
}

func (v verdict) response() events.APIGatewayV2HTTPResponse {
	// A map of strings always marshals.
	body, _ := json.Marshal(map[string]string{"message": v.message})
	headers := map[string]string{"Content-Type": "application/json"}
	if v.status == http.StatusMethodNotAllowed {
		headers["Allow"] = http.MethodPost
	}
	return events.APIGatewayV2HTTPResponse{
		StatusCode: v.status,
		Headers:    headers,
		Body:       string(body),
	}
}
