package config_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

func TestWhatLayersShareIsRefusedWithTheRule(t *testing.T) {
	t.Parallel()
	const (
		suffix  = "1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end"
		service = "1 to 20 lower-case letters, digits and single hyphens, beginning with a letter and not ending " +
			"with a hyphen"
		id      = "an AWS account id of 12 digits, in quotes"
		role    = "the name of an IAM role, with its path if it has one, such as deploy/Slipway"
		project = "slipway-compute:"
	)
	for name, c := range map[string]struct {
		given values
		want  string
	}{
		"a suffix with a capital": {values{"environmentSuffix": "Dev"}, `environmentSuffix is "Dev": ` + suffix},
		"an empty suffix":         {values{"environmentSuffix": ""}, `environmentSuffix is "": ` + suffix},
		"no service":              {values{"services": "[]"}, `services is "[]": at least one service`},
		"services of null":        {values{"services": "null"}, `services is "[]": at least one service`},
		"services not a list": {values{"services": "api,cart"},
			`services is "api,cart": a list of service names, such as ["api", "cart"]`},
		"a service not a text": {values{"services": `["api", 3]`},
			`services is "[\"api\", 3]": a list of service names, such as ["api", "cart"]`},
		"an illegal service": {values{"services": `["api", "shopping_cart"]`},
			`services is "shopping_cart": ` + service},
		"a service twice": {values{"services": `["api", "cart", "api"]`}, `services is "api": named twice`},
		"an illegal service twice": {values{"services": `["a_b", "a_b"]`},
			`services is "a_b": ` + service + "\n" + project + `services is "a_b": named twice`},
		"an account of 11 digits": {values{"account": "12345678901"}, `account is "12345678901": ` + id},
		"an account of letters":   {values{"targetAccount": "production"}, `targetAccount is "production": ` + id},
		"a role that is an ARN": {values{"targetRole": "arn:aws:iam::1:role/x"},
			`targetRole is "arn:aws:iam::1:role/x": ` + role},
		"a role without a name": {values{"targetRole": ""}, `targetRole is "": ` + role},
		"a target that is the own one": {values{
			"account":       "111122223333",
			"targetAccount": "111122223333",
		}, `targetAccount is "111122223333": another account than slipway's own; leave it out for a single account`},
		"a role with its path from the root": {values{"targetRole": "/deploy/Slipway"},
			`targetRole is "/deploy/Slipway": ` + role},
		"an external id of one letter": {values{"targetExternalId": "x"},
			`targetExternalId is "x": 2 to 1224 letters, digits and characters of +=,.@:/-_`},
		"an external id that is too long": {values{"targetExternalId": strings.Repeat("x", 1225)},
			`targetExternalId is "` + strings.Repeat("x", 1225) + `": 2 to 1224 letters, digits and characters of +=,.@:/-_`},
		"functions' roles that trust anybody": {values{"functionTrust": "all"},
			`functionTrust is "all": one of ["account" "service"]`},
		"a key that only looks similar": {values{"service": `["api"]`},
			`service is "[\"api\"]": no such key; ` +
				"did you mean slipway-compute:services? See docs/configuration.md"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := config.NewReader("slipway-compute", listed{c.given})
			r.Common()
			assert.EqualError(t, r.Err(), project+c.want)
		})
	}
}

func TestEveryFaultOfWhatLayersShareIsToldAtOnce(t *testing.T) {
	t.Parallel()
	r := config.NewReader("slipway-foundation", values{
		"environmentSuffix": "Prod",
		"services":          `["api", "Cart", "-cart"]`,
		"account":           "1",
		"targetAccount":     "2",
		"targetRole":        "a b",
	})
	c := r.Common()
	require.EqualError(t, r.Err(), `slipway-foundation:environmentSuffix is "Prod": `+
		`1 to 20 lower-case letters, digits and hyphens, with no hyphen at either end
slipway-foundation:services is "Cart": `+
		`1 to 20 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen
slipway-foundation:services is "-cart": `+
		`1 to 20 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen
slipway-foundation:account is "1": an AWS account id of 12 digits, in quotes
slipway-foundation:targetAccount is "2": an AWS account id of 12 digits, in quotes
slipway-foundation:targetRole is "a b": `+
		`the name of an IAM role, with its path if it has one, such as deploy/Slipway`)
	assert.Equal(t, []string{"api"}, serviceNames(c), "what is legal goes on being read")
	assert.Equal(t, "x", c.Suffix.String(), "a placeholder, so that names do not repeat the fault")
}

func TestTwoResourcesOfOneNameAreAFault(t *testing.T) {
	t.Parallel()
	r := config.NewReader("slipway-compute", values{"services": `["webhook"]`})
	r.Common()
	assert.EqualError(t, r.Err(), `Lambda function name "lambda-webhook-dev": both slipway's own "webhook" and `+
		`service "webhook" would have it; give the service another name`)
}
