// Command slipway deploys, operates and removes environments. See package cli.
package main

import (
	"os"

	"slipway/scripts/cli"
)

func main() { os.Exit(cli.Run()) }
