package httpapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"slipway/scripts/localaws/account"
)

// preflight tells whether a browser asks whether it may call.
func (c Call) preflight() bool {
	return c.Method == http.MethodOptions && c.Headers["origin"] != "" && c.Headers["access-control-request-method"] != ""
}

// preflight is API Gateway's own answer, without the function.
func preflight(cors account.CORS, c Call) Answer {
	a := Answer{Status: http.StatusNoContent, Headers: map[string]string{}}
	if !permits(cors, c.Headers["origin"]) {
		return a
	}
	allow(cors, c, a.Headers)
	for name, values := range map[string][]string{
		"access-control-allow-methods": cors.AllowMethods,
		"access-control-allow-headers": cors.AllowHeaders,
	} {
		if len(values) > 0 {
			a.Headers[name] = strings.ToLower(strings.Join(values, ","))
			if name == "access-control-allow-methods" {
				a.Headers[name] = strings.Join(values, ",")
			}
		}
	}
	if cors.MaxAge > 0 {
		a.Headers["access-control-max-age"] = strconv.Itoa(cors.MaxAge)
	}
	return a
}

// share puts API Gateway's headers in the place of the function's own, where the API has a
// configuration of CORS.
func share(cors *account.CORS, c Call, a Answer) Answer {
	if cors == nil {
		return a
	}
	for name := range a.Headers {
		if strings.HasPrefix(name, "access-control-") {
			delete(a.Headers, name)
		}
	}
	if !permits(*cors, c.Headers["origin"]) {
		return a
	}
	allow(*cors, c, a.Headers)
	if len(cors.ExposeHeaders) > 0 {
		a.Headers["access-control-expose-headers"] = strings.Join(cors.ExposeHeaders, ",")
	}
	return a
}

func permits(cors account.CORS, origin string) bool {
	return origin != "" && (slices.Contains(cors.AllowOrigins, "*") || slices.Contains(cors.AllowOrigins, origin))
}

func allow(cors account.CORS, c Call, headers map[string]string) {
	headers["access-control-allow-origin"] = c.Headers["origin"]
	if slices.Contains(cors.AllowOrigins, "*") {
		headers["access-control-allow-origin"] = "*"
	}
	if cors.AllowCredentials {
		headers["access-control-allow-credentials"] = "true"
	}
}
