package localaws_test

import (
	"slices"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/emptypb"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

// failing is a simulated AWS in which the calls fail that the setting lists.
func failing(t *testing.T, calls string) (awstest.Client, string) {
	t.Helper()
	dir := t.TempDir()
	getenv := awstest.Settings(map[string]string{localaws.FailVariable: calls})
	return awstest.Connect(t, awstest.Start(t, dir, getenv), nil), dir
}

func topic(name string) m { return m{"name": name} }

func TestAPlannedFailureStrikesTheCallItNames(t *testing.T) {
	t.Parallel()
	type outcome struct{ create, again, update, remove bool }
	for setting, fails := range map[string]outcome{
		"aws:sns/topic:Topic":              {create: true, again: true},
		"sns/topic:Topic:create":           {create: true, again: true},
		"Topic:create:1":                   {create: true},
		"Topic:create:2":                   {again: true},
		"Topic:create:3":                   {},
		"Topic:update":                     {update: true},
		"Topic:delete:1":                   {remove: true},
		"Topic:update:1,Topic:delete":      {update: true, remove: true},
		"Queue:create , Topic:create:1":    {create: true},
		"TopicSubscription:create,Topic:9": {},
	} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			c, dir := failing(t, setting)
			first, err := c.Create(awstest.Topic, "a", topic("topic-a"))
			assert.Equal(t, fails.create, err != nil, "create: %v", err)
			second, err := c.Create(awstest.Topic, "b", topic("topic-b"))
			assert.Equal(t, fails.again, err != nil, "create again: %v", err)
			there := first
			if fails.create {
				there = second
			}
			if fails.create && fails.again {
				all, err := localaws.Open(dir).All(awstest.Account)
				require.NoError(t, err)
				assert.Empty(t, all, "what fails leaves nothing")
				return
			}
			_, err = c.Update(there, m{"name": there.Out.Str("name"), "displayName": "Ops"})
			assert.Equal(t, fails.update, err != nil, "update: %v", err)
			now, found := c.Read(there)
			require.True(t, found)
			assert.Equal(t, fails.update, now.Out.Str("displayName") == "")
			err = c.Delete(there)
			assert.Equal(t, fails.remove, err != nil, "delete: %v", err)
			_, found = c.Read(there)
			assert.Equal(t, fails.remove, found)
		})
	}
}

func TestAPlannedFailureSaysThatItWasAskedFor(t *testing.T) {
	t.Parallel()
	c, _ := failing(t, "Topic:create:1")
	_, err := c.Create(awstest.Topic, "a", topic("topic-a"))
	assert.Equal(t, "creating SNS Topic (topic-a): operation error SNS Topic: create, api error InternalFailure: "+
		"asked for by SLIPWAY_LOCAL_FAIL=Topic:create:1", awstest.Message(err))
}

func TestSettingsThatMeanNothingAreRejected(t *testing.T) {
	t.Parallel()
	const want = "; want a token such as lambda/function:Function, then :create, :update or :delete and a count, " +
		"both optional"
	for setting, says := range map[string]string{
		"Topik":             `SLIPWAY_LOCAL_FAIL=Topik: no resource type "Topik"` + want,
		"Topic:create:0":    "SLIPWAY_LOCAL_FAIL=Topic:create:0: calls are counted from 1",
		"Topic:create:-1":   "SLIPWAY_LOCAL_FAIL=Topic:create:-1: calls are counted from 1",
		"create":            `SLIPWAY_LOCAL_FAIL=create: no resource type ""` + want,
		"opic:create":       `SLIPWAY_LOCAL_FAIL=opic:create: no resource type "opic"` + want,
		"Topic:make":        `SLIPWAY_LOCAL_FAIL=Topic:make: no resource type "Topic:make"` + want,
		"Topic:create,":     `SLIPWAY_LOCAL_FAIL=: no resource type ""` + want,
		"Topic:1:create":    `SLIPWAY_LOCAL_FAIL=Topic:1:create: no resource type "Topic:1"` + want,
		"aws:aws:sns/topic": `SLIPWAY_LOCAL_FAIL=aws:aws:sns/topic: no resource type "aws:aws:sns/topic"` + want,
	} {
		t.Run(setting, func(t *testing.T) {
			t.Parallel()
			_, err := localaws.Start(t.Context(), localaws.Options{
				Dir:    t.TempDir(),
				Getenv: awstest.Settings(map[string]string{localaws.FailVariable: setting}),
			})
			require.ErrorContains(t, err, says)
		})
	}
}

func TestTheProviderStopsForNobody(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	_, err := c.RPC.Cancel(t.Context(), &emptypb.Empty{})
	require.NoError(t, err)
	c.Given(awstest.Topic, "a", topic("topic-a"))
}

func TestAChangedConfigurationIsAnUpdateInPlaceUnlessItIsTheRegion(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for name, test := range map[string]struct {
		old, now m
		changed  []string
	}{
		"nothing":                       {m{"region": "us-east-1"}, m{"region": "us-east-1"}, nil},
		"the region":                    {m{"region": "us-east-1"}, m{"region": "eu-west-1"}, []string{"region"}},
		"a tag more":                    {m{}, m{"defaultTags": `{"tags":{"a":"b"}}`}, []string{"defaultTags"}},
		"a key less":                    {m{"a": "x", "b": "y"}, m{"b": "y"}, []string{"a"}},
		"the same, written another way": {m{"defaultTags": `{"tags": {}}`}, m{"defaultTags": `{"tags":{}}`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := c.RPC.DiffConfig(t.Context(), &pulumirpc.DiffRequest{
				OldInputs: c.Wire(test.old),
				News:      c.Wire(test.now),
			})
			require.NoError(t, err)
			assert.Equal(t, test.changed, r.GetDiffs())
			var replaced []string
			if slices.Contains(test.changed, "region") {
				replaced = []string{"region"}
			}
			assert.Equal(t, replaced, r.GetReplaces(), "only in another region everything is made anew")
			want := pulumirpc.DiffResponse_DIFF_NONE
			if len(test.changed) > 0 {
				want = pulumirpc.DiffResponse_DIFF_SOME
			}
			assert.Equal(t, want, r.GetChanges())
		})
	}
}
