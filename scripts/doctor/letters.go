package doctor

import (
	"context"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// Letters looks whether anything waits in the queue of what could not be delivered.
func Letters(env, queue string, waiting int) []Finding {
	if waiting == 0 {
		return Well("none waits in %s", queue)
	}
	return []Finding{{
		Mark: Fails,
		Says: count(waiting, "message") + " in " + queue + ": pushes that started nothing, or rows that are missing from " +
			"the history. The command writes what it can and says what to do about the rest",
		Mend: "make replay ENV=" + env,
	}}
}

// Queues is the part of the SQS API that is used here. Nothing is received: that would hide
// messages from those who want them.
type Queues interface {
	GetQueueAttributes(
		context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options),
	) (*sqs.GetQueueAttributesOutput, error)
}

// Waiting counts the messages of a queue, those that somebody has received too.
func Waiting(ctx context.Context, api Queues, url string) (int, error) {
	counted := []types.QueueAttributeName{
		types.QueueAttributeNameApproximateNumberOfMessages,
		types.QueueAttributeNameApproximateNumberOfMessagesNotVisible,
	}
	out, err := api.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: counted})
	if err != nil {
		return 0, fmt.Errorf("count messages of %s: %w", url, err)
	}
	waiting := 0
	for _, name := range counted {
		n, err := strconv.Atoi(out.Attributes[string(name)])
		if err != nil {
			return 0, fmt.Errorf("count messages of %s: %s is %q", url, name, out.Attributes[string(name)])
		}
		waiting += n
	}
	return waiting, nil
}
