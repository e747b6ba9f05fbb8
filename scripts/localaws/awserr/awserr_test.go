package awserr_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/awserr"
)

func TestARefusedCallReadsAsTheSDKPrintsIt(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, awserr.New("Lambda", "CreateFunction", "ResourceConflictException", "Function already exist: %s", "api"),
		"operation error Lambda: CreateFunction, api error ResourceConflictException: Function already exist: api")
}

func TestAHazardSaysThatAWSWouldNotRefuse(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, awserr.Warn("the alarm %s would fire unheard", "a"), "refused by the rehearsal, not by AWS: the alarm a would fire unheard")
}
