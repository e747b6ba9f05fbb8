package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/layers"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localpipeline"
	"slipway/shared/config"
	"slipway/shared/contract"
)

type pushOptions struct {
	*app
	target
	change localpipeline.Change
	paths  string
	pull   string
}

func newPush(a *app) *cobra.Command {
	o := &pushOptions{app: a}
	cmd := &cobra.Command{
		Use:   "push",
		Short: "Simulate a push, from the webhook to production",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.change.Service, "service", a.getenv("SERVICE"), "service whose change is pushed")
	flags.StringVar(&o.change.Repository, "repository", a.getenv("REPOSITORY"),
		"repository that is pushed to, as GitHub writes it; default the pipeline's")
	flags.StringVar(&o.change.Branch, "branch", a.getenv("BRANCH"), "branch that is pushed to; default the pipeline's")
	flags.StringVar(&o.change.Commit, "commit", a.getenv("COMMIT"), "full commit sha; default a new one")
	flags.StringVar(&o.change.Message, "message", a.getenv("MESSAGE"), "commit message")
	flags.StringVar(&o.paths, "paths", a.getenv("PATHS"), "changed files, separated by commas; default one of the service")
	flags.StringVar(&o.change.Delivery, "delivery", a.getenv("DELIVERY"),
		"id of an earlier delivery, which GitHub delivers again; default a new one")
	flags.StringVar(&o.pull, "pull-request", a.getenv("PULL_REQUEST"),
		"number of a pull request that is opened instead of a push")
	flags.StringVar(&o.change.Fault, "fault", a.getenv("FAULT"),
		"what goes wrong: "+strings.Join(localpipeline.Faults, ", "))
	return cmd
}

func (o *pushOptions) run(ctx context.Context) (err error) {
	if o.change.Fault != "" && !slices.Contains(localpipeline.Faults, o.change.Fault) {
		return &environment.UsageError{
			Problem: fmt.Sprintf("FAULT is %q: one of %s%s", o.change.Fault, strings.Join(localpipeline.Faults, ", "),
				config.Meant(o.change.Fault, localpipeline.Faults)),
		}
	}
	if err := checkCommit(o.change.Commit); err != nil {
		return err
	}
	if err := o.checkPull(); err != nil {
		return err
	}
	if o.paths != "" {
		o.change.Paths = strings.Split(o.paths, ",")
	}
	s, err := o.open(ctx, o.env, toRead)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if !s.env.Simulated {
		return &environment.UsageError{
			Problem: fmt.Sprintf("%s is a real environment: a push to its repository starts the pipeline; "+
				"`make push` simulates one, for instance with ENV=local", s.env.Name),
		}
	}
	from, err := o.promotesFrom(s.env.Name)
	if err != nil {
		return err
	}
	if from != "" {
		return &environment.UsageError{Problem: fmt.Sprintf("the images of %s come from %s: push there, or "+
			"`make promote ENV=%s SERVICE=%s` what it released", s.env.Name, from, s.env.Name, o.change.Service)}
	}
	simulated, err := s.simulated(ctx)
	if err != nil {
		return err
	}
	if o.change.Service, err = chooseService(simulated.Outputs, s.env.Name, o.change.Service); err != nil {
		return err
	}
	if o.pull != "" {
		return o.pulled(ctx, simulated)
	}
	return simulated.Push(ctx, o.change)
}

// delivered are the outputs of the delivery layer, which must be deployed.
func (s *session) delivered(ctx context.Context) (contract.DeliveryOf[string], error) {
	outputs, err := s.delivery(ctx)
	if err != nil {
		return outputs, err
	}
	if len(outputs.Services) == 0 {
		return outputs, &layers.Hint{
			Problem: "the delivery layer of " + s.env.Name + " is not deployed",
			Command: "make deploy-all ENV=" + s.env.Name,
		}
	}
	return outputs, nil
}

// simulated returns the simulated environment, as a push needs it.
func (s *session) simulated(ctx context.Context) (localpipeline.Environment, error) {
	outputs, err := s.delivered(ctx)
	if err != nil {
		return localpipeline.Environment{}, err
	}
	return localpipeline.Environment{
		Name:      s.env.Name,
		Root:      s.Root,
		View:      account.View{Store: localaws.Open(s.env.AWSDir)},
		Images:    s.aws.Images(),
		Transport: s.aws.Transport(),
		Limits:    s.aws.Limits(),
		Outputs:   outputs,
		Console:   s.Console,
		Now:       s.Now,
		Random:    rand.Reader,
		Later:     s.later,
	}, nil
}
