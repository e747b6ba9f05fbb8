package pulumitest_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kms"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

func TestAProgramSeesItsSettings(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{
		Project: "p",
		Stack:   "s",
		Root:    "/project",
		Config:  map[string]string{"p:key": "value"},
	}.Program(
		func(ctx *pulumi.Context) error {
			assert.Equal(t, "organization", ctx.Organization())
			assert.Equal(t, "p", ctx.Project())
			assert.Equal(t, "s", ctx.Stack())
			assert.Equal(t, "/project", ctx.RootDirectory())
			assert.False(t, ctx.DryRun())
			value, _ := ctx.GetConfig("p:key")
			assert.Equal(t, "value", value)
			return errors.New("the program's own error")
		})
	assert.ErrorContains(t, rec.Err, "the program's own error")
}

func TestOneLookUpIsAnsweredAndAnyOtherIsAnError(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Program(func(ctx *pulumi.Context) error {
		caller, err := aws.GetCallerIdentity(ctx, nil)
		require.NoError(t, err)
		assert.Equal(t, aws.GetCallerIdentityResult{
			AccountId: "111122223333",
			Arn:       "arn:aws:iam::111122223333:root",
			Id:        "111122223333",
			UserId:    "111122223333",
		}, *caller)
		_, err = kms.LookupAlias(ctx, &kms.LookupAliasArgs{Name: "alias/x"})
		assert.ErrorContains(t, err, "pulumitest knows no function aws:kms/getAlias:getAlias")
		return nil
	})
	assert.NoError(t, rec.Err)

	denied := errors.New("AccessDenied: no")
	rec = pulumitest.Run{
		Project: "p",
		Stack:   "s",
		RefuseCall: func(token string) error {
			assert.Equal(t, "aws:index/getCallerIdentity:getCallerIdentity", token)
			return denied
		},
	}.Program(func(ctx *pulumi.Context) error {
		_, err := aws.GetCallerIdentity(ctx, nil)
		return err
	})
	assert.ErrorContains(t, rec.Err, "AccessDenied: no")
}

func TestOtherStacksAreReadAsGiven(t *testing.T) {
	t.Parallel()
	run := pulumitest.Run{
		Project: "p",
		Stack:   "s",
		Stacks:  map[string]map[string]any{"organization/q/s": {"key": "value"}},
	}
	read := func(name string) *pulumitest.Recording {
		return run.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
			other, err := pulumi.NewStackReference(ctx, name, nil)
			if err != nil {
				return err
			}
			rec.Export("read", other.GetStringOutput(pulumi.String("key")))
			return nil
		})
	}
	rec := read("organization/q/s")
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"read": "value"}, rec.Kept())
	assert.Empty(t, rec.All(), "a reference is not a resource of the stack")
	assert.ErrorContains(t, read("organization/q/other").Err, `unknown stack "organization/q/other"`)
}
