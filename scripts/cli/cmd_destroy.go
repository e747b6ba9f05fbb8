package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/layers"
	"slipway/shared/config"
	"slipway/shared/contract"
)

func newDestroyAll(a *app) *cobra.Command {
	return onAll(a, "destroy-all", "Destroy the three layers, last to first", a.destroy)
}

func newDestroy(a *app) *cobra.Command {
	return onOne(a, "destroy", "Destroy one layer, when nothing depends on it", a.destroy)
}

func (a *app) destroy(ctx context.Context, env string, names ...string) error {
	return a.with(ctx, env, toChange, func(s *session) (layers.Report, error) {
		if err := s.confirmDestroy(ctx, names); err != nil {
			return layers.Report{}, err
		}
		report, err := s.runner.Destroy(ctx, names...)
		if err != nil {
			return report, err
		}
		return report, s.left(ctx, names)
	}, nil)
}

// confirmDestroy asks before anything real is destroyed. A simulated one has
// nothing that anyone could miss.
func (s *session) confirmDestroy(ctx context.Context, names []string) error {
	if s.env.Simulated {
		return nil
	}
	held, err := s.runner.Held(ctx, names...)
	if err != nil {
		return err
	}
	var parts []string
	for _, layer := range slices.Backward(contract.LayerNames()) {
		if n := held[layer]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", layer, n))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	who, err := s.caller(ctx)
	if err != nil {
		return err
	}
	accounts := fmt.Sprintf("account %s, as %s", who.Account, who.ARN)
	if target, _ := s.target(config.Common{}, toChange); target != "" {
		accounts = fmt.Sprintf("accounts %s and %s, as %s", who.Account, target, who.ARN)
	}
	return s.Console.Confirm(fmt.Sprintf(
		"Destroy every resource of %s in AWS %s (%s)? Images, artifacts and history go as well; "+
			"`%s` keeps a copy of the history.",
		s.env.Name, accounts, strings.Join(parts, ", "), aCopy(s.env.Name),
	))
}
