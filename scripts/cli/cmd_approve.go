package cli

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/approval"
)

type approveOptions struct {
	*app
	serviceTarget
	approve bool
	summary string
}

func newApprove(a *app) *cobra.Command {
	return answering(a, "approve", "Approve the release that waits in a service's pipeline", true)
}

func newReject(a *app) *cobra.Command {
	return answering(a, "reject", "Reject the release that waits in a service's pipeline", false)
}

func answering(a *app, verb, short string, approve bool) *cobra.Command {
	o := &approveOptions{app: a, approve: approve}
	cmd := &cobra.Command{
		Use:   verb,
		Short: short,
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.summary, "summary", a.getenv("SUMMARY"), "why; kept in the history")
	return cmd
}

func (o *approveOptions) run(ctx context.Context) error {
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		if s.aws != nil {
			return &environment.UsageError{
				Problem: "in a simulated environment nothing waits: `make push ENV=" + s.env.Name + " SERVICE=" + service +
					"` asks on the terminal, YES=1 approves and FAULT=reject rejects",
			}
		}
		config, err := s.awsConfig(ctx)
		if err != nil {
			return err
		}
		return o.answer(ctx, codepipeline.NewFromConfig(config), s.outputs.Services[service].Name)
	})
}

// answer finds the approval that waits and answers it.
func (o *approveOptions) answer(ctx context.Context, api approval.Pipelines, pipeline string) error {
	pending, err := approval.Find(ctx, api, pipeline)
	if err != nil {
		return err
	}
	verb, summary := "rejected", o.summary
	if o.approve {
		verb = "approved"
	}
	if summary == "" {
		summary = verb + " from the command line"
	}
	if err := pending.Answer(ctx, api, o.approve, summary); err != nil {
		return err
	}
	o.Console.Line("%s: execution %s is %s (%s).", pipeline, pending.Execution, verb, summary)
	return nil
}
