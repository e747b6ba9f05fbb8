package httpapi_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/httpapi"
)

const alias = "arn:aws:lambda:us-east-1:000000000000:function:lambda-api-dev:live"

// function is a function of a test: what it was called with, and what it answers.
type function struct {
	arn, source, answer string
	event               map[string]any
	err                 error
	denied              bool
}

func (f *function) Invokable(arn, source string) (bool, error) {
	f.source = source
	return !f.denied && arn == alias, nil
}

func (f *function) Invoke(arn string, event []byte) ([]byte, error) {
	f.arn = arn
	return []byte(f.answer), errors.Join(json.Unmarshal(event, &f.event), f.err)
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func gateway(f *function) *httpapi.Gateway {
	g := &httpapi.Gateway{
		Host:     "abc.execute-api.us-east-1.amazonaws.com",
		Function: f,
		Now:      func() time.Time { return noon },
	}
	g.API = httpapi.URL(alias)
	g.API.ID, g.API.ExecutionArn = "abc", "arn:aws:execute-api:us-east-1:000000000000:abc"
	return g
}

func get(path string, headers ...string) httpapi.Call {
	c := httpapi.Call{
		Method:  "GET",
		Path:    path,
		Headers: map[string]string{},
	}
	for i := 0; i < len(headers); i += 2 {
		c.Headers[headers[i]] = headers[i+1]
	}
	return c
}

func serve(t *testing.T, g *httpapi.Gateway, c httpapi.Call) httpapi.Answer {
	t.Helper()
	a, err := g.Serve(c)
	require.NoError(t, err)
	return a
}

func TestServe(t *testing.T) {
	t.Parallel()
	t.Run("calls the alias with an event of format 2.0", func(t *testing.T) {
		t.Parallel()
		f := &function{answer: `{"statusCode": 201, "headers": {"X-Amz-A": 1}, "cookies": ["a=1"], "body": "made"}`}
		a := serve(t, gateway(f), httpapi.Call{
			Method:  "POST",
			Path:    "/orders",
			Query:   "a=1&a=2",
			Headers: map[string]string{"user-agent": "test"},
			Body:    "{}",
		})
		assert.Equal(t, httpapi.Answer{
			Status:  201,
			Headers: map[string]string{"content-type": "text/plain;charset=UTF-8", "x-amz-a": "1"},
			Cookies: []string{"a=1"},
			Body:    []byte("made"),
		}, a)
		assert.Equal(t, alias, f.arn)
		assert.Equal(t, "arn:aws:execute-api:us-east-1:000000000000:abc/$default/$default", f.source)
		assert.Equal(t, "2.0", f.event["version"])
		assert.Equal(t, "/orders", f.event["rawPath"])
		assert.Equal(t, map[string]any{"a": "1,2"}, f.event["queryStringParameters"])
		assert.Equal(t, "{}", f.event["body"])
		about := f.event["requestContext"].(map[string]any)
		assert.Equal(t, "POST", about["http"].(map[string]any)["method"])
		assert.Equal(t, "01/Mar/2026:12:00:00 +0000", about["time"])
	})
	for name, c := range map[string]struct {
		answer, body string
		status       int
	}{
		"an answer without a status is a body": {`{"ok": true}`, `{"ok": true}`, 200},
		"what is no JSON object is a body":     {`"pong"`, `"pong"`, 200},
		"a packed body is unpacked": {
			`{"statusCode": 200, "body": "aGk=", "isBase64Encoded": true}`, "hi", 200,
		},
		"a body that is no text is an error": {
			`{"statusCode": 200, "body": {}}`, `{"message":"Internal Server Error"}`, 500,
		},
		"a status that is no number is an error": {`{"statusCode": "200"}`, `{"message":"Internal Server Error"}`, 500},
		"a body that is not packed is an error": {
			`{"statusCode": 200, "body": "?", "isBase64Encoded": true}`, `{"message":"Internal Server Error"}`, 500,
		},
		"an answer of 5xx of the function is kept": {`{"statusCode": 503, "body": "busy"}`, "busy", 503},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := serve(t, gateway(&function{answer: c.answer}), get("/"))
			assert.Equal(t, c.status, a.Status)
			assert.Equal(t, c.body, string(a.Body))
		})
	}
	for name, c := range map[string]struct {
		f      *function
		status int
	}{
		"a function that fails":            {&function{err: errors.New("it broke")}, 500},
		"a function that has no room":      {&function{err: &httpapi.Throttled{}}, 503},
		"an alias whose policy is without": {&function{denied: true}, 500},
	} {
		t.Run("says nothing of "+name, func(t *testing.T) {
			t.Parallel()
			a := serve(t, gateway(c.f), get("/"))
			assert.Equal(t, c.status, a.Status)
			assert.NotContains(t, string(a.Body), "broke")
		})
	}
	t.Run("lets in as many calls as the stage says, and more as time goes by", func(t *testing.T) {
		t.Parallel()
		g, now := gateway(&function{answer: "{}"}), noon
		g.Now = func() time.Time { return now }
		g.API.Stage.DefaultRouteSettings.ThrottlingBurstLimit = 2
		g.API.Stage.DefaultRouteSettings.ThrottlingRateLimit = 1
		var got []int
		for range 3 {
			got = append(got, serve(t, g, get("/")).Status)
		}
		now = now.Add(time.Second)
		got = append(got, serve(t, g, get("/")).Status, serve(t, g, get("/")).Status)
		assert.Equal(t, []int{200, 200, 429, 200, 429}, got)
	})
	t.Run("knows no path without a route", func(t *testing.T) {
		t.Parallel()
		g := gateway(&function{answer: "{}"})
		g.API.Routes[0].RouteKey = "GET /health"
		assert.Equal(t, 200, serve(t, g, get("/health")).Status)
		assert.Equal(t, 404, serve(t, g, get("/")).Status)
	})
}

