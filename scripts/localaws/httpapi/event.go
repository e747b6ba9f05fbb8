package httpapi

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"slipway/scripts/localaws/account"
)

// route is the route that a call takes: one of its own path, then the longest that begins
// as the path does, then the one for all (API Gateway developer guide,
// http-api-develop-routes).
func (g *Gateway) route(c Call) (account.Route, bool) {
	best, weight := account.Route{}, -1
	for _, r := range g.API.Routes {
		method, path, _ := strings.Cut(r.RouteKey, " ")
		fits := 0
		prefix, greedy := strings.CutSuffix(path, "{proxy+}")
		switch {
		case r.RouteKey == "$default":
		case method != c.Method && method != "ANY":
			continue
		case path == c.Path:
			fits = 1 << 20
		case greedy && strings.HasPrefix(c.Path, prefix) && c.Path != prefix:
			fits = 2 * len(prefix)
		default:
			continue
		}
		if method == c.Method {
			fits++
		}
		if fits > weight {
			best, weight = r, fits
		}
	}
	return best, weight >= 0
}

// event is what the function is called with: payload format 2.0 (API Gateway developer
// guide, http-api-develop-integrations-lambda).
func (g *Gateway) event(route account.Route, c Call, claims map[string]any) map[string]any {
	now := g.Now().UTC()
	prefix, _, _ := strings.Cut(g.Host, ".")
	headers := maps.Clone(c.Headers)
	if headers == nil {
		headers = map[string]string{}
	}
	headers["host"], headers["x-forwarded-proto"] = g.Host, "https"
	about := map[string]any{
		"accountId": account.OwnerOf(g.API.ExecutionArn), "apiId": g.API.ID, "domainName": g.Host, "domainPrefix": prefix,
		"http": map[string]any{
			"method": c.Method, "path": c.Path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
			"userAgent": headers["user-agent"],
		},
		"requestId": "JKJaXmPLvHcESHA=", "routeKey": route.RouteKey, "stage": "$default",
		"time": now.Format("02/Jan/2006:15:04:05 -0700"), "timeEpoch": now.UnixMilli(),
	}
	if claims != nil {
		about["authorizer"] = map[string]any{"jwt": map[string]any{"claims": claims, "scopes": nil}}
	}
	event := map[string]any{
		"version": "2.0", "routeKey": route.RouteKey, "rawPath": c.Path, "rawQueryString": c.Query,
		"headers": headers, "requestContext": about, "isBase64Encoded": false,
	}
	if values, err := url.ParseQuery(c.Query); err == nil && len(values) > 0 {
		query := map[string]string{}
		for name, all := range values {
			query[name] = strings.Join(all, ",")
		}
		event["queryStringParameters"] = query
	}
	if c.Body != "" {
		event["body"] = c.Body
		if !utf8.ValidString(c.Body) {
			event["body"], event["isBase64Encoded"] = base64.StdEncoding.EncodeToString([]byte(c.Body)), true
		}
	}
	return event
}

// response is what the caller gets of a function's answer; false if API Gateway cannot
// make sense of it. An answer without a status is a body.
func response(answer []byte) (Answer, bool) {
	var given map[string]any
	if json.Unmarshal(answer, &given) != nil || given["statusCode"] == nil {
		return Answer{
			Status:  http.StatusOK,
			Headers: map[string]string{"content-type": "application/json"},
			Body:    answer,
		}, true
	}
	status, isNumber := given["statusCode"].(float64)
	body, isText := given["body"].(string)
	if !isNumber || !isText && given["body"] != nil {
		return Answer{}, false
	}
	a := Answer{
		Status:  int(status),
		Headers: map[string]string{"content-type": "text/plain;charset=UTF-8"},
		Body:    []byte(body),
	}
	headers, _ := given["headers"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		a.Headers[strings.ToLower(name)] = fmt.Sprint(headers[name])
	}
	cookies, _ := given["cookies"].([]any)
	for _, cookie := range cookies {
		a.Cookies = append(a.Cookies, fmt.Sprint(cookie))
	}
	if packed, _ := given["isBase64Encoded"].(bool); packed {
		plain, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return Answer{}, false
		}
		a.Body = plain
	}
	return a, true
}
