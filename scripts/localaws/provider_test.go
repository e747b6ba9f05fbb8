package localaws_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

const target = "111122223333"

// intoTarget is the configuration of a provider that works in another account.
var intoTarget = m{"region": "us-east-1", "assumeRole": m{"roleArn": "arn:aws:iam::" + target + ":role/deploy"}}

func TestProvidersOfTwoAccountsWorkSideBySide(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := start(t, dir, noSettings)
	home, away := connect(t, s, nil), connect(t, s, intoTarget)
	in := m{"name": "role-deployer", "assumeRolePolicy": trusting("lambda")}
	assert.Equal(t, "arn:aws:iam::000000000000:role/role-deployer", home.given(roleT, "r", in).out["arn"])
	assert.Equal(t, "arn:aws:iam::111122223333:role/role-deployer", away.given(roleT, "r", in).out["arn"])

	for _, id := range []string{account, target} {
		roles, err := localaws.Open(dir).List(id, roleT)
		require.NoError(t, err)
		require.Len(t, roles, 1)
		assert.Equal(t, id, roles[0].Account)
	}
	home.given(bucketT, "b", m{"bucket": "s3-a-dev"})
	_, err := away.create(bucketT, "b", m{"bucket": "s3-a-dev"})
	assert.Equal(t, "creating S3 Bucket (s3-a-dev): operation error S3: CreateBucket, api error BucketAlreadyExists: The requested bucket name is not available. "+
		"The bucket namespace is shared by all users of the system. Please select a different name and try again.", message(err))
}

func TestAProviderIsHeldToItsAccount(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	for _, p := range []struct {
		says   string
		config m
		want   string
	}{
		{"the account is allowed", m{"allowedAccountIds": list{account}}, ""},
		{"the account is allowed, as JSON text", m{"allowedAccountIds": `["000000000000"]`}, ""},
		{"another account is allowed", m{"allowedAccountIds": list{target}}, "AWS account ID not allowed: 000000000000"},
		{"another account is allowed, as JSON text", m{"allowedAccountIds": `["111122223333"]`}, "AWS account ID not allowed: 000000000000"},
		{"the account is forbidden", m{"forbiddenAccountIds": list{account}}, "AWS account ID not allowed: 000000000000"},
		{"the assumed account is not allowed", with(intoTarget, m{"allowedAccountIds": list{account}}), "AWS account ID not allowed: 111122223333"},
		{"the role is no role", m{"assumeRoles": list{m{"roleArn": "deploy"}}}, "operation error STS: AssumeRole, api error ValidationError: deploy is invalid"},
	} {
		_, err := dial(t, s, p.config)
		assert.Equal(t, p.want, message(err), p.says)
	}
}

func TestAConnectionWithoutConfigurationTouchesNoAccount(t *testing.T) {
	t.Parallel()
	c, err := dial(t, start(t, t.TempDir(), noSettings), m{"allowedAccountIds": list{target}})
	require.Error(t, err)
	_, err = c.rpc.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn(bucketT, "b"), Type: bucketT, Properties: c.wire(m{"bucket": "s3-a-dev"})})
	assert.Equal(t, "this connection to the AWS rehearsal was never configured: run the command again", message(err))
}

