package cli

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHelp(t *testing.T) {
	a := &app{Process: Process{Lookup: func(string) (string, bool) { return "", false }}}
	root := newRoot(a)
	for _, cmd := range root.Commands() {
		t.Run(cmd.Name()+" explains itself and has an example", func(t *testing.T) {
			h := helps[cmd.Name()]
			assert.NotEmpty(t, h.long)
			assert.Contains(t, cmd.Example, "slipway "+cmd.Name()+" --env ")
		})
	}
	assert.Len(t, helps, len(root.Commands()))
}
