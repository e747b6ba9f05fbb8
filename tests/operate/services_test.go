package operate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAPushToOneOfSeveralServicesIsThatServicesAlone(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, map[string][]string{"foundation": {
		"slipway-foundation:services: {api: {path: services/api/, buildArgs: {PRODUCTS_URL: https://acme.test/products}, " +
			"buildSecrets: {products_token: shop/products-token}, http: {cors: {origins: [https://shop.example.com], " +
			"methods: [GET]}}}, stock: {http: {type: url}, path: stock/, paths: " +
			"[packages/prices/], context: ., " +
			"buildArgs: {VERSION: $(id)}, buildSecrets: {pip: shop/pip-conf}, variables: {LOG_LEVEL: info}}}",
	}})
	t.Run("R14: a change in a service's folder starts its pipeline and no other", func(t *testing.T) {
		r := s.run(t, "push", "--service", "stock")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "rule-push-stock-local matches\n")
		assert.NotContains(t, r.Err, "rule-push-api-local matches")
		assert.Equal(t, "2", s.production(t, "stock").Alias)
		assert.Equal(t, "1", s.production(t, "api").Alias)
		assert.Empty(t, s.rows(t, "--service", "api"))
		assert.Contains(t, r.Err, "(here: example/stock)\n")
		assert.Contains(t, r.Err, "3 integration tests passed\n", "those of Python, in the image that slipway.yml names")
	})
	t.Run("so does a change in a package that it shares", func(t *testing.T) {
		r := s.run(t, "push", "--service", "stock", "--paths", "packages/prices/__init__.py")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "3", s.production(t, "stock").Alias)
		assert.NotContains(t, r.Err, "rule-push-api-local matches")
	})
	t.Run("a change outside of every folder starts nothing", func(t *testing.T) {
		r := s.run(t, "push", "--service", "stock", "--paths", "README.md")
		require.Zero(t, r.Code, r.Err)
		assert.Equal(t, "Nothing starts: no rule of stock is there for such a push. Delivered is the branch main of "+
			"example/shop, changes below stock/.", lastLine(r))
	})
	t.Run("both are called by their aliases", func(t *testing.T) {
		r := s.run(t, "call", "--service", "api", "--at", "/health")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "lambda-api-local answers with version 1, "+s.production(t, "api").Live[:19]+"\n")
		r = s.run(t, "call", "--service", "api", "--method", "options", "--headers",
			"origin: https://shop.example.com; access-control-request-method: GET")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "204 No Content\naccess-control-allow-methods: GET\n")
		s.divide(t, "stock", "1", 1)
		r = s.run(t, "call", "--service", "stock", "--body", "{}")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "lambda-stock-local answers with version 1, ")
		s.divide(t, "stock", "1", 0)
		r = s.run(t, "call", "--service", "stock")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "the image's handler handler.handler is not one of Node.js; the simulated Lambda answers")
		assert.Equal(t, "{\"message\": \"simulated\"}\n", r.Out)
		for _, c := range []struct{ flag, value, says string }{
			{"--at", "health", `error: AT is "health": a path, such as /health`},
			{"--headers", "origin", `error: HEADERS has "origin": a name, a colon and a value, with ; between two`},
		} {
			assert.Equal(t, c.says, lastLine(s.run(t, "call", "--service", "api", c.flag, c.value)))
		}
		r = s.run(t, "status")
		assert.Contains(t, r.Out, "\napi: called at https://")
	})
	t.Run("a change in both folders starts both pipelines, of which one is walked", func(t *testing.T) {
		r := s.run(t, "push", "--service", "api", "--paths", "services/api/a.js,stock/b.js")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "pipeline-stock-local starts as well, which is not simulated\n")
	})
	t.Run("R2: what asks for approval is answered of one service after the other", func(t *testing.T) {
		r := s.run(t, "approve", "--service", "all")
		assert.Equal(t, "error: no approval waits in local: `make status ENV=local` shows where the last executions are",
			lastLine(r))
		for _, service := range []string{"api", "stock"} {
			require.Zero(t, s.run(t, "push", "--service", service, "--fault", "wait").Code)
		}
		api, stock := s.production(t, "api").Alias, s.production(t, "stock").Alias
		r = s.run(t, "approve", "--service", "all", "--execution", "1")
		assert.Equal(t, "error: EXECUTION is of one service, and SERVICE=all is of every one: leave one of them out",
			lastLine(r))
		r = s.run(t, "approve", "--service", "all")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "pipeline-api-local asks about execution ")
		assert.Contains(t, r.Err, "pipeline-stock-local asks about execution ")
		assert.NotEqual(t, api, s.production(t, "api").Alias)
		assert.NotEqual(t, stock, s.production(t, "stock").Alias)
	})
	t.Run("R2: who is asked is told that a commit is live already, or older", func(t *testing.T) {
		shown := func(commit string) string {
			require.Zero(t, s.run(t, "push", "--service", "api", "--commit", commit, "--fault", "wait").Code)
			r := s.run(t, "approve", "--service", "api")
			require.Zero(t, r.Code, r.Err)
			return r.Err
		}
		assert.NotContains(t, shown(third), "This commit")
		assert.Contains(t, shown(third), "\nThis commit is live already.\n")
		assert.NotContains(t, shown(strings.Repeat("7", 40)), "This commit")
		assert.Regexp(t, "\nThis commit was released before, .*: it is older than 777777777777, which is live.\n",
			shown(third))
	})
	t.Run("which service must be said, and must be there", func(t *testing.T) {
		r := s.run(t, "push")
		assert.Equal(t, "error: SERVICE is missing: local has more than one service; deployed there: api, stock", lastLine(r))
		r = s.run(t, "rollback", "--service", "checkout")
		assert.Equal(t,
			`error: SERVICE is "checkout", which has no pipeline in local; deployed there: api, stock`, lastLine(r))
	})
}

