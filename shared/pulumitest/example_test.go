package pulumitest_test

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/sns"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/pulumitest"
)

// A program runs without an engine and without AWS; the recording holds every resource
// with its inputs.
func ExampleRun_Program() {
	rec := pulumitest.Run{Project: "slipway-foundation", Stack: "dev"}.Program(func(ctx *pulumi.Context) error {
		_, err := sns.NewTopic(ctx, "news", &sns.TopicArgs{Name: pulumi.String("topic-deployments-dev")})
		return err
	})
	for _, topic := range rec.Of("sns/topic:Topic") {
		fmt.Println(topic.Name, topic.Inputs["name"], rec.Err)
	}
	// Output:
	// news topic-deployments-dev <nil>
}
