package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/shared/contract"
)

type startOptions struct {
	*app
	serviceTarget
	commit string
}

func newStart(a *app) *cobra.Command {
	o := &startOptions{app: a}
	cmd := &cobra.Command{
		Use:   "start",
		Short: "Start a service's pipeline without a push",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.commit, "commit", a.getenv("COMMIT"), "full commit sha; default the branch's head")
	return cmd
}

func (o *startOptions) run(ctx context.Context) error {
	if err := checkCommit(o.commit); err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		if s.aws != nil {
			simulated, err := s.simulated(ctx)
			if err != nil {
				return err
			}
			return simulated.Start(ctx, service, o.commit)
		}
		config, err := s.awsConfig(ctx)
		if err != nil {
			return err
		}
		return o.begin(ctx, codepipeline.NewFromConfig(config), s.outputs.Services[service])
	})
}

// starts is the part of the CodePipeline API that starts a pipeline.
type starts interface {
	StartPipelineExecution(
		context.Context, *codepipeline.StartPipelineExecutionInput, ...func(*codepipeline.Options),
	) (*codepipeline.StartPipelineExecutionOutput, error)
}

// begin starts a pipeline and says where it can be followed.
func (o *startOptions) begin(ctx context.Context, api starts, pipeline *contract.PipelineOf[string]) error {
	input := &codepipeline.StartPipelineExecutionInput{Name: &pipeline.Name}
	if o.commit != "" {
		input.SourceRevisions = []types.SourceRevisionOverride{{
			ActionName:    aws.String(contract.SourceAction),
			RevisionType:  types.SourceRevisionTypeCommitId,
			RevisionValue: &o.commit,
		}}
	}
	started, err := api.StartPipelineExecution(ctx, input)
	if err != nil {
		return fmt.Errorf("start %s: %w", pipeline.Name, err)
	}
	o.Console.Line("%s: execution %s runs; `make status` shows where it is, and so does %s", pipeline.Name,
		aws.ToString(started.PipelineExecutionId), pipeline.URL)
	return nil
}

// checkCommit rejects what is no whole commit sha; none is none given.
func checkCommit(commit string) error {
	if commit != "" && (len(commit) != 40 || strings.Trim(commit, "0123456789abcdef") != "") {
		return &environment.UsageError{Problem: fmt.Sprintf("COMMIT is %q: 40 digits of 0 to 9 and a to f", commit)}
	}
	return nil
}
