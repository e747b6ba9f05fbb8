package localaws_test

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
)

func TestProvidersOfTwoAccountsWorkSideBySide(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := awstest.Start(t, dir, awstest.NoSettings)
	home, away := awstest.Connect(t, s, nil), awstest.Connect(t, s, awstest.IntoTarget)
	in := m{"name": "role-deployer", "assumeRolePolicy": awstest.Trust("lambda")}
	assert.Equal(t, "arn:aws:iam::000000000000:role/role-deployer", home.Given(awstest.Role, "r", in).Out["arn"])
	assert.Equal(t, "arn:aws:iam::111122223333:role/role-deployer", away.Given(awstest.Role, "r", in).Out["arn"])

	for _, id := range []string{awstest.Account, awstest.TargetAccount} {
		roles, err := localaws.Open(dir).List(id, awstest.Role)
		require.NoError(t, err)
		require.Len(t, roles, 1)
		assert.Equal(t, id, roles[0].Account)
	}
	home.Given(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
	_, err := away.Create(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
	assert.Equal(t, "creating S3 Bucket (s3-a-dev): operation error S3: CreateBucket, api error BucketAlreadyExists: "+
		"The requested bucket name is not available. "+
		"The bucket namespace is shared by all users of the system. Please select a different name and try again.",
		awstest.Message(err))
}

func TestAProviderIsHeldToItsAccount(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	for _, p := range []struct {
		says   string
		config m
		want   string
	}{
		{"the account is allowed", m{"allowedAccountIds": list{awstest.Account}}, ""},
		{"the account is allowed, as JSON text", m{"allowedAccountIds": `["000000000000"]`}, ""},
		{"another account is allowed", m{"allowedAccountIds": list{awstest.TargetAccount}},
			"AWS account ID not allowed: 000000000000"},
		{"another account is allowed, as JSON text", m{"allowedAccountIds": `["111122223333"]`},
			"AWS account ID not allowed: 000000000000"},
		{"the account is forbidden", m{"forbiddenAccountIds": list{awstest.Account}},
			"AWS account ID not allowed: 000000000000"},
		{
			"the assumed account is not allowed",
			awstest.With(awstest.IntoTarget, m{"allowedAccountIds": list{awstest.Account}}),
			"AWS account ID not allowed: 111122223333",
		},
		{"the role is no role", m{"assumeRoles": list{m{"roleArn": "deploy"}}},
			"operation error STS: AssumeRole, api error ValidationError: deploy is invalid"},
	} {
		_, err := awstest.Dial(t, s, p.config)
		assert.Equal(t, p.want, awstest.Message(err), p.says)
	}
}

func TestAConnectionWithoutConfigurationTouchesNoAccount(t *testing.T) {
	t.Parallel()
	c, err := awstest.Dial(t, awstest.Start(t, t.TempDir(), awstest.NoSettings), m{
		"allowedAccountIds": list{awstest.TargetAccount},
	})
	require.Error(t, err)
	_, err = c.RPC.Create(t.Context(), &pulumirpc.CreateRequest{
		Urn:        awstest.URN(awstest.Bucket, "b"),
		Type:       awstest.Bucket,
		Properties: c.Wire(m{"bucket": "s3-a-dev"}),
	})
	assert.Equal(t,
		"this connection to the simulated AWS was never configured: run the command again", awstest.Message(err))
}

func TestFunctionsAnswerForTheProviderThatAsks(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	invoke := func(c awstest.Client, name string) properties.Map {
		r, err := c.RPC.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "aws:index/" + name + ":" + name})
		require.NoError(t, err)
		return c.Plain(r.GetReturn())
	}
	home, away := awstest.Connect(t, s,
		nil), awstest.Connect(t, s, awstest.With(awstest.IntoTarget, m{"region": "eu-west-1"}))
	assert.Equal(t, properties.Map{
		"accountId": awstest.Account,
		"arn":       "arn:aws:iam::000000000000:root",
		"id":        awstest.Account,
		"userId":    awstest.Account,
	}, invoke(home, "getCallerIdentity"))
	assert.Equal(t, properties.Map{
		"accountId": awstest.TargetAccount,
		"arn":       "arn:aws:sts::111122223333:assumed-role/deploy/slipway",
		"id":        awstest.TargetAccount,
		"userId":    "AROA111122223333:slipway",
	},
		invoke(away, "getCallerIdentity"))

	_, err := home.RPC.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "aws:ecr/getImage:getImage"})
	assert.Equal(t, "the simulated AWS does not know the function aws:ecr/getImage:getImage", awstest.Message(err))
}

