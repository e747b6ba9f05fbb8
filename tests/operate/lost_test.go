package operate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/cli"
	"slipway/scripts/localaws/resources"
	"slipway/tests/harness"
)

// What holds data or serves traffic goes only if it is named: YES=1, which the harness
// sets, does not answer that.
func TestADeploymentTakesAwayWhatIsNamed(t *testing.T) {
	t.Parallel()
	s := two(t)
	s.Set(cli.AskVariable, "1")
	s.ConfigureAll(t, s.env, services("[api]"), nil)
	list := "This takes away what holds data or serves traffic:\n" +
		"  delete  ecr-cart-local          a repository, with its images\n" +
		"  delete  lambda-cart-local:live  the alias that traffic goes to\n" +
		"  delete  lambda-cart-local       a function\n" +
		"  delete  pipeline-cart-local     a pipeline, with its executions\n"

	t.Run("a preview lists it before all else", func(t *testing.T) {
		r := s.run(t, "preview-all")
		require.Zero(t, r.Code, r.Err)
		assert.Contains(t, r.Err, "\n"+list+"\nlayer ")
	})
	for allow, says := range map[string]string{
		"":              "would take away cart;",
		"carts":         "would take away cart;",
		"ecr-cart-loca": "would take away cart;",
	} {
		t.Run("ALLOW="+allow+" lets nothing go", func(t *testing.T) {
			s.Set("ALLOW", allow)
			r := s.run(t, "deploy-all")
			assert.Equal(t, 1, r.Code)
			assert.Contains(t, r.Err, list)
			assert.Contains(t, lastLine(r), says)
			assert.Contains(t, lastLine(r), "cart`")
			s.whole(t, "cart")
		})
	}
	t.Run("ALLOW=cart lets it go", func(t *testing.T) {
		s.Set("ALLOW", "cart")
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		s.gone(t, "cart")
		s.whole(t, "api")
	})
	t.Run("what takes nothing away asks nothing", func(t *testing.T) {
		s.Set("ALLOW", "")
		s.ConfigureAll(t, s.env, services("[api, checkout]"), nil)
		r := s.run(t, "deploy-all")
		require.Zero(t, r.Code, r.Err)
		s.whole(t, "checkout")
	})
}

// A change that makes the table, a function or its alias anew is no update: it is
// listed and asked like a deletion.
func TestADeploymentReplacesWhatIsNamed(t *testing.T) {
	t.Parallel()
	s := build(t, "local", tooling, nil, nil)
	s.Set(cli.AskVariable, "1")
	for _, replaced := range []struct{ token, name, group string }{
		{"aws:dynamodb/table:Table", "table-deployments-local", "table-deployments-local"},
		{"aws:lambda/function:Function", "lambda-api-local", "lambda-api-local"},
		{"aws:lambda/alias:Alias", "live", "lambda-api-local:live"},
	} {
		r := harness.Get(t, s.Deployed(t, s.env), replaced.token, replaced.name)
		kind, _ := resources.Find(r.Type)
		for _, input := range inputsOf(r) {
			if !slices.Contains(kind.Replace, input) {
				continue
			}
			t.Run(r.Type+" "+input, func(t *testing.T) {
				before := s.production(t, "api")
				s.Earlier(t, s.env, r, input)
				result := s.run(t, "deploy", "--layer", r.Layer)
				assert.Equal(t, 1, result.Code, result.Err)
				assert.Contains(t, result.Err, "  replace  "+replaced.group+" ")
				assert.Contains(t, lastLine(result), replaced.group)
				assert.Equal(t, before, s.production(t, "api"))
			})
		}
	}
}
