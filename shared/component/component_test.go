package component_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/iampolicy"
	"slipway/shared/pulumitest"
)

const account = "111122223333"

// thing is a component of these tests.
type thing struct{ pulumi.ResourceState }

// run makes a component in an account and lets build add its children.
func run(
	refuse func(*pulumitest.Resource) error,
	build func(ctx *pulumi.Context, parent pulumi.Resource, in awsaccount.Account) error,
) *pulumitest.Recording {
	return pulumitest.Run{
		Project: "slipway-compute",
		Stack:   "dev",
		Refuse:  refuse,
	}.Program(func(ctx *pulumi.Context) error {
		in, err := awsaccount.Own(ctx, "compute", config.Common{Account: pulumitest.Account})
		if err != nil {
			return err
		}
		t := &thing{}
		if err := component.Register(ctx, "compute", "Thing", "thing", t); err != nil {
			return err
		}
		return build(ctx, t, in)
	})
}

func policy() iampolicy.Document {
	return iampolicy.Document{{
		Actions:   []string{"sns:Publish"},
		Resources: pulumi.StringArray{pulumi.String("*")},
	}}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	rec := run(nil, func(*pulumi.Context, pulumi.Resource, awsaccount.Account) error { return nil })
	require.NoError(t, rec.Err)
	assert.Len(t, rec.Of("slipway:compute:Thing"), 1)

	t.Run("says which component AWS or the engine rejects", func(t *testing.T) {
		t.Parallel()
		rec := run(pulumitest.RefuseNamed("thing", errors.New("no")),
			func(*pulumi.Context, pulumi.Resource, awsaccount.Account) error { return nil })
		assert.ErrorContains(t, rec.Err, "register component thing: ")
	})
}

func TestNewLogGroup(t *testing.T) {
	t.Parallel()
	rec := newRole(nil, component.RoleArgs{Name: "role-x-dev", Trust: component.TrustAnyAccount("x.amazonaws.com")})
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{
		"name":            "/aws/lambda/f",
		"retentionInDays": 30.0,
		"skipDestroy":     false,
		"tags":            map[string]any{"Service": "api"},
	}, rec.Get(t, "cloudwatch/logGroup:LogGroup", "thing-logs").Inputs)
}

func TestConsoleLinks(t *testing.T) { // R11
	t.Parallel()
	assert.Equal(t, "https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/p/view?region=us-east-1",
		component.PipelineURL("us-east-1", "p"))
	assert.Equal(t,
		"https://us-east-1.console.aws.amazon.com/codesuite/codebuild/1/testReports/reportGroups/g?region=us-east-1",
		component.ReportsURL("us-east-1", "1", "g"))
	assert.Equal(t, "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/d",
		component.DashboardURL("us-east-1", "d"))
}