func TestCORS(t *testing.T) {
	t.Parallel()
	const shop = "https://shop.example.com"
	open := func() *httpapi.Gateway {
		g := gateway(&function{answer: `{"statusCode": 200, "headers": {"access-control-allow-origin": "*"}}`})
		g.API.CorsConfiguration = &account.CORS{
			AllowOrigins:     []string{shop},
			AllowMethods:     []string{"GET"},
			AllowHeaders:     []string{"Authorization"},
			ExposeHeaders:    []string{"x-a"},
			AllowCredentials: true,
			MaxAge:           60,
		}
		return g
	}
	ask := func(origin string) httpapi.Call {
		c := get("/x", "origin", origin, "access-control-request-method", "GET")
		c.Method = "OPTIONS"
		return c
	}
	t.Run("answers a browser's question without the function", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, httpapi.Answer{Status: 204, Headers: map[string]string{
			"access-control-allow-origin":      shop,
			"access-control-allow-methods":     "GET",
			"access-control-allow-headers":     "authorization",
			"access-control-allow-credentials": "true",
			"access-control-max-age":           "60",
		}}, serve(t, open(), ask(shop)))
		assert.Empty(t, serve(t, open(), ask("https://other.example.com")).Headers)
	})
	t.Run("replaces the function's own headers", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, shop, serve(t, open(), get("/", "origin", shop)).Headers["access-control-allow-origin"])
		assert.NotContains(t, serve(t, open(), get("/", "origin", "https://a")).Headers, "access-control-allow-origin")
		g := open()
		g.API.CorsConfiguration.AllowOrigins = []string{"*"}
		assert.Equal(t, "*", serve(t, g, get("/", "origin", shop)).Headers["access-control-allow-origin"])
	})
	t.Run("with an authorizer needs a route of its own for the question", func(t *testing.T) {
		t.Parallel()
		g := open()
		g.API.Routes[0].AuthorizationType = "JWT"
		assert.Equal(t, 401, serve(t, g, ask(shop)).Status)
		g.API.Routes = append(g.API.Routes, account.Route{RouteKey: "OPTIONS /{proxy+}", AuthorizationType: "NONE"})
		assert.Equal(t, 204, serve(t, g, ask(shop)).Status)
		root := ask(shop)
		root.Path = "/"
		assert.Equal(t, 401, serve(t, g, root).Status, "the root is no path below it")
		g.API.Routes = append(g.API.Routes, account.Route{RouteKey: "OPTIONS /", AuthorizationType: "NONE"})
		assert.Equal(t, 204, serve(t, g, root).Status)
	})
}

func TestAuthorizer(t *testing.T) {
	t.Parallel()
	token := func(header, claims string) string {
		pack := base64.RawURLEncoding.EncodeToString
		return "Bearer " + pack([]byte(header)) + "." + pack([]byte(claims)) + ".c2ln"
	}
	const rsa = `{"alg": "RS256"}`
	claims := func(more string) string {
		return `{"iss": "https://i/", "aud": ["shop"], "exp": 1772370000, "scope": "read write"` + more + `}`
	}
	for name, c := range map[string]struct {
		authorization string
		status        int
	}{
		"a token of the issuer's for this audience": {token(rsa, claims("")), 200},
		"a token by client_id": {
			token(rsa, strings.Replace(claims(`, "client_id": "shop"`), `"aud"`, `"x"`, 1)),
			200,
		},
		"a token without exp":           {token(rsa, strings.Replace(claims(""), `"exp"`, `"x"`, 1)), 401},
		"a token that is over":          {token(rsa, strings.Replace(claims(""), "1772370000", "1772300000", 1)), 401},
		"a token of another issuer":     {token(rsa, strings.Replace(claims(""), "https://i/", "https://j/", 1)), 401},
		"a token for something else":    {token(rsa, strings.Replace(claims(""), "shop", "bank", 1)), 401},
		"a token that is not valid yet": {token(rsa, claims(`, "nbf": 1772369999`)), 401},
		"a token signed with a secret":  {token(`{"alg": "HS256"}`, claims("")), 401},
		"a token without the scope":     {token(rsa, strings.Replace(claims(""), "read write", "write", 1)), 403},
		"a token that is none":          {"Bearer x", 401},
		"a token that is no JSON":       {"Bearer a.b.c", 401},
		"no token":                      {"", 401},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &function{answer: "{}"}
			g := gateway(f)
			by := account.Authorizer{}
			by.JwtConfiguration.Issuer, by.JwtConfiguration.Audiences = "https://i/", []string{"shop"}
			g.API.Authorizers = map[string]account.Authorizer{"a": by}
			g.API.Routes[0].AuthorizationType, g.API.Routes[0].AuthorizerID = "JWT", "a"
			g.API.Routes[0].AuthorizationScopes = []string{"read"}
			a := serve(t, g, get("/", "authorization", c.authorization))
			assert.Equal(t, c.status, a.Status)
			if c.status == 200 {
				assert.NotNil(t, f.event["requestContext"].(map[string]any)["authorizer"])
			}
		})
	}
}
