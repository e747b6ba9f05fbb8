package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/spf13/cobra"

	"slipway/scripts/caller"
	"slipway/scripts/environment"
	"slipway/scripts/statebucket"
)

type bootstrapStateOptions struct {
	*app
	target
}

func newBootstrapState(a *app) *cobra.Command {
	o := &bootstrapStateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "bootstrap-state",
		Short: "Make the bucket and the key that keep the state of an account's environments",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	return cmd
}

func (o *bootstrapStateOptions) run(ctx context.Context) error {
	env, err := environment.Resolve(o.env, o.Root, o.Lookup)
	if err != nil {
		return err
	}
	if env.Simulated && !env.Guessed {
		return &environment.UsageError{
			Problem: env.Name + " is simulated, and keeps its state in this checkout: it needs no bucket",
		}
	}
	shared, err := o.unopened(env)
	if err != nil {
		return err
	}
	loaded, err := o.credentials(ctx, shared)
	if err != nil {
		return err
	}
	who, err := caller.Who(ctx, loaded)
	if err != nil {
		return fmt.Errorf("AWS does not say whose credentials these are, so nothing was made: %w\n"+
			"Set AWS_PROFILE to a profile that works (`aws sts get-caller-identity` shows it)", err)
	}
	if shared.Account != "" && shared.Account != who.Account {
		return fmt.Errorf("the credentials are of account %s, and slipway-foundation:account of %s is %s, so nothing was "+
			"made: set AWS_PROFILE to a profile of that account", who.Account, env.Name, shared.Account)
	}
	place := statebucket.Place{Account: who.Account, Region: loaded.Region}
	err = o.Console.Confirm(fmt.Sprintf("Make the bucket %s and a key for it in account %s, as %s? They stay when "+
		"environments go; the key costs a dollar a month.", place.Bucket(), who.Account, who.ARN))
	if err != nil {
		return err
	}
	buckets := s3.NewFromConfig(loaded, func(s *s3.Options) { s.UsePathStyle = loaded.BaseEndpoint != nil })
	if err := place.Make(ctx, kms.NewFromConfig(loaded), buckets); err != nil {
		return fmt.Errorf("%w\nWhat is made stays; `make bootstrap-state ENV=%s` goes on", err, env.Name)
	}
	o.Console.Line("The bucket and the key are ready. For every command of an environment that keeps its state there:")
	o.Console.Print("export PULUMI_BACKEND_URL='%s'", place.Backend())
	o.Console.Line("\nThe key encrypts the secrets of a new environment if its stack files say so:")
	o.Console.Print("make init ENV=%s SECRETS='%s'", env.Name, place.Secrets())
	return nil
}
