// Command programs runs the layers' programs for the slipway command, which
// starts it. See package program.
package main

import (
	"slipway/scripts/program"
	"slipway/scripts/programs"
)

func main() { program.Serve(programs.Layers) }
