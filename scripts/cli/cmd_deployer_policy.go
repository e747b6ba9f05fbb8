package cli

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"slipway/scripts/caller"
	"slipway/scripts/deployer"
	"slipway/scripts/environment"
	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
)

type deployerPolicyOptions struct {
	*app
	target
}

func newDeployerPolicy(a *app) *cobra.Command {
	o := &deployerPolicyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "deployer-policy",
		Short: "Print the IAM policies that whoever deploys needs",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	return cmd
}

// run opens no stack: who makes the policies need not be one who deploys.
func (o *deployerPolicyOptions) run(ctx context.Context) error {
	env, err := environment.Resolve(o.env, o.Root, o.Lookup)
	if err != nil {
		return err
	}
	shared, err := o.unopened(env)
	if err != nil {
		return err
	}
	account, err := o.account(ctx, env, shared)
	if err != nil {
		return err
	}
	e := deployer.Environment{
		Account:  account,
		Region:   cmp.Or(shared.Region, contract.DefaultRegion),
		Suffix:   shared.Suffix.String(),
		RolePath: shared.Roles.Path,
		Boundary: awsaccount.BoundaryIn(shared.Roles.Boundary, account),
	}
	if shared.Target.Separate() {
		e.Target = shared.Target.Account
		e.TargetRole = awsaccount.RoleArn(shared.Target.Account, shared.Target.Role)
	}
	if state, err := url.Parse(env.BackendURL); err == nil && state.Scheme == "s3" {
		e.State = state.Host
	}
	return o.print(e.Policies())
}

// account is the one that is configured, or else that of the credentials.
func (o *deployerPolicyOptions) account(
	ctx context.Context, env environment.Environment, shared config.Common,
) (string, error) {
	switch {
	case shared.Account != "":
		return shared.Account, nil
	case env.Simulated:
		return contract.SimulatedAccount, nil
	}
	loaded, err := o.credentials(ctx, shared)
	if err != nil {
		return "", err
	}
	who, err := caller.Who(ctx, loaded)
	if err != nil {
		return "", fmt.Errorf("the account that the policies are for is not known: %w\nRun "+
			"`pulumi config set slipway-foundation:account ACCOUNT --stack %s` in stacks/foundation, or use credentials "+
			"for the account", err, env.Name)
	}
	return who.Account, nil
}

// print prints the documents by account and name.
func (o *deployerPolicyOptions) print(policies []deployer.Policy) error {
	all := map[string]map[string]deployer.Document{}
	for _, p := range policies {
		if all[p.Account] == nil {
			all[p.Account] = map[string]deployer.Document{}
		}
		all[p.Account][p.Name] = p.Document
	}
	text, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("encode policies: %w", err)
	}
	o.Console.Print("%s", text)
	return nil
}
