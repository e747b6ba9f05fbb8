package config_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/config"
)

// certificate is one of the environment's account and region.
const certificate = "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"

func TestHTTP(t *testing.T) {
	t.Parallel()
	entry := func(t *testing.T, layer, http string) *config.HTTP {
		t.Helper()
		_, each, err := sharedSettings(layer, values{"services": `{"api": {"http": ` + http + `}, "cart": {}}`})
		require.NoError(t, err)
		assert.Nil(t, each["cart"].HTTP, "nothing calls a service that does not ask for it")
		return each["api"].HTTP
	}
	for _, layer := range []string{"compute", "delivery"} {
		t.Run("is an HTTP API with bounds where it is true, in "+layer, func(t *testing.T) {
			t.Parallel()
			assert.Nil(t, entry(t, layer, "false"))
			assert.Equal(t, &config.HTTP{Rate: 100, Burst: 200}, entry(t, layer, "true"))
			assert.Equal(t, &config.HTTP{Rate: 5, Burst: 200}, entry(t, layer, `{"rate": "5", "type": "api"}`))
		})
	}
	t.Run("has what pages, names and tokens need", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, &config.HTTP{
			Rate:  100,
			Burst: 9,
			CORS: &config.CORS{
				Origins:       []string{"https://shop.example.com", "http://localhost:3000"},
				Methods:       []string{"GET", "POST"},
				Headers:       []string{"authorization"},
				ExposeHeaders: []string{"*"},
				Credentials:   true,
				MaxAgeSeconds: 600,
			},
			Domain: &config.Domain{
				Name:        "api.example.com",
				Certificate: certificate,
			},
			Authorizer: &config.Authorizer{
				Issuer:   "https://login.example.com/",
				Audience: []string{"shop"},
				Scopes:   []string{"read"},
			},
		}, entry(t, "compute", `{"burst": 9, "cors": {"origins": ["https://shop.example.com", "http://localhost:3000"],
			"methods": ["GET", "POST"], "headers": ["authorization"], "exposeHeaders": ["*"], "credentials": true,
			"maxAge": "600"}, "domain": {"name": "api.example.com", "certificate": "`+certificate+`"},
			"authorizer": {"issuer": "https://login.example.com/", "audience": ["shop"], "scopes": ["read"]}}`))
	})
	t.Run("is a function URL where that is asked for", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, &config.HTTP{
			URL:   true,
			Rate:  100,
			Burst: 200,
			CORS:  &config.CORS{Origins: []string{"*"}},
		}, entry(t, "compute", `{"type": "url", "cors": {"origins": ["*"]}}`))
	})
}

func TestHTTPFaults(t *testing.T) {
	t.Parallel()
	const at = "slipway-foundation:services.api.http"
	other := "arn:aws:acm:eu-west-1:444455556666:certificate/12345678-1234-1234-1234-123456789012"
	for name, c := range map[string]struct{ http, fault string }{
		"what is neither": {`"yes"`, at + ` is "yes": true, false or an object such as ` +
			`{"rate": 50, "cors": {"origins": ["https://shop.example.com"], "methods": ["GET"]}}`},
		"an unknown part": {`{"limit": 1}`,
			at + `.limit is "1": no such part of an entry; it has type, rate, burst, cors, domain and authorizer`},
		"an unknown type": {`{"type": "alb"}`, at + `.type is "alb": one of ["api" "url"]`},
		"bounds beyond AWS's": {`{"rate": 0, "burst": 5001}`, at + `.rate is "0": a whole number from 1 to 10000` + "\n" +
			at + `.burst is "5001": a whole number from 1 to 5000`},
		"a function URL with an API's parts": {`{"type": "url", "rate": 1, "domain": null}`,
			at + `.rate is "1": not for a function URL; leave it out, or take the type api` + "\n" +
				at + `.domain is "null": not for a function URL; leave it out, or take the type api`},
		"CORS that is no object": {`{"cors": ["*"]}`,
			at + `.cors is "[\"*\"]": an object such as {"origins": ["https://shop.example.com"]}`},
		"an origin with a path": {`{"cors": {"origins": ["https://shop.example.com/"]}}`,
			at + `.cors.origins is "https://shop.example.com/": a scheme and a host, such as https://shop.example.com, or *`},
		"no origin": {`{"cors": {}}`, at + `.cors.origins is "[]": at least one, or no browser may call`},
		"credentials for any site": {`{"cors": {"origins": ["*"], "credentials": true}}`,
			at + `.cors.origins is "*": origins by name, because credentials is true: no browser sends them to any site ` +
				`that asks`},
		"a method in lower case": {`{"cors": {"origins": ["*"], "methods": ["get"]}}`,
			at + `.cors.methods is "get": GET, HEAD, POST, PUT, PATCH, DELETE or *`},
		"a method twice": {`{"cors": {"origins": ["*"], "methods": ["GET", "GET"]}}`,
			at + `.cors.methods is "GET": named twice`},
		"headers that are no list": {`{"cors": {"origins": ["*"], "headers": "a"}}`,
			at + `.cors.headers is "a": a list of texts`},
		"a domain without its parts": {`{"domain": {"name": "example"}}`,
			at + `.domain.name is "example": a domain name in lower case, such as api.example.com` + "\n" +
				at + `.domain.certificate is "": the ARN of a certificate in ACM, such as ` +
				`arn:aws:acm:us-east-1:111122223333:certificate/…`},
		"a certificate of elsewhere": {`{"domain": {"name": "a.example.com", "certificate": "` + other + `"}}`,
			at + `.domain.certificate is "` + other + `": a certificate of us-east-1, the environment's region` + "\n" +
				at + `.domain.certificate is "` + other + `": a certificate of the account 111122223333, which the functions ` +
				`are in`},
		"an authorizer without its parts": {`{"authorizer": {"issuer": "http://x"}}`,
			at + `.authorizer.issuer is "http://x": the address of who issues the tokens, such as ` +
				`https://login.example.com/, as it stands in their iss` + "\n" +
				at + `.authorizer.audience is "[]": at least one: without it a token for anything else would do`},
		"an authorizer that is no object": {`{"authorizer": true}`,
			at + `.authorizer is "true": an object of issuer and audience`},
		"a domain that is no object": {`{"domain": "a"}`, at + `.domain is "a": an object of name and certificate`},
	} {
		t.Run("reject "+name, func(t *testing.T) {
			t.Parallel()
			_, _, err := sharedSettings("compute", values{
				"account":  "111122223333",
				"services": `{"api": {"http": ` + c.http + `}}`,
			})
			require.EqualError(t, err, c.fault)
		})
	}
}
