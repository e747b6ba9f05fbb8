package resources_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/awstest"
)

// published are the numbers of a function's versions, in the order of their keys.
func published(t *testing.T, dir string) []string {
	t.Helper()
	list, err := localaws.Open(dir).List(awstest.Account, localaws.FunctionVersionType)
	require.NoError(t, err)
	var numbers []string
	for _, v := range list {
		numbers = append(numbers, v.Outputs["functionName"].(string)+":"+v.Outputs["version"].(string))
	}
	return numbers
}

func TestAVersionIsPublishedWhenSomethingChanged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	e := c.ZipFunction("lambda-a")
	assert.Equal(t, "1", e.Out["version"])
	for _, step := range []struct {
		says    string
		changes m
		version string
	}{
		{"nothing", m{}, "1"},
		{"a tag is no part of a version", m{"tags": m{"a": "b"}}, "1"},
		{"memory", m{"memorySize": 256.0}, "2"},
		{"memory again, the same", m{"memorySize": 256.0}, "2"},
		{"the environment", m{"memorySize": 256.0, "environment": m{"variables": m{"AB": "1"}}}, "3"},
		{"code", m{"memorySize": 256.0, "environment": m{"variables": m{"AB": "1"}}, "s3Key": "new.zip"}, "4"},
		{"publishing is switched off", m{"publish": false, "memorySize": 512.0}, "4"},
	} {
		var err error
		e, err = c.Update(e, awstest.With(e.In, step.changes))
		require.NoError(t, err, step.says)
		assert.Equal(t, step.version, e.Out["version"], step.says)
		assert.True(t, strings.HasSuffix(e.Out.Str("qualifiedArn"), ":function:lambda-a:"+step.version), step.says)
	}
	assert.Equal(t, []string{"lambda-a:1", "lambda-a:2", "lambda-a:3", "lambda-a:4"}, published(t, dir))
}

func TestAFunctionThatDoesNotPublishHasNoVersion(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	e := c.Given(awstest.Function, "f", awstest.With(c.Zip("lambda-a"), m{"publish": false}))
	assert.Equal(t, "$LATEST", e.Out["version"])
	assert.Empty(t, published(t, dir))
	_, err := c.Create(awstest.FunctionAlias, "live", m{
		"name":            "live",
		"functionName":    "lambda-a",
		"functionVersion": "1",
	})
	assert.Equal(t, "creating Lambda Alias (live): operation error Lambda: CreateAlias, api error "+
		"ResourceNotFoundException: Function not found: arn:aws:lambda:us-east-1:000000000000:function:lambda-a:1",
		awstest.Message(err))
	e, err = c.Update(e, awstest.With(e.In, m{"publish": true, "memorySize": 256.0}))
	require.NoError(t, err)
	assert.Equal(t, "1", e.Out["version"])
}

func TestVersionsGoWithTheirFunctionAndStartAnew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	first := c.ZipFunction("lambda-a")
	other := c.ZipFunction("lambda-b")
	first, err := c.Update(first, awstest.With(first.In, m{"memorySize": 256.0}))
	require.NoError(t, err)
	require.Equal(t, []string{"lambda-a:1", "lambda-a:2", "lambda-b:1"}, published(t, dir))

	require.NoError(t, c.Delete(first))
	assert.Equal(t, []string{"lambda-b:1"}, published(t, dir), "those of another function stay")
	again := c.Given(awstest.Function, "lambda-a", first.In)
	assert.Equal(t, "1", again.Out["version"])
	require.NoError(t, c.Delete(other))
	assert.Equal(t, []string{"lambda-a:1"}, published(t, dir))
}
