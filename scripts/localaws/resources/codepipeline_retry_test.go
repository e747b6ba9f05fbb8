package resources_test

import (
	"testing"

	"slipway/scripts/localaws/awstest"
)

func TestCodePipelineRejectsAnswersToFailuresAsAWSDoes(t *testing.T) {
	t.Parallel()
	first := stage("Source", source)
	failing := func(onFailure m) m { return awstest.With(stage("Build", build), m{"onFailure": onFailure}) }
	retry := m{"result": "RETRY", "retryConfiguration": m{"retryMode": "FAILED_ACTIONS"}}
	rejected := func(says string, in m, want string) awstest.Case {
		return awstest.Case{
			Says:  says,
			Given: plant,
			Token: awstest.Pipeline,
			In:    in,
			Want:  want,
		}
	}
	structure := "creating CodePipeline Pipeline (pipeline-a): operation error CodePipeline: CreatePipeline, " +
		"api error InvalidStructureException: "
	awstest.Rejects(t, []awstest.Case{
		rejected("a result that is none", pipeline(first, failing(m{"result": "AGAIN"})),
			`stages.1.onFailure.result: expected onFailure.result to be one of ["ROLLBACK" "FAIL" "RETRY" "SKIP"], got AGAIN`),
		rejected("a mode that is none",
			pipeline(first, failing(m{"result": "RETRY", "retryConfiguration": m{"retryMode": "TWICE"}})),
			"stages.1.onFailure.retryConfiguration.retryMode: expected onFailure.retryConfiguration.retryMode to be one of "+
				`["FAILED_ACTIONS" "ALL_ACTIONS"], got TWICE`),
		rejected("a retry and a rollback", pipeline(first, failing(awstest.With(retry, m{"result": "ROLLBACK"}))),
			structure+"Stage Build cannot have a retry configuration and another failure condition"),
		rejected("a retry and a condition",
			pipeline(first, failing(awstest.With(retry, m{"condition": m{"result": "FAIL"}}))),
			structure+"Stage Build cannot have a retry configuration and another failure condition"),
		rejected("a first stage that rolls back",
			pipeline(awstest.With(first, m{"onFailure": m{"result": "ROLLBACK"}}), stage("Build", build)),
			structure+"Stage Source cannot roll back: it contains source actions"),
		rejected("a retry in a pipeline of type V1",
			awstest.With(pipeline(first, failing(retry)), m{"pipelineType": "V1"}),
			structure+"Pipeline of type V1 cannot have the failure condition of stage Build"),
	})
}
