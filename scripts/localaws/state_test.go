package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/properties"
)

func TestTheAccountOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, err := localaws.Start(t.Context(), localaws.Options{Dir: dir, Getenv: noSettings})
	require.NoError(t, err)
	c := connect(t, first, nil)
	e := c.given(keyT, "k", m{"enableKeyRotation": true})

	again := connect(t, start(t, dir, noSettings), nil)
	now, there := again.read(e)
	require.True(t, there)
	assert.Equal(t, e.out, now.out)
	require.NoError(t, again.delete(now))
}

func TestOperationsAreLoggedInTheirOrder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	none, err := localaws.Operations(dir)
	require.NoError(t, err)
	assert.Empty(t, none)

	c := connect(t, start(t, dir, noSettings), nil)
	c.preview(topicT, "t", m{"name": "topic-a"})
	topic := c.given(topicT, "t", m{"name": "topic-a"})
	mail := c.given(subscriptionT, "s", m{"topic": topicARN, "protocol": "email", "endpoint": "ops@example.com"})
	topic, err = c.update(topic, m{"name": "topic-a", "displayName": "Ops"})
	require.NoError(t, err)
	require.NoError(t, c.delete(mail))
	require.NoError(t, c.delete(topic))
	require.NoError(t, c.delete(topic))

	var short [][4]string
	log, err := localaws.Operations(dir)
	require.NoError(t, err)
	for _, o := range log {
		assert.False(t, o.Time.IsZero())
		assert.Equal(t, account, o.Account)
		short = append(short, [4]string{o.Op, o.Type, o.ID, o.URN})
	}
	assert.Equal(t, [][4]string{
		{"create", topicT, topicARN, urn(topicT, "t")},
		{"create", subscriptionT, mail.id, urn(subscriptionT, "s")},
		{"update", topicT, topicARN, urn(topicT, "t")},
		{"delete", subscriptionT, mail.id, urn(subscriptionT, "s")},
		{"delete", topicT, topicARN, urn(topicT, "t")},
	}, short, "previews and empty deletions change nothing")
}

// move is what a release does: the alias goes to another version behind Pulumi's back.
func move(t *testing.T, s *localaws.Store, alias, version string) {
	t.Helper()
	r, found, err := s.Get(account, functionAliasT, alias)
	require.NoError(t, err)
	require.True(t, found)
	r.Outputs["functionVersion"] = version
	require.NoError(t, s.Put(r))
}

func TestARefreshShowsWhatAReleaseMoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, noSettings), nil)
	function := c.zipFunction("lambda-a")
	in := m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"}
	alias := c.given(functionAliasT, "live", in)
	bigger, err := c.update(function, with(function.in, m{"memorySize": 1024.0}))
	require.NoError(t, err)
	require.Equal(t, "2", bigger.out["version"])
	move(t, localaws.Open(dir), alias.id, "2")

	now, there := c.read(alias)
	require.True(t, there)
	assert.Equal(t, "2", now.out["functionVersion"])
	assert.Equal(t, "2", now.in["functionVersion"], "inputs follow, so that the next preview shows the drift")
	assert.Equal(t, []string{"functionVersion"}, c.diff(now, in).GetDiffs())
}

func TestAnUpdateSendsWhatChangedAndNoMore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := connect(t, start(t, dir, noSettings), nil)
	function := c.zipFunction("lambda-a")
	s := localaws.Open(dir)
	r, _, err := s.Get(account, functionT, "lambda-a")
	require.NoError(t, err)
	r.Outputs["handler"] = "released"
	require.NoError(t, s.Put(r))

	now, err := c.update(function, with(function.in, m{"timeout": 30.0}))
	require.NoError(t, err)
	assert.Equal(t, 30.0, now.out["timeout"])
	assert.Equal(t, "released", now.out["handler"], "what the program did not change stays as it is")

	c.given(functionAliasT, "live", m{"name": "live", "functionName": "lambda-a", "functionVersion": "1"})
	alias := existing{token: functionAliasT, name: "live", id: functionARN + ":live", in: properties.Map{"name": "live", "functionName": "lambda-a", "functionVersion": "1"}}
	move(t, s, alias.id, "2")
	reset, err := c.update(alias, m{"name": "live", "functionName": "lambda-a", "functionVersion": "1", "description": "Live"})
	require.NoError(t, err)
	assert.Equal(t, "1", reset.out["functionVersion"], "UpdateAlias always sends the version: an alias has to be refreshed first")
}

func TestAnUpdateOfWhatIsGoneSaysWhatToDo(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	e := c.given(bucketT, "b", m{"bucket": "s3-a-dev"})
	require.NoError(t, c.delete(e))
	_, err := c.update(e, m{"bucket": "s3-a-dev", "forceDestroy": true})
	assert.Equal(t, "updating S3 Bucket (s3-a-dev): S3 Bucket s3-a-dev does not exist any more: refresh the layer, then deploy it again", message(err))
}

func TestAnInterruptedPutMayBeRepeatedByTheSameResource(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	c.given(topicT, "t", m{"name": "topic-a"})
	_, err := c.create(topicT, "it", m{"name": "topic-a"})
	require.ErrorContains(t, err, "belongs to "+urn(topicT, "t")+" already")
	c.given(topicT, "t", m{"name": "topic-a"})
}

func TestNamesAreMadeUpOnceAndKept(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	for token, want := range map[string]string{bucketT: "^upper-[0-9a-f]{7}$", aliasT: "^alias/Upper-[0-9a-f]{7}$", roleT: "^Upper-[0-9a-f]{7}$"} {
		first, _ := c.check(token, "Upper", m{})
		second, _ := c.check(token, "Upper", m{})
		name := "name"
		if token == bucketT {
			name = "bucket"
		}
		assert.Regexp(t, want, first[name])
		assert.Equal(t, first[name], second[name], "one seed makes one name")
	}
	e := c.given(topicT, "alerts", m{})
	checked := c.recheck(e, m{"displayName": "Ops"})
	assert.Equal(t, e.out["name"], checked["name"], "a made-up name stays")
}