func TestFunctionsAnswerForTheProviderThatAsks(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	invoke := func(c client, name string) properties.Map {
		r, err := c.rpc.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "aws:index/" + name + ":" + name})
		require.NoError(t, err)
		return c.plain(r.GetReturn())
	}
	home, away := connect(t, s, nil), connect(t, s, with(intoTarget, m{"region": "eu-west-1"}))
	assert.Equal(t, properties.Map{"accountId": account, "arn": "arn:aws:iam::000000000000:root", "id": account, "userId": account}, invoke(home, "getCallerIdentity"))
	assert.Equal(t, properties.Map{"accountId": target, "arn": "arn:aws:sts::111122223333:assumed-role/deploy/slipway", "id": target, "userId": "AROA111122223333:slipway"},
		invoke(away, "getCallerIdentity"))
	assert.Equal(t, properties.Map{"id": "us-east-1", "name": "us-east-1", "description": "US East (N. Virginia)", "endpoint": "ec2.us-east-1.amazonaws.com"}, invoke(home, "getRegion"))
	assert.Equal(t, "Europe (Ireland)", invoke(away, "getRegion")["description"])
	assert.Equal(t, properties.Map{"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"}, invoke(home, "getPartition"))

	_, err := home.rpc.Invoke(t.Context(), &pulumirpc.InvokeRequest{Tok: "aws:ecr/getImage:getImage"})
	assert.Equal(t, "the AWS rehearsal does not know the function aws:ecr/getImage:getImage", message(err))
}

func TestDefaultTagsJoinTheResourcesOwn(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir(), noSettings)
	c := connect(t, s, m{"defaultTags": m{"tags": m{"Project": "slipway", "Layer": "foundation"}}})
	in := m{"bucket": "s3-a-dev", "tags": m{"Layer": "mine"}}
	e := c.given(bucketT, "b", in)
	assert.Equal(t, m{"Project": "slipway", "Layer": "mine"}, e.out["tagsAll"])
	assert.Equal(t, m{"Project": "slipway", "Layer": "mine"}, e.out["tags"], "pulumi-aws puts them into the inputs already")
	assert.Empty(t, c.diff(e, in).GetDiffs())

	other := connect(t, s, m{"defaultTags": `{"tags":{"Project":"dock"}}`})
	assert.Equal(t, []string{"tags"}, other.diff(e, in).GetDiffs(), "changed default tags are a change of every tagged resource")
	now, err := other.update(e, in)
	require.NoError(t, err)
	assert.Equal(t, m{"Project": "dock", "Layer": "mine"}, now.out["tagsAll"])
}

func TestATypeThatIsNotRehearsedIsRefusedInOneSentence(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	const token = "aws:ec2/instance:Instance"
	want := "the AWS rehearsal does not know the resource type aws:ec2/instance:Instance: deploy it to a real account, or add it to scripts/localaws/resources"
	ctx, u := t.Context(), urn(token, "it")
	calls := map[string]func() error{
		"check":  func() error { _, err := c.rpc.Check(ctx, &pulumirpc.CheckRequest{Type: token, Urn: u}); return err },
		"diff":   func() error { _, err := c.rpc.Diff(ctx, &pulumirpc.DiffRequest{Type: token, Urn: u}); return err },
		"create": func() error { _, err := c.rpc.Create(ctx, &pulumirpc.CreateRequest{Type: token, Urn: u}); return err },
		"read":   func() error { _, err := c.rpc.Read(ctx, &pulumirpc.ReadRequest{Type: token, Urn: u}); return err },
		"update": func() error { _, err := c.rpc.Update(ctx, &pulumirpc.UpdateRequest{Type: token, Urn: u}); return err },
		"delete": func() error { _, err := c.rpc.Delete(ctx, &pulumirpc.DeleteRequest{Type: token, Urn: u}); return err },
	}
	for name, call := range calls {
		assert.Equal(t, want, message(call()), name)
	}
}

