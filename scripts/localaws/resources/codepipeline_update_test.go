package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
	"slipway/scripts/localaws/codepipeline"
	"slipway/scripts/localaws/store"
)

func TestAnUpdateOfAPipelineEndsItsExecutions(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	kept := store.Open(dir)
	plant(c)
	in := pipeline(stage("Source", source), stage("Build", build))
	made := c.Given(awstest.Pipeline, "pipeline", in)
	status := func() string {
		var all []codepipeline.Execution
		_, err := kept.Document(awstest.Account, codepipeline.Kind, "pipeline-a", &all)
		require.NoError(t, err)
		return all[0].Status
	}
	require.NoError(t, kept.PutDocument(awstest.Account, codepipeline.Kind, "pipeline-a",
		[]codepipeline.Execution{{ID: "1", Status: codepipeline.InProgress}}))
	require.NoError(t, kept.PutDocument(awstest.Account, codepipeline.FreezeKind, "pipeline-a", m{}))
	made, err := c.Update(made, awstest.With(in, m{"tags": m{"Team": "shop"}}))
	require.NoError(t, err)
	assert.Equal(t, codepipeline.InProgress, status(), "tags are changed by another call")
	_, err = c.Update(made, awstest.With(in, m{"tags": m{"Team": "shop"}, "executionMode": "QUEUED"}))
	require.NoError(t, err)
	assert.Equal(t, "Cancelled", status())
	frozen, err := kept.Document(awstest.Account, codepipeline.FreezeKind, "pipeline-a", &m{})
	require.NoError(t, err)
	assert.True(t, frozen, "a freeze stays")
}

func TestAPipelineThatGoesTakesItsExecutionsAlong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c := awstest.Connect(t, awstest.Start(t, dir, awstest.NoSettings), nil)
	kept := store.Open(dir)
	plant(c)
	made := c.Given(awstest.Pipeline, "pipeline", pipeline(stage("Source", source), stage("Build", build)))
	kinds := []string{codepipeline.Kind, codepipeline.FreezeKind}
	for _, kind := range kinds {
		require.NoError(t, kept.PutDocument(awstest.Account, kind, "pipeline-a", m{}))
	}
	require.NoError(t, c.Delete(made))
	for _, kind := range kinds {
		found, err := kept.Document(awstest.Account, kind, "pipeline-a", &m{})
		require.NoError(t, err)
		assert.False(t, found, kind)
	}
}
