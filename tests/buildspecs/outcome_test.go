package buildspecs_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/buildspec"
	"slipway/scripts/buildspec/faketools"
)

// forGood ends the line of a failure that the pipeline's retry cannot cure.
const forGood = "; a retry of the stage ends the same way"

// outcome is what a run came to.
type outcome struct {
	buildspec.Result
	log   string
	calls []faketools.Call
	dir   string
}

// called lists the calls that begin with the words given, as lines.
func (o outcome) called(prefix string) []string {
	var lines []string
	for _, call := range o.calls {
		if line := call.String(); strings.HasPrefix(line, prefix) {
			lines = append(lines, line)
		}
	}
	return lines
}

// order asserts that the calls beginning with the prefixes were first made in
// that order.
func (o outcome) order(t *testing.T, prefixes ...string) {
	t.Helper()
	last := -1
	for _, prefix := range prefixes {
		at := slices.IndexFunc(o.calls, func(call faketools.Call) bool { return strings.HasPrefix(call.String(), prefix) })
		require.Greater(t, at, last, "%q comes too early or not at all", prefix)
		last = at
	}
}

// failedWith asserts that a phase failed and that the log has the one line
// that says why and what to do.
func (o outcome) failedWith(t *testing.T, phase, line string) {
	t.Helper()
	assert.False(t, o.Succeeded())
	for _, result := range o.Phases {
		if result.Name == phase {
			assert.Equal(t, buildspec.Failed, result.Status)
		}
	}
	var said []string
	for text := range strings.Lines(o.log) {
		if strings.HasPrefix(text, "slipway: ") && strings.Count(text, ": ") > 1 {
			said = append(said, strings.TrimSpace(text))
		}
	}
	assert.Contains(t, said, "slipway: "+line)
}
