package contract

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// finalKey is the key under which a context has what hears the outputs.
type finalKey struct{}

// Hear returns a context for a layer's program that hears its outputs once all of them are
// known. That is earlier than Pulumi records them, which it does when the last resource is
// there. In a preview with outputs that are not known yet, and of a program that fails
// before, nothing is heard.
func Hear(ctx context.Context, final func(map[string]string)) context.Context {
	return context.WithValue(ctx, finalKey{}, final)
}

func announce(ctx Exporter, all pulumi.StringMap) {
	final, wanted := ctx.Value(finalKey{}).(func(map[string]string))
	if !wanted {
		return
	}
	all.ToStringMapOutput().ApplyT(func(values map[string]string) map[string]string {
		final(values)
		return values
	})
}
