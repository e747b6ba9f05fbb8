package cli_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestComplete(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.file(t, "stacks/foundation/Pulumi.dev.yaml", "config:\n  slipway-foundation:services: [cart, order-api]\n")
	// The number is cobra's: do not offer files.
	const end = ":4\n"
	for _, c := range []struct{ typed, offered string }{
		{"ro", "rollback\tPut a service's earlier version back\n"},
		{"deploy --env ", "dev\nlocal\n"},
		{"deploy --layer ", "foundation\ncompute\ndelivery\n"},
		{"push --env dev --service ", "cart\norder-api\n"},
		{"history --env local --service ", "api\n"},
		{"push --fault ",
			"start\nlate\nflaky\nbuild\nscan\ntest\nreject\nwait\nimage\nsmoke\nerrors\nbake\nquiet\ndeath\nstuck\nhistory\n"},
		{"logs --of ", "build\ntest\nrelease\nfunction\n"},
		{"graph --format ", "mermaid\nsvg\nhtml\n"},
		{"push --message ", ""},
		{"push ", ""},
	} {
		assert.Equal(t, 0, d.run(t.Context(), append([]string{"__complete"}, strings.Split(c.typed, " ")...)...))
		assert.Equal(t, c.offered+end, d.out.String(), c.typed)
	}
	t.Run("takes ENV for the flag that is left out", func(t *testing.T) {
		d.set["ENV"] = "dev"
		assert.Equal(t, 0, d.run(t.Context(), "__complete", "push", "--service", ""))
		assert.Equal(t, "cart\norder-api\n"+end, d.out.String())
	})
	for _, shell := range []string{"bash", "zsh", "fish"} {
		t.Run("has a script for "+shell, func(t *testing.T) {
			assert.Equal(t, 0, d.run(t.Context(), "completion", shell))
			assert.Contains(t, d.out.String(), "__complete")
			if path, err := exec.LookPath(shell); err == nil {
				parse := exec.Command(path, "-n")
				parse.Stdin = &d.out
				said, err := parse.CombinedOutput()
				assert.NoError(t, err, "%s", said)
			}
		})
	}
}
