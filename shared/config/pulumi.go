package config

import (
	"cmp"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// FromContext is the configuration of the Pulumi program that ctx runs.
func FromContext(ctx *pulumi.Context) Source { return programSource{ctx} }

// ProjectFolder is the folder of Pulumi.yaml. A language host that does not name
// it runs the program in cmd/, one folder below.
func ProjectFolder(ctx *pulumi.Context) string { return cmp.Or(ctx.RootDirectory(), "..") }

type programSource struct{ ctx *pulumi.Context }

func (s programSource) Get(key string) (string, bool) {
	return s.ctx.GetConfig(FullKey(s.ctx.Project(), key))
}

func (s programSource) Secret(key string) bool {
	return s.ctx.IsConfigSecret(FullKey(s.ctx.Project(), key))
}

func (s programSource) Stack() string { return s.ctx.Stack() }

// Earlier makes the source a Later.
func (s programSource) Earlier(layer string) (Source, error) {
	return ReadEarlier(ProjectFolder(s.ctx), layer, s.ctx.Stack())
}

// Beside makes the source a Beside.
func (s programSource) Beside(layer, stack string) (source Source, there bool, err error) {
	return ReadBeside(ProjectFolder(s.ctx), layer, stack)
}
