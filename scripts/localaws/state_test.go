package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/properties"
)

func TestTheAccountOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: awstest.NoSettings})
	require.NoError(t, err)
	c := awstest.Connect(t, first, nil)
	e := c.Given(awstest.Key, "k", m{"enableKeyRotation": true})

	again := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	now, there := again.Read(e)
	require.True(t, there)
	assert.Equal(t, e.Out, now.Out)
	require.NoError(t, again.Delete(now))
}

func TestOperationsAreLoggedInTheirOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	none, err := localaws.Operations(dir)
	require.NoError(t, err)
	assert.Empty(t, none)

	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	c.Preview(awstest.Topic, "t", m{"name": "topic-a"})
	topic := c.Given(awstest.Topic, "t", m{"name": "topic-a"})
	mail := c.Given(awstest.Subscription, "s", m{
		"topic":    awstest.TopicARN,
		"protocol": "email",
		"endpoint": "ops@example.com",
	})
	topic, err = c.Update(topic, m{"name": "topic-a", "displayName": "Ops"})
	require.NoError(t, err)
	require.NoError(t, c.Delete(mail))
	require.NoError(t, c.Delete(topic))
	require.NoError(t, c.Delete(topic))

	var short [][4]string
	log, err := localaws.Operations(dir)
	require.NoError(t, err)
	for _, o := range log {
		assert.False(t, o.Time.IsZero())
		assert.Equal(t, awstest.Account, o.Account)
		short = append(short, [4]string{o.Op, o.Type, o.ID, o.URN})
	}
	assert.Equal(t, [][4]string{
		{"create", awstest.Topic, awstest.TopicARN, awstest.URN(awstest.Topic, "t")},
		{"create", awstest.Subscription, mail.ID, awstest.URN(awstest.Subscription, "s")},
		{"update", awstest.Topic, awstest.TopicARN, awstest.URN(awstest.Topic, "t")},
		{"delete", awstest.Subscription, mail.ID, awstest.URN(awstest.Subscription, "s")},
		{"delete", awstest.Topic, awstest.TopicARN, awstest.URN(awstest.Topic, "t")},
	}, short, "previews and empty deletions change nothing")
}

// move is what a release does: the alias goes to another version behind Pulumi's back.
func move(t *testing.T, s *localaws.Store, alias, version string) {
	t.Helper()
	r, found, err := s.Get(awstest.Account, awstest.FunctionAlias, alias)
	require.NoError(t, err)
	require.True(t, found)
	r.Outputs["functionVersion"] = version
	require.NoError(t, s.Put(r))
}

func TestARefreshShowsWhatAReleaseMoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	function := c.ZipFunction("lambda-a")
	in := m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"}
	alias := c.Given(awstest.FunctionAlias, "live", in)
	bigger, err := c.Update(function, awstest.With(function.In, m{"memorySize": 1024.0}))
	require.NoError(t, err)
	require.Equal(t, "2", bigger.Out["version"])
	move(t, localaws.Open(dir), alias.ID, "2")

	now, there := c.Read(alias)
	require.True(t, there)
	assert.Equal(t, "2", now.Out["functionVersion"])
	assert.Equal(t, "2", now.In["functionVersion"], "inputs follow, so that the next preview shows the drift")
	assert.Equal(t, []string{"functionVersion"}, c.Diff(now, in).GetDiffs())
}

func TestAnUpdateSendsWhatChangedAndNoMore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	function := c.ZipFunction("lambda-a")
	s := localaws.Open(dir)
	r, _, err := s.Get(awstest.Account, awstest.Function, "lambda-a")
	require.NoError(t, err)
	r.Outputs["handler"] = "released"
	require.NoError(t, s.Put(r))

	now, err := c.Update(function, awstest.With(function.In, m{"timeout": 30.0}))
	require.NoError(t, err)
	assert.Equal(t, 30.0, now.Out["timeout"])
	assert.Equal(t, "released", now.Out["handler"], "what the program did not change stays as it is")

	c.Given(awstest.FunctionAlias, "live", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
	alias := awstest.Resource{
		Token: awstest.FunctionAlias,
		Name:  "live",
		ID:    awstest.FunctionARN + ":live",
		In:    properties.Map{"name": "live", "functionName": "lambda-a", "functionVersion": "1"},
	}
	move(t, s, alias.ID, "2")
	reset, err := c.Update(alias, m{
		"name":            "live",
		"functionName":    "lambda-a",
		"functionVersion": "1",
		"description":     "Live",
	})
	require.NoError(t, err)
	assert.Equal(t, "1", reset.Out["functionVersion"],
		"UpdateAlias always sends the version: an alias has to be refreshed first")
}

func TestAnUpdateOfWhatIsGoneSaysWhatToDo(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	e := c.Given(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
	require.NoError(t, c.Delete(e))
	_, err := c.Update(e, m{"bucket": "s3-a-dev", "forceDestroy": true})
	assert.Equal(t,
		"updating S3 Bucket (s3-a-dev): S3 Bucket s3-a-dev does not exist any more: refresh the layer, then deploy it again",
		awstest.Message(err))
}

func TestAnInterruptedPutMayBeRepeatedByTheSameResource(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	c.Given(awstest.Topic, "t", m{"name": "topic-a"})
	_, err := c.Create(awstest.Topic, "it", m{"name": "topic-a"})
	require.ErrorContains(t, err, "belongs to "+awstest.URN(awstest.Topic, "t")+" already")
	c.Given(awstest.Topic, "t", m{"name": "topic-a"})
}

func TestNamesAreMadeUpOnceAndKept(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for token, want := range map[string]string{
		awstest.Bucket: "^upper-[0-9a-f]{7}$",
		awstest.Alias:  "^alias/Upper-[0-9a-f]{7}$",
		awstest.Role:   "^Upper-[0-9a-f]{7}$",
	} {
		first, _ := c.Check(token, "Upper", m{})
		second, _ := c.Check(token, "Upper", m{})
		name := "name"
		if token == awstest.Bucket {
			name = "bucket"
		}
		assert.Regexp(t, want, first[name])
		assert.Equal(t, first[name], second[name], "one seed makes one name")
	}
	e := c.Given(awstest.Topic, "alerts", m{})
	checked := c.Recheck(e, m{"displayName": "Ops"})
	assert.Equal(t, e.Out["name"], checked["name"], "a made-up name stays")
}