func TestAConnectionStartsThePipelineWithTheSameFilters(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, map[string][]string{
		"delivery": {"slipway-delivery:trigger: connection", "slipway-delivery:paths: {api: services/api/}"},
	})
	r := s.run(t, "call")
	assert.Contains(t, lastLine(r), "api is not called over HTTPS: set http: true among its settings, then deploy")
	r = s.run(t, "push")
	require.Zero(t, r.Code, r.Err)
	assert.Contains(t, r.Err, "the filter of pipeline-api-local matches\n")
	assert.NotContains(t, r.Err, "Webhook")
	for _, words := range [][]string{{"push", "--branch", "other"}, {"push", "--paths", "README.md"}} {
		assert.Contains(t, lastLine(s.run(t, words...)), "Nothing starts: no rule of api is there for such a push.")
	}
	r = s.run(t, "webhook")
	assert.Equal(t, 2, r.Code)
	assert.Equal(t, "error: local has no webhook: with the setting trigger of slipway-delivery as connection, or with "+
		"promoteFrom, no call of GitHub starts its pipelines", lastLine(r))
}

func TestAReleaseReachesAFunctionInAnotherAccount(t *testing.T) {
	t.Parallel()
	const target = "222222222222"
	s := build(t, "staging", target, []string{`slipway-LAYER:targetAccount: "` + target + `"`}, nil)
	r := s.run(t, "push", "--fault", "errors")
	assert.Equal(t, 1, r.Code)
	whole(t, s.production(t, "api"))
	assert.Equal(t, "1", s.production(t, "api").Alias)

	r = s.run(t, "push")
	require.Zero(t, r.Code, r.Err)
	p := s.production(t, "api")
	whole(t, p)
	assert.Equal(t, "3", p.Alias)
	assert.Len(t, s.tags(t, "api")[p.Live], 3, "the image is in the tooling account")
}
