package calls

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/stacks/delivery/buildspecs"
	"slipway/stacks/delivery/buildspecs/buildspecstest"
)

func TestCommandsStandAtTheBeginningOfALineOrSubstitution(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"ecr batch-get-image", "ecr get-login-password", "npm exec"}, commandsIn(`
		aws ecr get-login-password | docker login
		media=$(aws ecr batch-get-image --x)
		again=$(aws ecr batch-get-image --y)
		manager=(npm exec --yes)
		fail "it failed" "start it again: aws ecr start-image-scan, then retry"
		# aws s3 sync is what a comment says
	`))
}

// A command that no buildspec runs any more would keep its grant alive.
func TestEveryListedCommandIsRun(t *testing.T) { // R16
	t.Parallel()
	test, err := buildspecs.Test("arn:aws:codebuild:us-east-1:111111111111:report-group/reports")
	require.NoError(t, err)
	text := ""
	for _, spec := range []string{buildspecs.Build(), buildspecs.Promote(), test} {
		text += buildspecstest.Unpacked(spec) + "\n"
	}
	run := commandsIn(text)
	assert.ElementsMatch(t, slices.Sorted(maps.Keys(commandCalls)), run)
}
