package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/iampolicy"
)

// polledService is what Lambda fetches events from, as the function's role.
type polledService struct {
	kind         config.EventKind
	sid, service string
	actions      []string // on the source (Lambda Developer Guide, with-sqs and with-ddb)
}

var polledServices = []polledService{
	{config.OfQueue, "EventQueues", "sqs", []string{"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}},
	{config.OfStream, "EventStreams", "dynamodb", []string{
		"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator",
	}},
}

// eventRights are what Lambda does as the role of the one service's function: it fetches
// events, and keeps what the function failed on.
func (c Config) eventRights(
	account awsaccount.Account, service string, from func(config.Event) pulumi.StringInput,
) []iampolicy.Statement {
	var all []iampolicy.Statement
	for _, polled := range polledServices {
		var sources pulumi.StringArray
		var keys []string
		for _, name := range sorted(c.Events) {
			if e := c.Events[name]; e.Kind == polled.kind {
				sources = append(sources, from(e))
				if e.Key != "" {
					keys = appendNew(keys, e.Key)
				}
			}
		}
		if len(sources) == 0 {
			continue
		}
		all = append(all, iampolicy.Statement{
			Sid:       polled.sid,
			Actions:   polled.actions,
			Resources: sources,
		})
		if polled.kind == config.OfStream {
			// It knows no resources (Service Authorization Reference, Amazon DynamoDB), and Lambda
			// takes no stream without it.
			all = append(all, iampolicy.Statement{
				Sid:       "EventStreamList",
				Actions:   []string{"dynamodb:ListStreams"},
				Resources: pulumi.StringArray{pulumi.String("*")},
			})
		}
		if len(keys) > 0 {
			all = append(all, decryptThrough(polled.sid+"Keys", polled.service, account, keys))
		}
	}
	if c.KeepsFailures() {
		all = append(all, iampolicy.Statement{
			Sid:     "EventFailures",
			Actions: []string{"sqs:SendMessage"},
			Resources: pulumi.StringArray{
				pulumi.String(account.Arn("sqs", c.Names.Services[service].EventQueue.String())),
			},
		})
	}
	return all
}
