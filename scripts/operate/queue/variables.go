package queue

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"

	"slipway/shared/contract"
)

// Variables are those of the pipeline that the execution was started with.
func (a AWS) Variables(ctx context.Context, pipeline string, e Execution) (map[string]string, error) {
	got, err := a.API.GetPipelineExecution(ctx, &codepipeline.GetPipelineExecutionInput{
		PipelineName:        &pipeline,
		PipelineExecutionId: &e.ID,
	})
	if err != nil {
		return nil, fmt.Errorf("read execution %s of %s: %w", e.ID, pipeline, err)
	}
	all := map[string]string{}
	if got.PipelineExecution != nil {
		for _, v := range got.PipelineExecution.Variables {
			all[aws.ToString(v.Name)] = aws.ToString(v.ResolvedValue)
		}
	}
	return Given(all), nil
}

// Given leaves out of an execution's variables those that have their defaults: CodePipeline
// lists all, and a start with one that the pipeline has no more is rejected.
func Given(all map[string]string) map[string]string {
	given := map[string]string{}
	for name, value := range all {
		if name != contract.RebuildVariable || value != contract.NoRebuild {
			given[name] = value
		}
	}
	return given
}
