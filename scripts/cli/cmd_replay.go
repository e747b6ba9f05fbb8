package cli

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/spf13/cobra"

	"slipway/scripts/localaws/account"
	"slipway/scripts/operate/replay"
	"slipway/shared/naming"
)

type replayOptions struct {
	*app
	serviceTarget
	discard string
}

func newReplay(a *app) *cobra.Command {
	o := &replayOptions{app: a}
	cmd := &cobra.Command{
		Use:   "replay",
		Short: "Write into the history what could not be written when it happened",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.discard, "discard", a.getenv("DISCARD"),
		"id of one message of the dead-letter queue to delete without writing it")
	return cmd
}

func (o *replayOptions) run(ctx context.Context) error {
	return o.operate(ctx, o.env, func(s *operated) error {
		place, err := s.letters(ctx)
		if err != nil {
			return err
		}
		shared, err := s.shared(ctx)
		if err != nil {
			return err
		}
		queue := account.LastOf(s.outputs.DeadLettersURL)
		r := replay.Replay{
			Place:   place,
			Names:   naming.Environment{Suffix: shared.Suffix},
			Service: o.service,
			Print:   o.Console.Print,
		}
		if o.discard != "" {
			return r.Discard(ctx, o.discard, func(about, body string) error {
				o.Console.Line("%s\n%s", about, body)
				return o.Console.Confirm("Delete this message of " + queue + "? The history will never have it.")
			})
		}
		result, err := r.Run(ctx)
		o.Console.Line("%s: %s", queue, result)
		if err == nil && result.Left > 0 {
			err = fmt.Errorf("%d of the messages of %s could not be written; the reasons are above", result.Left, queue)
		}
		return err
	})
}

// letters is where messages are replayed: the simulated account or AWS.
func (o *operated) letters(ctx context.Context) (replay.Place, error) {
	if o.aws != nil {
		simulated, err := o.simulated(ctx)
		if err != nil {
			return nil, err
		}
		return simulated.Letters()
	}
	config, err := o.awsConfig(ctx)
	return replay.AWS{
		Queues:     sqs.NewFromConfig(config),
		Machines:   sfn.NewFromConfig(config, replay.PlainHost(config.BaseEndpoint)),
		Tables:     dynamodb.NewFromConfig(config),
		QueueURL:   o.outputs.DeadLettersURL,
		MachineArn: o.outputs.RecorderArn,
		TableName:  o.outputs.HistoryTable,
	}, err
}
