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
		in, err := awsaccount.Own(ctx, "compute", config.Common{})
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
		assert.Equal(t, map[string]any{"Service": "api"}, role.Inputs["tags"])
		assert.NotContains(t, role.Inputs, "description")
		assert.NotContains(t, role.Inputs, "maxSessionDuration")
		assert.Empty(t, rec.Of("iam/rolePolicy:RolePolicy"), "others attach what it may do")
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

func TestTrust(t *testing.T) {
	t.Parallel()
	condition := func(test, key, value string) iampolicy.Condition {
		return iampolicy.When(test, key, pulumi.String(value))
	}
	ofAccount := condition("StringEquals", "aws:SourceAccount", account)
	assert.Empty(t, component.TrustAnyAccount("events.amazonaws.com")[0].Conditions)
	assert.Equal(t, []iampolicy.Condition{ofAccount},
		component.TrustService("events.amazonaws.com", account)[0].Conditions)
	assert.Equal(t, []iampolicy.Condition{ofAccount, condition("ArnLike", "aws:SourceArn", "arn:x")},
		component.TrustService("events.amazonaws.com", account, "arn:x")[0].Conditions)
	assert.Equal(t, []iampolicy.Principal{iampolicy.Services("events.amazonaws.com")},
		component.TrustService("events.amazonaws.com", account)[0].Principals)
}

func TestStatements(t *testing.T) {
	t.Parallel()
	tls := component.OnlyTLS("OnlyTLS", []string{"s3:*"}, pulumi.String("b"))
	assert.True(t, tls.Deny)
	assert.Equal(t, []iampolicy.Condition{
		iampolicy.When("Bool", "aws:SecureTransport", pulumi.String("false")),
	}, tls.Conditions)
	assert.Equal(t, []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules"},
		component.SendTraces("Traces", "xray:GetSamplingRules").Actions)
	logs := component.WriteLogs("Logs", pulumi.String("arn").ToStringOutput())
	assert.Equal(t, []string{"logs:CreateLogStream", "logs:PutLogEvents"}, logs.Actions)
	assert.Equal(t, "Logs", logs.Sid)
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
