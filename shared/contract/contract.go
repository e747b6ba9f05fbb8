// Package contract holds what layers and the command share: the list of layers, the
// outputs of each, and the few facts that more than one of them needs.
//
// The outputs of a layer are one struct. The layer fills and exports it, a later layer
// reads the same struct through a Pulumi stack reference, and the command decodes it
// from the recorded state. The compiler checks that all of them agree, and the
// contract's version checks it between deployments.
package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Version is exported with every layer's outputs. It changes if an output's
// meaning changes, or if a required output is added or removed.
const Version = "3"

const versionKey = "contractVersion"

// fields maps the name of each stack output to the field that holds it. One
// table serves exporting, reading and decoding.
type fields[T any] map[string]*T

// in puts a service's outputs under the service's name.
func (f fields[T]) in(service string, more fields[T]) {
	for key, field := range more {
		f[service+"."+key] = field
	}
}

func (f fields[T]) keys() []string {
	return slices.Sorted(maps.Keys(f))
}

// serviceOf returns the service that an output belongs to, "" for the layer.
func serviceOf(key string) string {
	return key[:max(strings.LastIndex(key, "."), 0)]
}

// outputs is implemented by the pointer to each layer's struct.
type outputs[T any] interface{ fields() fields[T] }

// Exporter takes the outputs of a stack; *pulumi.Context is one.
type Exporter interface {
	Export(name string, value pulumi.Input)
	Value(key any) any // of the context that the program runs in
}

// Export makes a layer's outputs those of the stack that ctx deploys.
func Export(ctx Exporter, out outputs[pulumi.StringOutput]) {
	all := pulumi.StringMap{versionKey: pulumi.String(Version)}
	for key, field := range out.fields() {
		all[key] = *field
	}
	for key, value := range all {
		ctx.Export(key, value)
	}
	announce(ctx, all)
}

// StackName is the full name of a layer's stack in the environment that ctx
// deploys, in the form every Pulumi backend accepts.
func StackName(ctx *pulumi.Context, layer string) string {
	return fmt.Sprintf("%s/%s/%s", ctx.Organization(), Project(layer), ctx.Stack())
}
