package pulumitest_test

import (
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// alerts registers a topic below a component, in an account of its own, and
// a second one that depends on the component, which means on what is in it.
func alerts(ctx *pulumi.Context, rec *pulumitest.Recording) error {
	target, err := aws.NewProvider(ctx, "aws-target", &aws.ProviderArgs{
		AssumeRole: aws.ProviderAssumeRoleArgs{RoleArn: pulumi.String("arn:aws:iam::444455556666:role/Deploy")}})
	if err != nil {
		return err
	}
	group := &pulumi.ResourceState{}
	if err := ctx.RegisterComponentResource("test:index:Group", "group", group, pulumi.Providers(target)); err != nil {
		return err
	}
	first, err := sns.NewTopic(ctx, "group-first", &sns.TopicArgs{Name: pulumi.String("topic-first")},
		pulumi.Parent(group),
		pulumi.IgnoreChanges([]string{"displayName"}), pulumi.DeleteBeforeReplace(true), pulumi.Protect(true),
		pulumi.RetainOnDelete(true))
	if err != nil {
		return err
	}
	second, err := sns.NewTopic(ctx, "second", &sns.TopicArgs{
		Name:           pulumi.String("topic-second"),
		DisplayName:    first.Arn,
		KmsMasterKeyId: pulumi.ToSecret(pulumi.String("hidden")).(pulumi.StringOutput),
		Tags:           pulumi.StringMap{"known": pulumi.String("yes"), "computed": first.Arn},
	}, pulumi.DependsOn([]pulumi.Resource{group}))
	if err != nil {
		return err
	}
	rec.Export("first", first.Arn)
	rec.Export("second", second.ID())
	rec.Export("plain", pulumi.String("text"))
	return nil
}

func TestEveryResourceIsRecordedAsRegistered(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Do(alerts)
	require.NoError(t, rec.Err)

	first := rec.Get(t, "sns/topic:Topic", "group-first")
	assert.Equal(t, &pulumitest.Resource{
		Type:                "aws:sns/topic:Topic",
		Name:                "group-first",
		Parent:              "group",
		Custom:              true,
		Inputs:              map[string]any{"name": "topic-first"},
		IgnoreChanges:       []string{"displayName"},
		Provider:            "aws-target",
		Account:             "444455556666",
		DeleteBeforeReplace: true,
		Protect:             true,
		RetainOnDelete:      true,
	}, first)

	const arn = "arn:aws:sns:us-east-1:444455556666:topic-first"
	assert.Equal(t, &pulumitest.Resource{
		Type:   "aws:sns/topic:Topic",
		Name:   "second",
		Custom: true,
		Inputs: map[string]any{"name": "topic-second", "displayName": arn, "kmsMasterKeyId": "hidden",
			"tags": map[string]any{"known": "yes", "computed": arn}},
		IgnoreChanges: []string{},
		DependsOn:     []string{"group-first"},
		Account:       "111122223333",
	}, withList(rec.Get(t, "sns/topic:Topic", "second")))

	group := rec.Get(t, "Group", "group")
	assert.False(t, group.Custom)
	assert.Empty(t, group.Parent)
}

// withList is x with an empty list of ignored changes in the place of none.
func withList(x *pulumitest.Resource) *pulumitest.Resource {
	x.IgnoreChanges = append([]string{}, x.IgnoreChanges...)
	return x
}

func TestWhatIsExportedIsKept(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Do(alerts)
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"first": "arn:aws:sns:us-east-1:444455556666:topic-first",
		"second": pulumi.ID("arn:aws:sns:us-east-1:111122223333:topic-second"), "plain": "text"}, rec.Kept())
	rec.Kept()["plain"] = "changed"
	assert.Equal(t, "text", rec.Kept()["plain"], "what is handed out is a copy")
}

func TestInAPreviewNothingThatAWSComputesIsKnown(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{
		Project: "p",
		Stack:   "s",
		DryRun:  true,
	}.Do(alerts)
	require.NoError(t, rec.Err)
	assert.Equal(t, map[string]any{"plain": "text"}, rec.Kept())
	second := rec.Get(t, "sns/topic:Topic", "second")
	assert.Equal(t, "topic-second", second.Inputs["name"])
	assert.NotContains(t, second.Inputs, "displayName")
	assert.Equal(t, map[string]any{"known": "yes"}, second.Inputs["tags"])
}

func TestResourcesAreFoundByTypeAndName(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Do(alerts)
	require.NoError(t, rec.Err)
	var names []string
	for _, x := range rec.All() {
		names = append(names, x.Type+" "+x.Name)
	}
	assert.Equal(t, []string{"aws:sns/topic:Topic group-first", "aws:sns/topic:Topic second",
		"pulumi:providers:aws aws-target", "test:index:Group group"}, names)
	assert.Len(t, rec.Of("sns/topic:Topic"), 2)
	assert.Empty(t, rec.Of("kms/key:Key"))
	assert.Contains(t, failure(func(t testing.TB) { rec.Get(t, "sns/topic:Topic", "third") }),
		"resources sns/topic:Topic named third among ")
}
