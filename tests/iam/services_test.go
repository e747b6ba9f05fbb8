package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/policy"
)

// None of a service's roles reaches what another service has: not its function, its
// images, its pipeline, nor the roles that work on those.
func TestServicesKeepToThemselves(t *testing.T) { // R14 R16
	t.Parallel()
	inEach(t, func(t *testing.T, name string, e *environment) {
		var reached []string
		tried := 0
		for _, call := range e.calls {
			if !strings.Contains(call.Resource, "orders") || call.Outside {
				continue
			}
			for _, r := range e.asAPI(call.Request) {
				if e.around(call).Decide(r).Allowed {
					reached = append(reached, r.Principal+" "+r.Action+" on "+r.Resource)
				}
				tried++
			}
		}
		settle(t, name, reached, shared)
		assert.Equal(t, name == "two-accounts-webhook", tried > 500, "calls of a second service: %d", tried)
	})
}

// asAPI are the calls that service api would make in the place of another: with each
// of its roles, saying that it acts for the other and that it acts for itself.
func (e *environment) asAPI(r policy.Request) []policy.Request {
	own := policy.Context{}
	for key, values := range r.Context {
		for _, value := range values {
			own[key] = append(own[key], strings.ReplaceAll(value, "-orders-", "-api-"))
		}
	}
	var all []policy.Request
	for _, role := range e.Of("aws:iam/role:Role") {
		if !strings.Contains(role.ID, "-api-") {
			continue
		}
		for _, context := range []policy.Context{r.Context, own} {
			r.Principal, r.Context = role.Text("arn"), context
			all = append(all, r)
		}
	}
	return all
}
