// Package langhost runs the layers' Pulumi programs in a process of their own, as
// the pulumi command does. A program that crashes does not take the engine with it
// in the middle of an update, and a change to a layer links only the programs, not
// the engine, which is twice as large.
//
// A Host has the programs. Serve is its process; a Command starts it from the
// engine's side. The two talk over the process's standard input and output until
// the input ends; the engine reaches the programs as a language runtime.
package langhost

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
)

// Layer is one program and how its configuration is read.
type Layer struct {
	Program pulumi.RunFunc
	Load    func(config.Source) (Settings, error)
}

// Settings is what the command wants to know of a layer's configuration.
type Settings struct {
	Common config.Common
	// Examples names the values that are only there to try slipway with, "" for none.
	Examples string
	// Images are the digests a person has configured, by service.
	Images map[string]string
	// Architectures are those of the functions, by service.
	Architectures map[string]string
	Room          Room
	Named         []Named
	// Exceptions are the last days of what scans find and builds ignore, by service and id.
	Exceptions map[string]map[string]string
	Source     Source
}

// Named is something of another stack, or made by hand, that a service's setting names. Its
// parts are those of a thing of package named.
type Named struct {
	Kind     string
	Name     string
	Setting  string
	Function string
	Timeout  int
}

// Source is what the delivery layer builds.
type Source struct{ Repository, Branch string }

// Room is what the layer needs of an account that can be short, or taken by others.
type Room struct {
	Functions  map[string]int // executions that services' functions reserve, by function
	Receiver   map[string]int // the same of the webhook's receiver
	Logs       bool           // whether there is a bucket of access logs
	Builds     map[string]int // services, by the size of the hosts that they build on
	Pulls      int            // services whose pull requests are built
	Connection string         // ARN of a connection that is given
	Workspace  string         // of Slack, where messages are shown
}
