package contract

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Delivery are the outputs of the delivery layer, for people and tools: where to
// look and what is left to do by hand.
type Delivery = DeliveryOf[pulumi.StringOutput]

// DeliveryOf is Delivery with values of type T.
type DeliveryOf[T any] struct {
	ConnectionArn T // waits for the handshake in the console when new
	HistoryTable  T // name of the deployment history table
	WebhookURL    T // to be entered at GitHub; empty when the connection triggers
	WebhookSecret T // ARN of the secret GitHub signs with; empty when the connection triggers
	BusName       T // the bus that pushes arrive on
	DashboardURL  T
	// DeadLettersURL is the queue of what could not be delivered or recorded.
	DeadLettersURL T
	RecorderArn    T                         // the state machine that writes the history
	Services       map[string]*PipelineOf[T] // by service
}

// Pipeline is a service's pipeline, with the outputs a person asks for.
type Pipeline = PipelineOf[pulumi.StringOutput]

// PipelineOf is Pipeline with values of type T.
type PipelineOf[T any] struct {
	Name          T
	Arn           T
	URL           T // the pipeline's page in the AWS console
	RepositoryURI T
	FunctionArn   T
	ReleaseArn    T // the release state machine
}

// ServiceNames returns the services that have a pipeline, in alphabetical order.
func (d *DeliveryOf[T]) ServiceNames() []string { return slices.Sorted(maps.Keys(d.Services)) }

func (d *DeliveryOf[T]) fields() fields[T] {
	all := fields[T]{
		"connectionArn":    &d.ConnectionArn,
		"historyTable":     &d.HistoryTable,
		"webhookUrl":       &d.WebhookURL,
		"webhookSecretArn": &d.WebhookSecret,
		"busName":          &d.BusName,
		"dashboardUrl":     &d.DashboardURL,
		"deadLettersUrl":   &d.DeadLettersURL,
		"recorderArn":      &d.RecorderArn,
	}
	for service, p := range d.Services {
		all.in(service, fields[T]{
			"pipelineName":  &p.Name,
			"pipelineArn":   &p.Arn,
			"pipelineUrl":   &p.URL,
			"repositoryUri": &p.RepositoryURI,
			"functionArn":   &p.FunctionArn,
			"releaseArn":    &p.ReleaseArn,
		})
	}
	return all
}