func TestDefaultTagsJoinTheResourcesOwn(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	c := awstest.Connect(t, s, m{"defaultTags": m{"tags": m{"Project": "slipway", "Layer": "foundation"}}})
	in := m{"bucket": "s3-a-dev", "tags": m{"Layer": "mine"}}
	e := c.Given(awstest.Bucket, "b", in)
	assert.Equal(t, m{"Project": "slipway", "Layer": "mine"}, e.Out["tagsAll"])
	assert.Equal(t, m{
		"Project": "slipway",
		"Layer":   "mine",
	}, e.Out["tags"], "pulumi-aws puts them into the inputs already")
	assert.Empty(t, c.Diff(e, in).GetDiffs())

	other := awstest.Connect(t, s, m{"defaultTags": `{"tags":{"Project":"dock"}}`})
	assert.Equal(t, []string{"tags"}, other.Diff(e, in).GetDiffs(),
		"changed default tags are a change of every tagged resource")
	now, err := other.Update(e, in)
	require.NoError(t, err)
	assert.Equal(t, m{"Project": "dock", "Layer": "mine"}, now.Out["tagsAll"])
}

func TestATypeThatIsNotSimulatedIsRejectedInOneSentence(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	const token = "aws:ec2/instance:Instance"
	want := "the simulated AWS does not know the resource type aws:ec2/instance:Instance: deploy it to a real account, " +
		"or add it to scripts/localaws/resources"
	ctx, u := t.Context(), awstest.URN(token, "it")
	calls := map[string]func() error{
		"check":  func() error { _, err := c.RPC.Check(ctx, &pulumirpc.CheckRequest{Type: token, Urn: u}); return err },
		"diff":   func() error { _, err := c.RPC.Diff(ctx, &pulumirpc.DiffRequest{Type: token, Urn: u}); return err },
		"create": func() error { _, err := c.RPC.Create(ctx, &pulumirpc.CreateRequest{Type: token, Urn: u}); return err },
		"read":   func() error { _, err := c.RPC.Read(ctx, &pulumirpc.ReadRequest{Type: token, Urn: u}); return err },
		"update": func() error { _, err := c.RPC.Update(ctx, &pulumirpc.UpdateRequest{Type: token, Urn: u}); return err },
		"delete": func() error { _, err := c.RPC.Delete(ctx, &pulumirpc.DeleteRequest{Type: token, Urn: u}); return err },
	}
	for name, call := range calls {
		assert.Equal(t, want, awstest.Message(call()), name)
	}
}

func TestTheEngineIsToldWhatThisIs(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	info, err := c.RPC.GetPluginInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	assert.Equal(t, "6.83.0", info.GetVersion())
	schema, err := c.RPC.GetSchema(t.Context(), &pulumirpc.GetSchemaRequest{})
	require.NoError(t, err)
	assert.JSONEq(t, `{"name":"aws","version":"6.83.0"}`, schema.GetSchema())
	_, err = c.RPC.Attach(t.Context(), &pulumirpc.PluginAttach{Address: "127.0.0.1:1"})
	require.NoError(t, err)
	_, err = c.RPC.Cancel(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	checked, err := c.RPC.CheckConfig(t.Context(), &pulumirpc.CheckRequest{News: c.Wire(m{"region": "us-east-1"})})
	require.NoError(t, err)
	assert.Equal(t, properties.Map{"region": "us-east-1", "simulated": true}, c.Plain(checked.GetInputs()))
	diff, err := c.RPC.DiffConfig(t.Context(), &pulumirpc.DiffRequest{
		OldInputs: c.Wire(m{"region": "us-east-1"}),
		News:      c.Wire(m{"region": "eu-west-1"}),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"region"}, diff.GetDiffs())
}
