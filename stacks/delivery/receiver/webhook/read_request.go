package webhook

import (
	"encoding/base64"
	"mime"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// rawBody is the body as GitHub sent and signed it. API Gateway encodes a body in
// base64 if it takes the body for binary.
func rawBody(call events.APIGatewayV2HTTPRequest) ([]byte, *verdict) {
	tooLarge := reply(http.StatusRequestEntityTooLarge, "the body is larger than 5 MiB, which no function is "+
		"given; start the pipelines of what changed with `make start`")
	if !call.IsBase64Encoded {
		if len(call.Body) > MaxBodyBytes {
			return nil, &tooLarge
		}
		return []byte(call.Body), nil
	}
	if len(call.Body) > base64.StdEncoding.EncodedLen(MaxBodyBytes) {
		return nil, &tooLarge
	}
	body, err := base64.StdEncoding.DecodeString(call.Body)
	if err != nil {
		malformed := reply(http.StatusBadRequest, "the body is not valid base64")
		return nil, &malformed
	}
	return body, nil
}

// header finds a header in any case. API Gateway passes names in lower case; a test
// call from the console has the case that a person typed.
func header(call events.APIGatewayV2HTTPRequest, name string) string {
	if value, found := call.Headers[strings.ToLower(name)]; found {
		return value
	}
	for key, value := range call.Headers {
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

func isJSON(contentType string) bool {
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && mediaType == "application/json"
}
