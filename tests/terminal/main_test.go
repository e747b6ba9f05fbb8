package terminal_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"slipway/scripts/cli"
	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
)

// update writes the golden files instead of comparing them.
var update = flag.Bool("update", false, "write the golden files")

// The test's own file is the command and the process of its programs as well: by the
// name that it is started under.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "slipway":
		os.Exit(cli.Run())
	case "programs":
		langhost.Serve(programs.Layers)
		return
	}
	os.Exit(m.Run())
}
