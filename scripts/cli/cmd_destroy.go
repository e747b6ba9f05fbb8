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
	return a.destroying(func(run onLayers) *cobra.Command {
		return onAll(a, "destroy-all", "Destroy the three layers, last to first", run)
	})
}

func newDestroy(a *app) *cobra.Command {
	return a.destroying(func(run onLayers) *cobra.Command {
		return onOne(a, "destroy", "Destroy one layer, when nothing depends on it", run)
	})
}

// destroying makes a destroying subcommand with the flag for what it may destroy.
func (a *app) destroying(construct func(onLayers) *cobra.Command) *cobra.Command {
	var allow string
	cmd := construct(func(ctx context.Context, env string, names ...string) error {
		return a.destroy(ctx, env, allow, names)
	})
	cmd.Flags().StringVar(&allow, "allow", a.getenv("ALLOW"), "the environment's name, if it may go")
	return cmd
}

func (a *app) destroy(ctx context.Context, env, allow string, names []string) error {
	return a.with(ctx, env, toChange, func(s *session) (layers.Report, error) {
		if err := s.confirmDestroy(ctx, allow, names); err != nil {
			return layers.Report{}, err
		}
		held, err := s.held(ctx)
		if err != nil {
			return layers.Report{}, err
		}
		report, err := s.runner.Destroy(ctx, names...)
		if err != nil {
			return report, err
		}
		if len(held.Networked) > 0 && (len(names) == 0 || slices.Contains(names, contract.ComputeLayer)) {
			s.Console.Line("%s", networks(held.Networked))
		}
		return report, s.left(ctx, names)
	}, nil)
}

// networks says what becomes of the network interfaces of functions that are gone (Lambda
// Developer Guide, configuration-vpc). The provider does not wait for them when it deletes
// a function, and a run that did would take most of an hour.
func networks(functions []string) string {
	return fmt.Sprintf("AWS gives the network interfaces of %s back within 20 minutes as a rule, within 40 at times; "+
		"only then can their subnets and security groups go. It does so with the functions' roles, which are gone too, so "+
		"some may stay. A stack of Pulumi or Terraform that deletes the security groups or subnets waits for them and "+
		"removes what is left. Otherwise `aws ec2 describe-network-interfaces --filters "+
		"'Name=description,Values=AWS Lambda VPC ENI*'` names them, and `aws ec2 delete-network-interface` removes one.",
		strings.Join(functions, ", "))
}

// confirmDestroy wants the environment named before anything real is destroyed: with it
// goes all that holds data or serves traffic. A simulated one has nothing that anyone
// could miss.
func (s *session) confirmDestroy(ctx context.Context, allow string, names []string) error {
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
	if err := s.runner.Free(ctx, names...); err != nil {
		return err // before anybody is asked
	}
	who, err := s.caller(ctx)
	if err != nil {
		return err
	}
	accounts := fmt.Sprintf("account %s, as %s", who.Account, who.ARN)
	if target, _ := s.target(config.Common{}, toChange); target != "" {
		accounts = fmt.Sprintf("accounts %s and %s, as %s", who.Account, target, who.ARN)
	}
	s.Console.Line("This destroys every resource of %s in AWS %s (%s). Images, artifacts and history go as well; "+
		"`%s` keeps a copy of the history.", s.env.Name, accounts, strings.Join(parts, ", "), aCopy(s.env.Name))
	if slices.Contains(listed(allow), s.env.Name) {
		return nil
	}
	named, err := s.Console.Names(s.env.Name)
	if err != nil || named {
		return err
	}
	return fmt.Errorf("nothing was destroyed: the environment was not named, and YES=1 does not name it; "+
		"if it is to go: `%s ALLOW=%s`", s.runner.Command("destroy", names...), s.env.Name)
}
