package cli_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATerminalThatCannotMoveItsCursorGetsLines(t *testing.T) {
	t.Parallel()
	d := deployed(t, "dev")
	d.terminal = true
	for kind, moves := range map[string]bool{"dumb": false, "xterm-256color": true, "": true} {
		d.set["TERM"] = kind
		require.Equal(t, 0, d.run(t.Context(), "deploy", "--layer", "foundation"), d.err.String())
		if moves {
			assert.Contains(t, d.err.String(), "\x1b[J", "TERM=%s", kind)
			continue
		}
		assert.NotContains(t, d.err.String(), "\x1b", "TERM=%s", kind)
		assert.Contains(t, d.err.String(), "\nfoundation  deploying\n")
	}
}
