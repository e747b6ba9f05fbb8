// Command programs runs the layers' programs for the slipway command, which
// starts it. See package program.
package main

import (
	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
)

func main() { langhost.Serve(programs.Layers) }
