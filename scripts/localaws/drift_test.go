package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
)

// behind changes an output of a resource behind Pulumi's back.
func behind(t *testing.T, dir string, e awstest.Resource, changes m) {
	t.Helper()
	s := localaws.Open(dir)
	r, found, err := s.Get(awstest.Account, e.Token, e.ID)
	require.NoError(t, err)
	require.True(t, found)
	for key, value := range changes {
		if value == nil {
			delete(r.Outputs, key)
			continue
		}
		r.Outputs[key] = value
	}
	require.NoError(t, s.Put(r))
}

func TestARefreshShowsEachKindOfDrift(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		token   string
		in      m
		changes m
		drift   []string
	}{
		"none": {awstest.LogGroup, m{"name": "group-a", "retentionInDays": 7.0}, m{}, nil},
		"a number": {
			awstest.LogGroup, m{
				"name":            "group-a",
				"retentionInDays": 7.0,
			}, m{"retentionInDays": 30.0}, []string{"retentionInDays"},
		},
		"a text": {awstest.Topic, m{
			"name":        "topic-a",
			"displayName": "Ops",
		}, m{"displayName": "Others"}, []string{"displayName"}},
		"a text that is gone": {
			awstest.Topic, m{"name": "topic-a", "displayName": "Ops"}, m{"displayName": ""}, []string{"displayName"},
		},
		"a switch": {
			awstest.Repository, m{"name": "ecr-a", "imageTagMutability": "IMMUTABLE"}, m{"imageTagMutability": "MUTABLE"},
			[]string{"imageTagMutability"},
		},
		"what the program does not say": {
			awstest.LogGroup, m{"name": "group-a"}, m{"retentionInDays": 30.0}, nil,
		},
		"a document that means the same": {
			awstest.Role, m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")},
			m{"assumeRolePolicy": "  " + awstest.Trust("lambda") + "\n"}, nil,
		},
		"a document that means another thing": {
			awstest.Role, m{"name": "role-a", "assumeRolePolicy": awstest.Trust("lambda")},
			m{"assumeRolePolicy": awstest.Trust("states")}, []string{"assumeRolePolicy"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			client := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
			e := client.Given(c.token, "it", c.in)
			behind(t, dir, e, c.changes)
			now, there := client.Read(e)
			require.True(t, there)
			assert.Equal(t, c.drift, client.Diff(now, c.in).GetDiffs())
			if len(c.drift) == 0 {
				return
			}
			assert.Equal(t, c.changes[c.drift[0]], now.Out[c.drift[0]])
			mended, err := client.Update(now, c.in)
			require.NoError(t, err)
			assert.Equal(t, e.Out[c.drift[0]], mended.Out[c.drift[0]], "the next deploy puts it right")
			assert.Empty(t, client.Diff(mended, c.in).GetDiffs())
		})
	}
}

func TestAnImportReadsTheInputsBack(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := m{"name": "group-a", "retentionInDays": 7.0}
	e := c.Given(awstest.LogGroup, "it", in)
	imported, there := c.Read(awstest.Resource{
		Token: awstest.LogGroup,
		Name:  "it",
		ID:    e.ID,
	})
	require.True(t, there)
	assert.Equal(t, e.Out, imported.Out)
	assert.Equal(t, "group-a", imported.In["name"])
	assert.Equal(t, 7.0, imported.In["retentionInDays"])
	assert.Empty(t, c.Diff(imported, in).GetDiffs(), "the program that made it changes nothing")
	_, there = c.Read(awstest.Resource{
		Token: awstest.LogGroup,
		Name:  "it",
		ID:    "group-b",
	})
	assert.False(t, there)
}

func TestTagsOfTheProviderAreUnderTheResourcesOwn(t *testing.T) {
	t.Parallel()
	tags := func(own m) awstest.Client {
		return awstest.Connect(t, awstest.Start(t, t.TempDir(), awstest.NoSettings), m{"defaultTags": m{"tags": own}})
	}
	for name, c := range map[string]struct {
		provider, own, all m
	}{
		"both":            {m{"a": "p", "b": "p"}, m{"b": "own", "c": "own"}, m{"a": "p", "b": "own", "c": "own"}},
		"the provider's":  {m{"a": "p"}, nil, m{"a": "p"}},
		"the resource's":  {m{}, m{"c": "own"}, m{"c": "own"}},
		"an empty value":  {m{"a": "p"}, m{"a": ""}, m{"a": ""}},
		"none of neither": {m{}, nil, m{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := tags(c.provider)
			in := m{"name": "topic-a"}
			if c.own != nil {
				in["tags"] = c.own
			}
			e := client.Given(awstest.Topic, "it", in)
			assert.Equal(t, properties.Map(c.all), e.Out.Sub("tagsAll"))
			assert.Empty(t, client.Diff(e, in).GetDiffs())
		})
	}
}

func TestAChangedDefaultTagIsAChangeOfEveryTaggedResource(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	before := awstest.Connect(t, s, m{"defaultTags": m{"tags": m{"team": "a"}}})
	topic := before.Given(awstest.Topic, "it", m{"name": "topic-a"})
	policy := before.Grant(before.Given(awstest.Role, "r", m{
		"name":             "role-a",
		"assumeRolePolicy": awstest.Trust("lambda"),
	}).Out.Str("name"), "p", "*", "s3:GetObject")

	after := awstest.Connect(t, s, m{"defaultTags": m{"tags": m{"team": "b"}}})
	assert.NotEmpty(t, after.Diff(topic, m{"name": "topic-a"}).GetDiffs())
	assert.Empty(t, after.Diff(policy, policy.In).GetDiffs(), "an inline policy has no tags")
	changed, err := after.Update(topic, m{"name": "topic-a"})
	require.NoError(t, err)
	assert.Equal(t, properties.Map{"team": "b"}, changed.Out.Sub("tagsAll"))
}

func TestAProvidersRegionIsThatOfItsResources(t *testing.T) {
	t.Parallel()
	s := awstest.Start(t, t.TempDir(), awstest.NoSettings)
	for region, want := range map[string]string{
		"eu-west-1": "arn:aws:sns:eu-west-1:000000000000:topic-eu",
		"":          "arn:aws:sns:us-east-1:000000000000:topic-us",
	} {
		name := want[len(want)-8:]
		config := m{}
		if region != "" {
			config["region"] = region
		}
		e := awstest.Connect(t, s, config).Given(awstest.Topic, name, m{"name": name})
		assert.Equal(t, want, e.Out["arn"])
	}
}
