package awsaccount_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/pulumitest"
)

const providerType = "pulumi:providers:aws"

// opened is what a layer gets to work with.
type opened struct{ own, target awsaccount.Account }

// open runs a layer that does nothing but open its accounts. Its configuration is
// that of foundation, which later layers share.
func open(t *testing.T, run pulumitest.Run) (*pulumitest.Recording, opened) {
	t.Helper()
	run.Root, run.Config = pulumitest.Beside(t, "dev", run.Config), nil
	return program(run)
}

// program runs the layer with the configuration of its own file.
func program(run pulumitest.Run) (*pulumitest.Recording, opened) {
	var o opened
	run.Project, run.Stack = "slipway-compute", "dev"
	rec := run.Program(func(ctx *pulumi.Context) error {
		r := config.NewReader("slipway-compute", config.FromContext(ctx))
		c := r.Common()
		err := r.Err()
		if err != nil {
			return err
		}
		if o.own, err = awsaccount.Own(ctx, "compute", c); err != nil {
			return err
		}
		o.target, err = awsaccount.Target(ctx, "compute", c, o.own)
		return err
	})
	return rec, o
}

// tags are what every resource of the layer carries, R13 and R18's bookkeeping.
var tags = map[string]any{"tags": map[string]any{
	"Project": "slipway", "Environment": "dev", "Layer": "compute", "ManagedBy": "pulumi"}}

func TestOneAccountNeedsNothingConfigured(t *testing.T) { // R13
	t.Parallel()
	for _, dryRun := range []bool{false, true} {
		rec, o := open(t, pulumitest.Run{DryRun: dryRun})
		require.NoError(t, rec.Err)
		require.Len(t, rec.All(), 1)
		inputs := rec.Get(t, providerType, "aws").Inputs
		assert.Equal(t, "us-east-1", inputs["region"])
		assert.Equal(t, tags, inputs["defaultTags"])
		assert.Equal(t, []any{"111122223333"}, inputs["allowedAccountIds"], "the one that the command has found")
		assert.NotContains(t, inputs, "profile")
		assert.NotContains(t, inputs, "assumeRole")
		assert.Equal(t, "111122223333", o.own.ID)
		assert.Equal(t, "us-east-1", o.own.Region)
		assert.NotNil(t, o.own.Provider)
		assert.Equal(t, o.own, o.target, "the services run beside the pipeline")
	}
}

func TestRolesAreMadeAsTheAccountDemands(t *testing.T) {
	t.Parallel()
	_, o := open(t, pulumitest.Run{Config: map[string]string{"slipway-foundation:targetAccount": "444455556666"}})
	assert.Equal(t, "arn:aws:iam::444455556666:role/role-a", o.target.RoleArn("role-a"))
	for _, account := range []awsaccount.Account{o.own, o.target} {
		assert.Empty(t, account.Boundary)
		assert.Equal(t, "/", account.RolePath)
	}
	for configured, want := range map[string][2]string{
		"arn:aws:iam::111122223333:policy/limits/B": {
			"arn:aws:iam::111122223333:policy/limits/B", "arn:aws:iam::444455556666:policy/limits/B"},
		"arn:aws:iam::aws:policy/B": {"arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/B"},
	} {
		rec, o := open(t, pulumitest.Run{Config: map[string]string{
			"slipway-foundation:targetAccount":       "444455556666",
			"slipway-foundation:rolePath":            "/shop/",
			"slipway-foundation:permissionsBoundary": configured,
		}})
		require.NoError(t, rec.Err)
		assert.Equal(t, want, [2]string{o.own.Boundary, o.target.Boundary})
		assert.Equal(t, "arn:aws:iam::111122223333:role/shop/role-a", o.own.RoleArn("role-a"))
		assert.Equal(t, "arn:aws:iam::444455556666:role/shop/role-a", o.target.RoleArn("role-a"))
	}
}

func TestConfiguredTagsComeOnTopOfSlipways(t *testing.T) {
	t.Parallel()
	rec, _ := open(t, pulumitest.Run{Config: map[string]string{
		"slipway-foundation:tags":          `{"CostCenter": "4711"}`,
		"slipway-foundation:targetAccount": "444455556666",
	}})
	require.NoError(t, rec.Err)
	want := map[string]any{"tags": map[string]any{
		"Project": "slipway", "Environment": "dev", "Layer": "compute", "ManagedBy": "pulumi", "CostCenter": "4711"}}
	for _, name := range []string{"aws", "aws-target"} {
		assert.Equal(t, want, rec.Get(t, providerType, name).Inputs["defaultTags"], name)
	}
}

func TestTheRegionIsTheOneConfigured(t *testing.T) {
	t.Parallel()
	rec, o := open(t, pulumitest.Run{Config: map[string]string{
		"aws:region":                       "eu-west-1",
		"slipway-foundation:targetAccount": "444455556666",
	}})
	require.NoError(t, rec.Err)
	for _, name := range []string{"aws", "aws-target"} {
		assert.Equal(t, "eu-west-1", rec.Get(t, providerType, name).Inputs["region"])
	}
	assert.Equal(t, "eu-west-1", o.own.Region)
	assert.Equal(t, "eu-west-1", o.target.Region)
}

