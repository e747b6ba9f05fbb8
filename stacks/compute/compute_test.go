package compute_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/compute"
)

func TestContract(t *testing.T) {
	t.Parallel()
	for layout, c := range layouts {
		t.Run("C4 R11 R14 tells where each service runs and who releases to it, "+layout, func(t *testing.T) {
			t.Parallel()
			want := map[string]any{
				"contractVersion": "3",
				"accountId":       c.account,
			}
			for _, service := range []string{"api", "cart", "checkout"} {
				name := "lambda-" + service + "-dev"
				want[service+".functionName"] = name
				want[service+".httpAddress"], want[service+".httpApiId"], want[service+".domainTarget"] = "", "", ""
				want[service+".functionArn"] = "arn:aws:lambda:us-east-1:" + c.account + ":function:" + name
				want[service+".aliasName"] = "live"
				want[service+".functionRoleName"] = "role-function-" + service + "-dev"
				want[service+".functionRoleArn"] = "arn:aws:iam::" + c.account + ":role/role-function-" + service + "-dev"
				want[service+".deployerRoleArn"] = "arn:aws:iam::" + c.account + ":role/role-deployer-" + service + "-dev"
				want[service+".aliasArn"] = "arn:aws:lambda:us-east-1:" + c.account + ":function:" + name + ":live"
			}
			assert.Equal(t, want, deploy(t, shop.with(c.config)).Kept())
		})
	}
}

func TestPreview(t *testing.T) {
	t.Parallel()
	t.Run("plans exactly what an update makes", func(t *testing.T) {
		t.Parallel()
		r := run(t, shop.with(twoAccount))
		r.DryRun = true
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		assert.Equal(t, ids(deploy(t, shop.with(twoAccount))), ids(rec))
	})
	t.Run("promises what is known and invents nothing, also on a foundation that is not deployed yet", func(t *testing.T) {
		t.Parallel()
		r := run(t, plain)
		r.DryRun = true
		r.Stacks = map[string]map[string]any{"organization/slipway-foundation/dev": {}}
		rec := deployRun(r)
		require.NoError(t, rec.Err)
		kept := rec.Kept()
		assert.Equal(t, pulumitest.Account, kept["accountId"])
		assert.Equal(t, "lambda-api-dev", kept["api.functionName"])
		assert.NotContains(t, kept, "api.functionArn")
		assert.NotContains(t, kept, "api.deployerRoleArn")
		assert.NotContains(t, rec.Get(t, "lambda/function:Function", "function-api-function").Inputs, "imageUri")
	})
}

func TestEveryResource(t *testing.T) {
	t.Parallel()
	for layout, c := range map[string]struct {
		config            values
		provider, account string
	}{
		"in one account":  {plain, "aws", pulumitest.Account},
		"in two accounts": {twoAccount, "aws-target", target},
	} {
		rec := deploy(t, shop.with(c.config))
		for _, x := range rec.All() {
			if !x.Custom || strings.HasPrefix(x.Type, "pulumi:") {
				continue
			}
			t.Run("R9 "+x.Name+" is a component's, where the services run, "+layout, func(t *testing.T) {
				t.Parallel()
				assert.Contains(t, []string{
					"function-api", "function-cart", "function-checkout", "deployer-api", "deployer-cart", "deployer-checkout",
				}, x.Parent)
				assert.True(t, strings.HasPrefix(x.Name, x.Parent+"-"), "named for its component %s", x.Parent)
				assert.Equal(t, c.provider, x.Provider)
				assert.Equal(t, c.account, x.Account)
			})
			t.Run("R15 "+x.Name+" is neither protected nor retained, "+layout, func(t *testing.T) {
				t.Parallel()
				assert.False(t, x.Protect)
				assert.False(t, x.RetainOnDelete)
				assert.NotEqual(t, true, x.Inputs["skipDestroy"])
			})
		}
	}
	t.Run("components are of this layer", func(t *testing.T) {
		t.Parallel()
		for _, x := range deploy(t, plain).All() {
			if !x.Custom {
				assert.Contains(t, []string{"slipway:compute:Function", "slipway:compute:Deployer"}, x.Type)
				assert.Empty(t, x.Parent)
			}
		}
	})
}

func TestNames(t *testing.T) {
	t.Parallel()
	r := run(t, values{"environmentSuffix": "pr-42", "services": `["api", "cart"]`})
	rec := deployRun(r)
	require.NoError(t, rec.Err)
	named := []string{"iam/role:Role", "lambda/function:Function", "lambda/alias:Alias", "cloudwatch/logGroup:LogGroup"}
	var names []string
	for _, typ := range named {
		for _, x := range rec.Of(typ) {
			names = append(names, x.Inputs["name"].(string))
			assert.True(t, x.DeleteBeforeReplace, "%s: a fixed name is free only once it is deleted", x.Name)
		}
	}
	assert.ElementsMatch(t, []string{
		"role-deployer-api-pr-42", "role-deployer-cart-pr-42", "role-function-api-pr-42", "role-function-cart-pr-42",
		"lambda-api-pr-42", "lambda-cart-pr-42",
		"live", "live",
		"/aws/lambda/lambda-api-pr-42", "/aws/lambda/lambda-cart-pr-42",
	}, names, "R13; Lambda itself decides the form of its log groups' names")
}

func TestProgram(t *testing.T) {
	t.Parallel()
	t.Run("deploys the layer into the account of its credentials", func(t *testing.T) {
		t.Parallel()
		rec := run(t, shop).Program(compute.Program)
		require.NoError(t, rec.Err)
		assert.Equal(t, ids(deploy(t, shop)), ids(rec))
	})
	t.Run("R9 reaches another account by the configured role, and no other account than that", func(t *testing.T) {
		t.Parallel()
		rec := run(t, twoAccount.with(values{"account": pulumitest.Account, "targetRole": "Admin"})).Program(compute.Program)
		require.NoError(t, rec.Err)
		there := rec.Get(t, "pulumi:providers:aws", "aws-target")
		assert.Equal(t, map[string]any{"roleArn": "arn:aws:iam::444455556666:role/Admin", "sessionName": "slipway-dev"},
			there.Inputs["assumeRole"])
		assert.Equal(t, []any{target}, there.Inputs["allowedAccountIds"])
		assert.Equal(t, map[string]any{"tags": map[string]any{
			"Project": "slipway", "Environment": "dev", "Layer": "compute", "ManagedBy": "pulumi",
		}}, there.Inputs["defaultTags"])
	})
	for name, c := range map[string]struct {
		config values
		stack  map[string]any
		fault  string
	}{
		"a faulty configuration": {values{"memory": "1"}, foundationStack("api"),
			`slipway-compute:memory is "1": a whole number from 128 to 10240`},
		"C4 a foundation that is not deployed": {plain, map[string]any{},
			"stack organization/slipway-foundation/dev has no output \"contractVersion\": " +
				"run `make deploy LAYER=foundation ENV=dev`"},
		"R14 a foundation without the service": {shop, foundationStack("api", "cart"),
			"stack organization/slipway-foundation/dev has no output \"checkout.repositoryArn\": " +
				"run `make deploy LAYER=foundation ENV=dev`"},
	} {
		t.Run("makes nothing on "+name, func(t *testing.T) {
			t.Parallel()
			r := run(t, c.config)
			r.Stacks["organization/slipway-foundation/dev"] = c.stack
			rec := r.Program(compute.Program)
			require.ErrorContains(t, rec.Err, c.fault)
			assert.Empty(t, rec.All())
		})
	}
}
