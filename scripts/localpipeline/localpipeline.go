// Package localpipeline takes one change through the deployed pipeline of a
// simulated environment: the signed webhook call, the rule on the bus, the five
// stages with their real buildspecs and state machines, and the rows in the history.
//
// What is real: the receiver's code, the rules' patterns and transformers, the
// buildspecs, both state machines, the image and its tags in the registry, the
// rows in the table. What is simulated: docker, aws, npm and curl in the builds
// (package faketools), Lambda, CodeDeploy and CloudWatch (package services), and time,
// which passes as fast as the work allows.
//
// Everything is read from what is deployed, through package account. What must
// not be here: anything read from the sources of the layers.
package localpipeline

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/asl"
	"slipway/scripts/iostreams"
	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/operate/history"
	"slipway/shared/contract"
)

// Environment is the simulated environment that changes are pushed to.
type Environment struct {
	Name string
	Root string // the checkout, where the sample service is
	View account.View
	// Images and Transport are the simulated registry: to read and to push.
	Images    *registry.Registry
	Transport http.RoundTripper
	Limits    localaws.Limits
	// Outputs are those of the delivery layer.
	Outputs contract.DeliveryOf[string]
	Console *iostreams.Console
	Now     func() time.Time
	Random  io.Reader
	// Later finds the environments that promote what is released here.
	Later Later
}

// run is one push or rollback: what everything that happens in it shares.
type run struct {
	env     Environment
	service string
	outputs contract.PipelineOf[string] // of the service
	account string                      // the tooling account
	region  string
	clock   *asl.SkippingClock
	bus     *events.Bus
	begun   time.Time
	// starts are the requests to start a pipeline, in their order; promotions are those of
	// other environments for what was released, whose commit had that message.
	starts, promotions []start
	message            string
	// known is the execution that a request to start had started before; "" for none.
	known string
	fault string
	// unattended says that nobody is there to answer an approval.
	unattended bool
	// unwritten counts the events that the recorder kept instead of writing them.
	unwritten int
	// asks is the execution whose approval began last; nil for none.
	asks *execution
	// unanswered counts the approvals that the approver kept instead of answering them.
	unanswered int
	// unstarted counts the starts that the starter kept instead of making them.
	unstarted int
	// untaken says that the starter found a rule missing.
	untaken bool
	// undo runs the release machine on the input of the rule on executions that died.
	undo func(ctx context.Context, input []byte) error
}

// start is one StartPipelineExecution.
type start struct {
	id, pipeline, commit string
	trigger              trigger
	variables            map[string]string
}

// trigger is what CodePipeline says started an execution (CodePipeline API reference,
// ExecutionTrigger).
type trigger struct{ Kind, Detail string }

// begin starts the clock. Simulated time runs ahead of the clock on the
// wall; it must not run backwards from one push to the next, or the history
// would be out of order.
func (env Environment) begin(service, fault string) (*run, error) {
	now := env.Now().UTC()
	outputs, deployed := env.Outputs.Services[service]
	if !deployed {
		return nil, fmt.Errorf("%s has no pipeline in %s: run `make deploy-all ENV=%s`", service, env.Name, env.Name)
	}
	pipeline, err := arn.Parse(outputs.Arn)
	if err != nil {
		return nil, fmt.Errorf("read pipeline of %s: %w", service, err)
	}
	r := &run{
		env:     env,
		service: service,
		outputs: *outputs,
		fault:   fault,
		account: pipeline.AccountID,
		region:  pipeline.Region,
		begun:   now,
	}
	rows, err := r.history().All()
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	for _, row := range rows {
		if at, err := time.Parse(time.RFC3339, row.When()); err == nil && !at.Before(r.begun) {
			r.begun = at.Add(time.Second)
		}
	}
	r.clock = asl.NewSkippingClock(r.begun)
	r.bus = &events.Bus{
		View:    env.View,
		Account: r.account,
		Region:  r.region,
		Now:     r.clock.Now,
		Deliver: r.deliver,
	}
	return r, nil
}

// history is the simulated table.
func (r *run) history() history.Simulated {
	return history.Simulated{
		Store:   r.env.View.Store,
		Account: r.account,
		Name:    r.env.Outputs.HistoryTable,
	}
}

// print prints one line: when, where, what.
func (r *run) print(where, format string, args ...any) {
	passed := r.clock.Now().Sub(r.begun).Round(time.Second)
	r.env.Console.Line("%3d:%02d  %-15s  %s", int(passed.Minutes()), int(passed.Seconds())%60, where,
		fmt.Sprintf(format, args...))
}

// pass lets simulated time pass.
func (r *run) pass(ctx context.Context, d time.Duration) { _ = r.clock.Sleep(ctx, d) }
