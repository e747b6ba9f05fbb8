package localpipeline

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnActionsConfigurationGetsWhatEarlierActionsExported(t *testing.T) {
	t.Parallel()
	known := variables{
		"Build":        {"IMAGE_DIGEST": "sha256:1", "EMPTY": ""},
		"codepipeline": {"PipelineExecutionId": "run-1"},
	}
	for text, want := range map[string]string{
		`{"digest":"#{Build.IMAGE_DIGEST}","id":"#{codepipeline.PipelineExecutionId}"}`: `{"digest":"sha256:1","id":"run-1"}`,
		"no variable, # and {braces}": "no variable, # and {braces}",
		"[#{Build.EMPTY}]":            "[]",
	} {
		got, err := known.resolve(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := known.resolve("#{Test.SUMMARY} #{Build.OTHER}")
	assert.EqualError(t, err, "the variable #{Test.SUMMARY} has no value: no action before this one exported it")
}

func TestATriggersFilterTakesWholeWordsAndFolders(t *testing.T) {
	t.Parallel()
	assert.True(t, fits(nil, "anything"))
	assert.True(t, fits([]string{"main"}, "main"))
	assert.False(t, fits([]string{"main"}, "main2"))
	assert.True(t, fits([]string{"services/cart/**", "services/api/**"}, "services/api/a.js"))
	assert.False(t, fits([]string{"services/api/**"}, "services/apis.js"))
}
