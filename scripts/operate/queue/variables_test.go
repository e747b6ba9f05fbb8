package queue_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/operate/queue"
)

func TestVariables(t *testing.T) {
	t.Parallel()
	of := func(c *cloud) (map[string]string, error) {
		return queue.AWS{API: c}.Variables(t.Context(), "pipeline-api-dev", queue.Execution{ID: "run-1"})
	}
	with := func(name, value string) *cloud {
		return &cloud{executed: &types.PipelineExecution{
			Variables: []types.ResolvedPipelineVariable{{
				Name:          &name,
				ResolvedValue: aws.String(value),
			}},
		}}
	}
	for name, c := range map[string]struct {
		of   *cloud
		want map[string]string
	}{
		"a rebuild's second": {
			with("REBUILD", "20270131120000"),
			map[string]string{"REBUILD": "20270131120000"},
		},
		"none, if it has its default":             {with("REBUILD", "no"), map[string]string{}},
		"none, if CodePipeline knows nothing":     {&cloud{}, map[string]string{}},
		"one of a pipeline that somebody changed": {with("OTHER", "no"), map[string]string{"OTHER": "no"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := of(c.of)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
	t.Run("GetPipelineExecution is rejected", func(t *testing.T) {
		t.Parallel()
		_, err := of(&cloud{deny: "GetPipelineExecution"})
		assert.EqualError(t, err, "read execution run-1 of pipeline-api-dev: AccessDeniedException")
	})
}
