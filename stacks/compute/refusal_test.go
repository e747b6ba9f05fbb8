package compute_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
	"slipway/stacks/compute"
)

// whole has a resource of each kind.
var whole = twoAccount.with(values{"services": `{"api": {"policies": ["arn:aws:iam::aws:policy/Read"]}}`})

// refusals is what the layer says, by the resource that AWS refuses.
var refusals = map[string]string{
	"pulumi:providers:aws aws":        "configure AWS provider aws",
	"pulumi:providers:aws aws-target": "configure AWS provider aws-target",

	"slipway:compute:Function function-api":              "register component function-api",
	"aws:cloudwatch/logGroup:LogGroup function-api-logs": "create log group /aws/lambda/lambda-api-dev",
	"aws:iam/role:Role function-api-role":                "create role role-function-api-dev",
	"aws:iam/rolePolicy:RolePolicy function-api-policy":  "create policy of role role-function-api-dev",
	"aws:iam/rolePolicyAttachment:RolePolicyAttachment function-api-aws-policy-Read": "attach " +
		"arn:aws:iam::aws:policy/Read to role role-function-api-dev",
	"aws:lambda/function:Function function-api-function": "create function of api",
	"aws:lambda/alias:Alias function-api-alias":          "create alias of api",
	"slipway:compute:Deployer deployer-api":              "register component deployer-api",
	"aws:iam/role:Role deployer-api-role":                "create role role-deployer-api-dev",
	"aws:iam/rolePolicy:RolePolicy deployer-api-policy":  "create policy of role role-deployer-api-dev",
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	t.Run("are told apart for every resource of the layer", func(t *testing.T) {
		t.Parallel()
		var listed []string
		for id := range refusals {
			listed = append(listed, id)
		}
		assert.ElementsMatch(t, ids(deploy(t, whole)), listed)
	})
	for id, text := range refusals {
		t.Run("R17 of "+id+" stop the layer and say what could not be done", func(t *testing.T) {
			t.Parallel()
			r := run(t, whole)
			r.Refuse = func(x *pulumitest.Resource) error {
				if x.Type+" "+x.Name == id {
					return errors.New("AccessDenied: not today")
				}
				return nil
			}
			rec := r.Program(compute.Program)
			require.ErrorContains(t, rec.Err, text+": AccessDenied: not today")
			assert.NotContains(t, ids(rec), id)
		})
	}
}

func TestARefusedEntryStopsTheLayer(t *testing.T) { // R17
	t.Parallel()
	for _, settings := range []string{`true`, `{"type": "url"}`} {
		r := run(t, values{"services": `{"api": {"http": ` + settings + `}}`})
		r.Refuse = pulumitest.RefuseNamed("entry-api", errors.New("AccessDenied: not today"))
		require.ErrorContains(t, r.Program(compute.Program).Err, "AccessDenied: not today", settings)
	}
}