func TestTheEngineIsToldWhatThisIs(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	info, err := c.rpc.GetPluginInfo(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	assert.Equal(t, "6.83.0", info.GetVersion())
	schema, err := c.rpc.GetSchema(t.Context(), &pulumirpc.GetSchemaRequest{})
	require.NoError(t, err)
	assert.JSONEq(t, `{"name":"aws","version":"6.83.0"}`, schema.GetSchema())
	_, err = c.rpc.Attach(t.Context(), &pulumirpc.PluginAttach{Address: "127.0.0.1:1"})
	require.NoError(t, err)
	_, err = c.rpc.Cancel(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	checked, err := c.rpc.CheckConfig(t.Context(), &pulumirpc.CheckRequest{News: c.wire(m{"region": "us-east-1"})})
	require.NoError(t, err)
	assert.Equal(t, properties.Map{"region": "us-east-1"}, c.plain(checked.GetInputs()))
	diff, err := c.rpc.DiffConfig(t.Context(), &pulumirpc.DiffRequest{OldInputs: c.wire(m{"region": "us-east-1"}), News: c.wire(m{"region": "eu-west-1"})})
	require.NoError(t, err)
	assert.Equal(t, []string{"region"}, diff.GetDiffs())
}

func TestSecretsAndArchivesSurvive(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	role := c.role("role-a", "lambda")
	code, err := archive.FromAssets(map[string]any{})
	require.NoError(t, err)
	in := properties.ToEngine(properties.Map{"name": "lambda-a", "role": role, "handler": "h", "runtime": "provided.al2023"}, nil)
	in["code"] = resource.NewProperty(code)
	in["environment"] = resource.NewProperty(resource.PropertyMap{"variables": resource.NewProperty(resource.PropertyMap{"TOKEN": resource.MakeSecret(resource.NewProperty("hunter2"))})})
	r, err := c.rpc.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn(functionT, "f"), Type: functionT, Name: "f", Properties: c.wireMap(in)})
	require.NoError(t, err)
	out := c.engine(r.GetProperties())
	assert.True(t, out["environment"].ContainsSecrets())
	assert.True(t, out["code"].IsArchive())
	assert.Len(t, out["codeSha256"].StringValue(), 44, "a hash in base64")

	read, err := c.rpc.Read(t.Context(), &pulumirpc.ReadRequest{Id: r.GetId(), Urn: urn(functionT, "f"), Type: functionT, Properties: r.GetProperties(), Inputs: c.wireMap(in)})
	require.NoError(t, err)
	again := c.engine(read.GetProperties())
	assert.True(t, again["environment"].ContainsSecrets())
	assert.True(t, again["code"].IsArchive())
	assert.True(t, c.engine(read.GetInputs())["code"].IsArchive())

	imported, err := c.rpc.Read(t.Context(), &pulumirpc.ReadRequest{Id: r.GetId(), Urn: urn(functionT, "f"), Type: functionT})
	require.NoError(t, err)
	assert.True(t, c.engine(imported.GetProperties())["environment"].ContainsSecrets(), "an import keeps secrets too")
	assert.Equal(t, "lambda-a", c.plain(imported.GetInputs())["name"])
}

func TestUnknownInputsPassEveryCheckInAPreview(t *testing.T) {
	t.Parallel()
	for _, o := range everyType() {
		t.Run(o.token, func(t *testing.T) {
			t.Parallel()
			c := rehearse(t)
			if o.given != nil {
				o.given(c)
			}
			if o.from != nil {
				o.in = o.from(c)
			}
			in := m{}
			for key := range o.in {
				in[key] = properties.Unknown{}
			}
			planned := c.preview(o.token, "it", in)
			for key := range in {
				assert.True(t, planned.IsUnknown(key), key)
			}
		})
	}
}

func TestCallsInParallelAllCount(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, noSettings), nil)
	var all sync.WaitGroup
	for i := range 64 {
		all.Go(func() {
			name := fmt.Sprintf("role-%d", i%48)
			_, err := c.create(roleT, name, m{"name": name, "assumeRolePolicy": trusting("lambda")})
			if err != nil {
				assert.Contains(t, message(err), "EntityAlreadyExists")
			}
		})
	}
	all.Wait()
	roles, err := localaws.Open(dir).List(account, roleT)
	require.NoError(t, err)
	assert.Len(t, roles, 48, "one of two calls for one name wins")
	log, err := localaws.Operations(dir)
	require.NoError(t, err)
	assert.Len(t, log, 48)
}
