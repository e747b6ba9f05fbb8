package pulumitest_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sqs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/pulumitest"
)

var errDenied = errors.New("AccessDenied: no")

// queues makes two queues, the second below a component.
func queues(ctx *pulumi.Context, _ *pulumitest.Recording) error {
	if _, err := sqs.NewQueue(ctx, "first", &sqs.QueueArgs{Name: pulumi.String("q-first")}); err != nil {
		return fmt.Errorf("create queue first: %w", err)
	}
	group := &pulumi.ResourceState{}
	if err := ctx.RegisterComponentResource("test:index:Group", "group", group); err != nil {
		return fmt.Errorf("create group: %w", err)
	}
	if _, err := sqs.NewQueue(ctx, "second", &sqs.QueueArgs{}, pulumi.Parent(group)); err != nil {
		return fmt.Errorf("create queue second: %w", err)
	}
	return nil
}

func TestARefusalPassesTheCodeThatMakesTheResource(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"first":  "create queue first: AccessDenied: no",
		"group":  "create group: AccessDenied: no",
		"second": "create queue second: AccessDenied: no",
	} {
		rec := pulumitest.Run{
			Project: "p",
			Stack:   "s",
			Refuse:  pulumitest.RefuseNamed(name, errDenied),
		}.Do(queues)
		assert.ErrorContains(t, rec.Err, text)
		assert.ErrorIs(t, rec.Err, errDenied)
	}
}

func TestARefusalMaySeeTheInputs(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{
		Project: "p",
		Stack:   "s",
		Refuse: func(x *pulumitest.Resource) error {
			if x.Inputs["name"] == "q-first" {
				return errDenied
			}
			return nil
		},
	}.Do(queues)
	assert.ErrorContains(t, rec.Err, "AccessDenied: no")
}

func TestNothingIsRefusedUnasked(t *testing.T) {
	t.Parallel()
	rec := pulumitest.Run{Project: "p", Stack: "s"}.Do(queues)
	assert.NoError(t, rec.Err)
	assert.Len(t, rec.Of("sqs/queue:Queue"), 2)
}