func TestNoOtherAccountThanTheConfiguredIsTouched(t *testing.T) {
	t.Parallel()
	rec, _ := open(t, pulumitest.Run{Config: map[string]string{"slipway-foundation:account": "111122223333"}})
	require.NoError(t, rec.Err)
	assert.Equal(t, []any{"111122223333"}, rec.Get(t, providerType, "aws").Inputs["allowedAccountIds"])
}

func TestWithoutAnAccountNothingIsOpened(t *testing.T) {
	t.Parallel()
	rec, _ := program(pulumitest.Run{
		Root:   pulumitest.Beside(t, "dev", nil),
		Config: map[string]string{config.Caller: ""},
	})
	require.ErrorIs(t, rec.Err, awsaccount.ErrUnknown)
	assert.ErrorContains(t, rec.Err, "`pulumi config set slipway-foundation:account ACCOUNT` in stacks/foundation")
	assert.Empty(t, rec.All())
}

func TestCredentialsAreTheConfiguredOnes(t *testing.T) {
	t.Parallel()
	profile := map[string]string{"aws:profile": "shop-prod", "slipway-foundation:targetAccount": "444455556666"}
	rec, _ := open(t, pulumitest.Run{Config: profile})
	require.NoError(t, rec.Err)
	for _, name := range []string{"aws", "aws-target"} {
		assert.Equal(t, "shop-prod", rec.Get(t, providerType, name).Inputs["profile"], name)
	}
	const role = "arn:aws:iam::111122223333:role/deploy/Slipway"
	rec, o := open(t, pulumitest.Run{Config: map[string]string{"aws:assumeRole": `{"roleArn": "` + role + `"}`}})
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"roleArn": role, "sessionName": "slipway-dev"},
		rec.Get(t, providerType, "aws").Inputs["assumeRole"])
	assert.Equal(t, "111122223333", o.own.ID)
	rec, _ = open(t, pulumitest.Run{Config: map[string]string{
		"aws:assumeRole": `{"roleArn": "` + role + `", "externalId": "shop", "sessionName": "me"}`,
	}})
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"roleArn": role, "sessionName": "me", "externalId": "shop"},
		rec.Get(t, providerType, "aws").Inputs["assumeRole"])
}

func TestASeparateTargetIsReachedByItsRole(t *testing.T) { // R9
	t.Parallel()
	rec, o := open(t, pulumitest.Run{Config: map[string]string{
		"slipway-foundation:targetAccount":     "444455556666",
		"slipway-foundation:targetRole":        "path/Deploy",
		"slipway-foundation:targetExternalId":  "shop",
		"slipway-foundation:environmentSuffix": "dev",
	}})
	require.NoError(t, rec.Err)
	inputs := rec.Get(t, providerType, "aws-target").Inputs
	assert.Equal(t, []any{"444455556666"}, inputs["allowedAccountIds"])
	assert.Equal(t, map[string]any{
		"roleArn":     "arn:aws:iam::444455556666:role/path/Deploy",
		"externalId":  "shop",
		"sessionName": "slipway-dev",
	}, inputs["assumeRole"])
	assert.Equal(t, tags, inputs["defaultTags"])
	assert.NotContains(t, rec.Get(t, providerType, "aws").Inputs, "assumeRole")
	assert.Equal(t, "111122223333", o.own.ID)
	assert.Equal(t, "444455556666", o.target.ID)
	assert.NotEqual(t, o.own.Provider, o.target.Provider)
}

func TestARefusalNamesTheProvider(t *testing.T) {
	t.Parallel()
	denied := errors.New("ExpiredToken: no credentials")
	target := map[string]string{"slipway-foundation:targetAccount": "444455556666"}
	provider := func(name string) func(*pulumitest.Resource) error {
		return func(x *pulumitest.Resource) error {
			if x.Name == name {
				return denied
			}
			return nil
		}
	}
	rec, _ := open(t, pulumitest.Run{Refuse: provider("aws")})
	assert.ErrorContains(t, rec.Err, "configure AWS provider aws: ExpiredToken: no credentials")
	assert.ErrorIs(t, rec.Err, denied)

	rec, o := open(t, pulumitest.Run{Config: target, Refuse: provider("aws-target")})
	assert.ErrorContains(t, rec.Err, "configure AWS provider aws-target: ExpiredToken: no credentials")
	assert.Equal(t, "111122223333", o.own.ID)
	assert.Empty(t, o.target)

	rec, _ = open(t, pulumitest.Run{RefuseCall: func(string) error { return denied }})
	assert.ErrorContains(t, rec.Err, "read account of AWS provider aws: ")
	assert.ErrorContains(t, rec.Err, "ExpiredToken: no credentials")
}

func TestArns(t *testing.T) {
	t.Parallel()
	account := awsaccount.Account{ID: "111122223333", Region: "eu-west-1"}
	assert.Equal(t, "arn:aws:lambda:eu-west-1:111122223333:function:f", account.Arn("lambda", "function:f"))
	assert.Equal(t, "arn:aws:iam::111122223333:role/r", awsaccount.RoleArn("111122223333", "r"))
	assert.Equal(t, "arn:aws:s3:::b", awsaccount.BucketArn("b"))
}
