package machine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
	"slipway/stacks/delivery/machine"
)

func TestPartitions(t *testing.T) { // R16
	t.Parallel()
	t.Run("are compared only if the call names one", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, []iampolicy.Condition{
			iampolicy.When("ForAllValues:StringEquals", "dynamodb:LeadingKeys", pulumi.String("a"), pulumi.String("b")),
			iampolicy.When("Null", "dynamodb:LeadingKeys", pulumi.String("false")),
		}, machine.Partitions("ForAllValues:StringEquals", "a", "b"))
	})
	t.Run("of rows are neither locks nor marks", func(t *testing.T) {
		t.Parallel()
		assert.Equal(t, machine.Partitions("ForAllValues:StringNotLike", "lock#*", "taken-back#*"), machine.OnlyRows())
	})
}
