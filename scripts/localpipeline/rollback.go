package localpipeline

import (
	"context"
	"errors"
	"fmt"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/release"
)

// Rollback puts an earlier version back, by the deployed release machine.
func (env Environment) Rollback(ctx context.Context, service, actor string, to release.Image) error {
	return env.start(ctx, service, "Rollback", func(id string) map[string]any { return release.Input(id, actor, to) },
		"did not put version "+to.Version+" back")
}

// Release releases an image of the history again, by the deployed release machine.
func (env Environment) Release(ctx context.Context, service, actor, override string, image release.Image) error {
	return env.start(ctx, service, "Release",
		func(id string) map[string]any { return release.ForwardInput(id, actor, override, image) },
		"did not release "+image.Digest)
}

// Settings releases the settings that wait, with the image that is live, by the deployed
// release machine.
func (env Environment) Settings(ctx context.Context, service, actor, override string, live release.Image) error {
	return env.start(ctx, service, "Release",
		func(id string) map[string]any { return release.SettingsInput(id, actor, override, live) },
		"did not release the settings that wait")
}

// start runs the deployed release machine on an input, and shows its rows.
func (env Environment) start(
	ctx context.Context, service, where string, input func(id string) map[string]any, didNot string,
) error {
	r, err := env.begin(service, "")
	if err != nil {
		return err
	}
	arn := r.outputs.ReleaseArn
	id, err := newID(env.Random)
	if err != nil {
		return err
	}
	ended, err := r.runRelease(ctx, where, arn, "the delivery layer", id, input(id))
	if err != nil {
		return err
	}
	if err := errors.Join(r.show(ctx, id), r.promote(ctx)); err != nil {
		return err
	}
	if ended.failed {
		return fmt.Errorf("%s %s: %s", account.LastOf(arn), didNot, ended.summary)
	}
	return nil
}
