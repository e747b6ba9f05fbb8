// Package httpapi is the simulated API Gateway, as far as an HTTP API answers calls: its
// throttling, CORS, routes, authorizer and the call of a function's alias (API Gateway
// developer guide, http-api).
//
// What must not be here: what the function answers.
package httpapi

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"slipway/scripts/localaws/account"
)

// Call is a call of an API.
type Call struct {
	Method, Path, Query string
	Headers             map[string]string // by name in lower case
	Body                string
}

// Answer is what the caller gets.
type Answer struct {
	Status  int
	Headers map[string]string // by name in lower case
	Cookies []string
	Body    []byte
}

// Function answers an event for the function or alias with the ARN. An error is one of the
// function's own, which the caller is told nothing of.
type Function interface {
	// Invokable tells whether the API may call it, for a route's ARN.
	Invokable(arn, source string) (bool, error)
	Invoke(arn string, event []byte) (answer []byte, err error)
}

// Throttled is the error of a function that has no room.
type Throttled struct{}

// Error is Lambda's.
func (*Throttled) Error() string { return "TooManyRequestsException: Rate Exceeded." }

// Gateway answers the calls of one API.
type Gateway struct {
	API      account.API
	Host     string
	Function Function
	Now      func() time.Time

	tokens float64
	last   time.Time
}

// Serve answers a call.
func (g *Gateway) Serve(c Call) (Answer, error) {
	if !g.room() {
		return message(http.StatusTooManyRequests, "Too Many Requests"), nil
	}
	cors := g.API.CorsConfiguration
	route, found := g.route(c)
	switch {
	case cors != nil && c.preflight() && (!found || route.AuthorizationType != "JWT"):
		return preflight(*cors, c), nil
	case !found:
		return message(http.StatusNotFound, "Not Found"), nil
	}
	claims, refused := g.authorize(route, c)
	if refused != nil {
		return share(cors, c, *refused), nil
	}
	answer, err := g.integrate(route, c, claims)
	return share(cors, c, answer), err
}

// room takes a token from the bucket of calls, which fills as time goes by.
func (g *Gateway) room() bool {
	settings := g.API.Stage.DefaultRouteSettings
	burst := float64(settings.ThrottlingBurstLimit)
	if burst == 0 {
		return true
	}
	now := g.Now()
	if g.last.IsZero() {
		g.tokens = burst
	} else {
		g.tokens = min(burst, g.tokens+now.Sub(g.last).Seconds()*settings.ThrottlingRateLimit)
	}
	g.last = now
	if g.tokens < 1 {
		return false
	}
	g.tokens--
	return true
}

// integrate calls the function behind the route.
func (g *Gateway) integrate(route account.Route, c Call, claims map[string]any) (Answer, error) {
	broken := message(http.StatusInternalServerError, "Internal Server Error")
	function := g.API.Integrations[strings.TrimPrefix(route.Target, "integrations/")]
	source := g.API.ExecutionArn + "/$default/" + strings.Replace(route.RouteKey, " ", "", 1)
	if may, err := g.Function.Invokable(function, source); err != nil || !may {
		return broken, err
	}
	event, err := json.Marshal(g.event(route, c, claims))
	if err != nil {
		return broken, err
	}
	answer, err := g.Function.Invoke(function, event)
	var full *Throttled
	if errors.As(err, &full) {
		return message(http.StatusServiceUnavailable, "Service Unavailable"), nil
	}
	if err != nil {
		return broken, nil //nolint:nilerr // the caller is told nothing of it
	}
	if whole, ok := response(answer); ok {
		return whole, nil
	}
	return broken, nil
}

func message(status int, text string) Answer {
	body, _ := json.Marshal(map[string]string{"message": text})
	return Answer{
		Status:  status,
		Headers: map[string]string{"content-type": "application/json"},
		Body:    body,
	}
}
