package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"slipway/scripts/asl"
	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
)

// start runs the release machine in AWS, in the name of who asked, and shows the rows it
// wrote.
func (o *operated) start(
	ctx context.Context, service, verb string, input func(id, actor string) map[string]any,
) error {
	config, err := o.awsConfig(ctx)
	if err != nil {
		return err
	}
	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return fmt.Errorf("ask who is calling: %w", err)
	}
	id := verb + "-" + service + "-" + o.Now().UTC().Format("20060102-150405")
	failed := release.Execution{
		API:     sfn.NewFromConfig(config),
		Machine: o.outputs.Services[service].ReleaseArn,
		Name:    id,
		Input:   input(id, aws.ToString(who.Arn)),
		Print:   o.Console.Line,
		Wait:    asl.SystemClock{}.Sleep,
	}.Run(ctx)
	if ctx.Err() != nil {
		return failed
	}
	if err := o.show(ctx, service, id); err != nil {
		o.Console.Line("The history could not be read: %s", err)
	}
	return failed
}

// show prints the rows of a deployment and where its traffic goes now.
func (o *operated) show(ctx context.Context, service, id string) error {
	reader, err := o.history(ctx)
	if err != nil {
		return err
	}
	rows, err := reader.Of(ctx, id)
	if err != nil {
		return err
	}
	o.Console.Line("")
	if err := history.Print(o.Console.Out, rows); err != nil {
		return err
	}
	aliases, err := o.live(ctx)
	if err != nil {
		return err
	}
	traffic, err := aliases.Traffic(ctx, o.outputs.Services[service].FunctionArn)
	if err != nil {
		return err
	}
	o.Console.Line("")
	o.Console.Line("%s: traffic goes to %s, %s.", service, traffic, traffic.Digest)
	return nil
}
