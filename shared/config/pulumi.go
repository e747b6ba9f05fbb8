package config

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// FromContext is the configuration of the Pulumi program that ctx runs.
func FromContext(ctx *pulumi.Context) Source { return programSource{ctx} }

type programSource struct{ ctx *pulumi.Context }

func (s programSource) Get(key string) (string, bool) {
	return s.ctx.GetConfig(s.ctx.Project() + ":" + key)
}

func (s programSource) Stack() string { return s.ctx.Stack() }
