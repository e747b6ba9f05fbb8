package buildspecs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/buildspec/faketools"
	"slipway/stacks/delivery/buildspecs"
)

func TestTheCommitsMessageIsShortAndSafeToShow(t *testing.T) {
	t.Parallel()
	long := ""
	for range 30 {
		long += "größer "
	}
	messages := map[string]string{
		"One line": "One line", "": "(no message)", "Tab\tand \\ backslash": "Tab", "It's {\"json\"}": "It's {'json'}",
		long: string([]rune(long)[:120]),
	}
	messages["Tab\tand \\ backslash"] = "Tabtand  backslash" // an escape in the JSON loses its backslash
	for message, want := range messages {
		s := build()
		s.answers = faketools.Build{Digest: digest, Message: message}.Replies()
		o := s.run(t, buildspecs.Build())
		assert.Equal(t, want, o.Exported["COMMIT_MESSAGE_SHORT"], "%q", message)
		assert.Equal(t, "none", o.Exported["LIVE_DIGEST"], "there was no release yet")
	}
}

func TestABuildGoesOnWithoutTheCommitsMessage(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]stage{
		"started by hand": build().set("PIPELINE_EXECUTION_ID", ""),
		"it is not given": build().with(faketools.Reply{
			Tool:   "aws",
			Args:   "codepipeline",
			Stdout: "None\n",
		}),
		"it is not to see": build().with(faketools.Reply{
			Tool:   "aws",
			Args:   "codepipeline",
			Stderr: "AccessDenied\n",
			Exit:   254,
		}),
	} {
		o := s.run(t, buildspecs.Build())
		assert.True(t, o.Succeeded(), name)
		assert.Equal(t, "(no message)", o.Exported["COMMIT_MESSAGE_SHORT"], name)
	}
}

func TestTheHistoryIsAskedForThisServicesLastRelease(t *testing.T) {
	t.Parallel()
	o := build().run(t, buildspecs.Build())
	assert.Equal(t, []string{`aws dynamodb query --table-name table-deployments-dev --index-name byService ` +
		`--no-scan-index-forward --max-items 1` +
		` --key-condition-expression #service = :service --filter-expression #state = :succeeded AND ` +
		`attribute_exists(#digest)` +
		` --expression-attribute-names {"#service":"service","#state":"state","#digest":"digest"}` +
		` --expression-attribute-values {":service":{"S":"api"},":succeeded":{"S":"SUCCEEDED"}}` +
		` --query Items[0].digest.S --output json`}, o.called("aws dynamodb"))
}
