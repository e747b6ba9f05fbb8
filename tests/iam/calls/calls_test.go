package calls

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/harness"
	"slipway/tests/iam/deployed"
)

// A deployed resource whose type is not known here must not count as one without calls.
func TestWhatIsNotKnownStopsTheList(t *testing.T) {
	t.Parallel()
	const account = "111111111111"
	rule := harness.Resource{
		Type:    "aws:cloudwatch/eventRule:EventRule",
		Outputs: map[string]any{"name": "r", "arn": "arn:aws:events:us-east-1:1:rule/r"},
	}
	machine := func(definition string) harness.Resource {
		return harness.Resource{Type: "aws:sfn/stateMachine:StateMachine", Outputs: map[string]any{
			"name": "m", "arn": "arn:aws:states:us-east-1:1:stateMachine:m", "definition": definition,
		}}
	}
	for name, c := range map[string]struct {
		resources []harness.Resource
		list      func(*list)
		want      string
	}{
		"an action's provider": {[]harness.Resource{{Type: "aws:codepipeline/pipeline:Pipeline", Outputs: map[string]any{
			"stages":         []any{map[string]any{"actions": []any{map[string]any{"provider": "Jenkins"}}}},
			"artifactStores": []any{map[string]any{"location": "b"}},
		}}}, (*list).pipelines, `the calls of action provider "Jenkins" are not listed`},
		"a target": {[]harness.Resource{rule, {Type: "aws:cloudwatch/eventTarget:EventTarget", Outputs: map[string]any{
			"rule": "r", "arn": "arn:aws:sqs:us-east-1:1:q", "roleArn": "arn:aws:iam::1:role/r",
		}}}, (*list).rules, "the calls to target arn:aws:sqs:us-east-1:1:q are not listed"},
		"a task": {
			[]harness.Resource{machine(`{"States":{"S":{"Type":"Task","Resource":"arn:aws:states:::glue:startJobRun"}}}`)},
			(*list).machines,
			"m state S: the resources of glue:StartJobRun are not known",
		},
		"another machine": {
			[]harness.Resource{
				machine(`{"States":{"S":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sfn:listExecutions",` +
					`"Parameters":{"StateMachineArn":"x"}}}}`),
			},
			(*list).machines,
			"m state S calls another machine",
		},
		"a project without a pipeline": {[]harness.Resource{{
			Type:    "aws:codebuild/project:Project",
			Outputs: map[string]any{"name": "p"},
		}},
			(*list).builds, "no pipeline runs p"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := &list{State: &deployed.State{
				Own:       account,
				Target:    account,
				Resources: c.resources,
			}}
			assert.PanicsWithValue(t, c.want, func() { c.list(l) })
		})
	}
}

func TestACallIsReportedWithWhoMakesIt(t *testing.T) {
	t.Parallel()
	l := &list{}
	l.add("pipeline-api-dev action Build", "arn:aws:iam::1:role/r", "arn:aws:sns:us-east-1:1:t", nil, "sns:Publish")
	assert.Equal(t,
		"pipeline-api-dev action Build: arn:aws:iam::1:role/r may not sns:Publish on arn:aws:sns:us-east-1:1:t",
		l.calls[0].String())
}
