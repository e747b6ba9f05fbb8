package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/spf13/cobra"

	"slipway/scripts/asl"
	"slipway/scripts/environment"
	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
)

type rollbackOptions struct {
	*app
	serviceTarget
	to string
}

func newRollback(a *app) *cobra.Command {
	o := &rollbackOptions{app: a}
	cmd := &cobra.Command{
		Use:   "rollback",
		Short: "Put a service's earlier version back",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.to, "to", a.getenv("TO"),
		"number of a published version; default the one before the live one's release")
	return cmd
}

func (o *rollbackOptions) run(ctx context.Context) error {
	if o.to != "" && strings.Trim(o.to, "0123456789") != "" {
		return &environment.UsageError{
			Problem: fmt.Sprintf("TO is %q: the number of a published version, such as 7; `make history` lists them", o.to),
		}
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		to, err := o.version(ctx, s, service)
		if err != nil {
			return err
		}
		if err := s.Console.Confirm(fmt.Sprintf(
			"Put version %s of %s in %s back? All traffic moves at once.", to, service, s.env.Name,
		)); err != nil {
			return err
		}
		if s.aws != nil {
			simulated, err := s.simulated(ctx)
			if err != nil {
				return err
			}
			return simulated.Rollback(ctx, service, to, "simulated")
		}
		return o.start(ctx, s, service, to)
	})
}

// version is the one that was asked for, or the earlier one by the history.
func (o *rollbackOptions) version(ctx context.Context, s *operated, service string) (string, error) {
	if o.to != "" {
		return o.to, nil
	}
	reader, err := s.history(ctx, 2000)
	if err != nil {
		return "", err
	}
	rows, err := history.Read(ctx, reader, []string{service})
	if err != nil {
		return "", err
	}
	to, err := release.Earlier(rows)
	if err != nil {
		return "", fmt.Errorf("roll %s back: %w", service, err)
	}
	return to, nil
}

// start runs the release machine in AWS, in the name of who asked.
func (o *rollbackOptions) start(ctx context.Context, s *operated, service, to string) error {
	config, err := s.awsConfig(ctx)
	if err != nil {
		return err
	}
	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return fmt.Errorf("ask who is calling: %w", err)
	}
	rollback := release.Rollback{
		API:     sfn.NewFromConfig(config),
		Machine: s.outputs.Services[service].ReleaseArn,
		To:      to,
		Actor:   aws.ToString(who.Arn),
		Name:    "rollback-" + s.Now().UTC().Format("20060102-150405"),
		Print:   s.Console.Line,
		Wait:    asl.SystemClock{}.Sleep,
	}
	if err := rollback.Run(ctx); err != nil {
		return err
	}
	s.Console.Line("%s: version %s is back, with all traffic.", service, to)
	return nil
}
