package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDoctorOfNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.set["SLIPWAY_AWS"] = "simulated"
	assert.Equal(t, 1, d.run(t.Context(), "doctor", "--env", "dev"))
	assert.Contains(t, d.out.String(), "\nfails   backend          no state of dev is at "+d.root)
	assert.Contains(t, d.out.String(), "\nunseen  drift            not looked at: it needs layers, settings, account\n")
	assert.Contains(t, d.out.String(), "ok      stack files      every line is read as it is written\n")
	assert.NoDirExists(t, filepath.Join(d.root, ".slipway"), "nothing is made for a look")
	assert.NotContains(t, d.err.String(), "error: ", "the report has said it")
	t.Run("says so on real AWS as well", func(t *testing.T) {
		d.set["SLIPWAY_AWS"] = "real"
		assert.Equal(t, 1, d.run(t.Context(), "doctor", "--env", "dev"))
		assert.Contains(t, d.out.String(), "no state of dev is kept on this machine: set PULUMI_BACKEND_URL")
	})
	t.Run("and of no environment cannot work", func(t *testing.T) {
		assert.Equal(t, 2, d.run(t.Context(), "doctor"))
		assert.Equal(t, "error: ENV is missing: say which environment, such as ENV=local\n", d.err.String())
	})
	t.Run("has no escape codes on a terminal either", func(t *testing.T) {
		d.terminal = true
		d.set["SLIPWAY_AWS"] = "simulated"
		assert.Equal(t, 1, d.run(t.Context(), "doctor", "--env", "dev"))
		assert.False(t, strings.Contains(d.out.String(), "\x1b"))
	})
}
