// Package contract says what each layer promises the layers after it.
//
// A layer's promise is one struct of outputs. The layer fills it and exports it;
// a later layer reads it back through a Pulumi stack reference into the same
// struct, so both sides are held together by the compiler, and across
// deployments by the contract's version.
package contract

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Version is exported with every contract. It changes when an output's meaning
// does, or when a required output is added or taken away.
const Version = "1"

const versionKey = "contractVersion"

// fields maps the name of each stack output to the field that holds it. One
// table serves both writing and reading.
type fields map[string]*pulumi.StringOutput

// in puts a service's outputs under the service's name.
func (f fields) in(service string, more fields) {
	for key, field := range more {
		f[Key(service, key)] = field
	}
}

func (f fields) keys() []string {
	return slices.Sorted(maps.Keys(f))
}

// Key is the name of a stack output that belongs to one service.
func Key(service, output string) string { return service + "." + output }

// contract is implemented by the pointer to each layer's struct.
type contract interface{ fields() fields }

// readable is a contract that a later layer reads.
type readable interface {
	contract
	layer() string
}

// Exporter takes the outputs of a stack; *pulumi.Context is one.
type Exporter interface {
	Export(name string, value pulumi.Input)
}

// Export makes the contract's outputs those of the stack that ctx deploys.
func Export(ctx Exporter, c contract) {
	ctx.Export(versionKey, pulumi.String(Version))
	for key, field := range c.fields() {
		ctx.Export(key, *field)
	}
}

// StackName is the full name of a layer's stack in the environment that ctx
// deploys, in the form every Pulumi backend accepts.
func StackName(ctx *pulumi.Context, layer string) string {
	return fmt.Sprintf("%s/%s/%s", ctx.Organization(), Project(layer), ctx.Stack())
}

// Project is the Pulumi project of a layer.
func Project(layer string) string { return "slipway-" + layer }
