package awserr_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/awserr"
)

func TestARejectedCallReadsAsTheSDKPrintsIt(t *testing.T) {
	t.Parallel()
	assert.EqualError(t,
		awserr.New("Lambda", "CreateFunction", "ResourceConflictException", "Function already exist: %s", "api"),
		"operation error Lambda: CreateFunction, api error ResourceConflictException: Function already exist: api")
}

func TestAWarningSaysThatAWSWouldNotReject(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, awserr.Warn("the alarm %s would fire unheard", "a"),
		"rejected by the simulated AWS, not by AWS: the alarm a would fire unheard")
}
