package component_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/pulumitest"
)

// newRole makes a role called "thing-role" of the arguments, in the test's account.
func newRole(refuse func(*pulumitest.Resource) error, args component.RoleArgs) *pulumitest.Recording {
	return run(refuse, func(ctx *pulumi.Context, parent pulumi.Resource, in awsaccount.Account) error {
		args.Account = in
		role, err := component.NewRole(ctx, "thing-role", args, parent)
		if err != nil {
			return err
		}
		_, err = component.NewLogGroup(ctx, "thing-logs", component.LogGroupArgs{
			Name:          "/aws/lambda/f",
			RetentionDays: 30,
			Account:       in,
			Tags:          component.ServiceTags("api"),
		}, parent)
		ctx.Export("waits for", pulumi.Int(len(role.Ready)))
		return err
	})
}

func TestNewRole(t *testing.T) {
	t.Parallel()
	trust := component.TrustService("lambda.amazonaws.com", account)
	t.Run("is a child of its component, deleted before it is replaced", func(t *testing.T) {
		t.Parallel()
		rec := newRole(nil, component.RoleArgs{
			Name:  "role-x-dev",
			Trust: trust,
			Tags:  component.ServiceTags("api"),
		})
		require.NoError(t, rec.Err)
		role := rec.Get(t, "iam/role:Role", "thing-role")
		assert.Equal(t, "thing", role.Parent)
		assert.Equal(t, "aws", role.Provider)
		assert.True(t, role.DeleteBeforeReplace)
		assert.Equal(t, true, role.Inputs["forceDetachPolicies"])
		assert.Equal(t, map[string]any{"Service": "api"}, role.Inputs["tags"])
		assert.NotContains(t, role.Inputs, "description")
		assert.NotContains(t, role.Inputs, "maxSessionDuration")
		assert.NotContains(t, role.Inputs, "path")
		assert.NotContains(t, role.Inputs, "permissionsBoundary")
		assert.Empty(t, rec.Of("iam/rolePolicy:RolePolicy"), "others attach what it may do")
	})
	t.Run("is at the account's path and within its boundary", func(t *testing.T) {
		t.Parallel()
		rec := run(nil, func(ctx *pulumi.Context, parent pulumi.Resource, in awsaccount.Account) error {
			in.RolePath, in.Boundary = "/shop/", "arn:aws:iam::111122223333:policy/Boundary"
			role, err := component.NewRole(ctx, "thing-role", component.RoleArgs{
				Name:    "role-x-dev",
				Trust:   trust,
				Account: in,
			}, parent)
			ctx.Export("arn", role.Arn)
			return err
		})
		require.NoError(t, rec.Err)
		role := rec.Get(t, "iam/role:Role", "thing-role")
		assert.Equal(t, "/shop/", role.Inputs["path"])
		assert.Equal(t, "arn:aws:iam::111122223333:policy/Boundary", role.Inputs["permissionsBoundary"])
	})
	t.Run("has one policy, named after the role", func(t *testing.T) {
		t.Parallel()
		rec := newRole(nil, component.RoleArgs{
			Name:   "role-x-dev",
			Trust:  trust,
			Policy: policy(),
		})
		require.NoError(t, rec.Err)
		made := rec.Get(t, "iam/rolePolicy:RolePolicy", "thing-role-policy")
		assert.Equal(t, "role-x-dev", made.Inputs["name"])
		assert.Equal(t, "role-x-dev", made.Inputs["role"])
		assert.Equal(t, []any{"sns:Publish"}, made.JSON(t, "policy")["Statement"].([]any)[0].(map[string]any)["Action"])
	})
	t.Run("takes other names, a description and a longest session", func(t *testing.T) {
		t.Parallel()
		rec := newRole(nil, component.RoleArgs{
			Name:              "role-x-dev",
			Description:       "why",
			Trust:             trust,
			MaxSessionSeconds: 7200,
			Policy:            policy(),
			PolicyName:        "run",
			PolicyResource:    "thing-policy",
		})
		require.NoError(t, rec.Err)
		assert.Equal(t, "run", rec.Get(t, "iam/rolePolicy:RolePolicy", "thing-policy").Inputs["name"])
		role := rec.Get(t, "iam/role:Role", "thing-role")
		assert.Equal(t, "why", role.Inputs["description"])
		assert.Equal(t, 7200.0, role.Inputs["maxSessionDuration"])
	})
	for resource, want := range map[string]string{
		"thing-role":        "create role role-x-dev: ",
		"thing-role-policy": "create policy of role role-x-dev: ",
		"thing-logs":        "create log group /aws/lambda/f: ",
	} {
		t.Run("says what could not be made: "+resource, func(t *testing.T) {
			t.Parallel()
			rec := newRole(pulumitest.RefuseNamed(resource, errors.New("no")),
				component.RoleArgs{
					Name:   "role-x-dev",
					Trust:  trust,
					Policy: policy(),
				})
			assert.ErrorContains(t, rec.Err, want)
		})
	}
}
