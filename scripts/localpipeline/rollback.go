package localpipeline

import (
	"context"
	"fmt"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/release"
)

// Rollback puts an earlier version back, by the deployed release machine.
func (env Environment) Rollback(ctx context.Context, service, to, actor string) error {
	r, err := env.begin(service, "")
	if err != nil {
		return err
	}
	arn := r.outputs.ReleaseArn
	id, err := newID(env.Random)
	if err != nil {
		return err
	}
	ended, err := r.runRelease(ctx, "Rollback", arn, "the delivery layer", id, release.Input(id, to, actor))
	if err != nil {
		return err
	}
	if err := r.show(id); err != nil {
		return err
	}
	if ended.failed {
		return fmt.Errorf("%s did not put version %s back: %s", account.LastOf(arn), to, ended.summary)
	}
	return nil
}
