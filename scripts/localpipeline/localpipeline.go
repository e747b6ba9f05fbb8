// Package localpipeline takes one change through the deployed pipeline of a
// simulated environment: the signed webhook call, the rule on the bus, the five
// stages with their real buildspecs and state machines, and the rows in the history.
//
// What is real: the receiver's code, the rules' patterns and transformers, the
// buildspecs, both state machines, the image and its tags in the registry, the
// rows in the table. What is simulated: docker, aws, npm and curl in the builds
// (package tools), Lambda, CodeDeploy and CloudWatch (package services), and time,
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
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/asl"
	"slipway/scripts/iostreams"
	"slipway/scripts/localaws/account"
	"slipway/scripts/localaws/events"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/operate/history"
)

// House is the rehearsed environment a push is walked in.
type House struct {
	Env  string
	Root string // the checkout, where the sample service is
	View account.View
	// Images and Transport are the rehearsed registry: to read and to push.
	Images    *registry.Registry
	Transport http.RoundTripper
	// Outputs are those of the delivery layer.
	Outputs map[string]any
	Console *iostreams.Console
	Now     func() time.Time
	Random  io.Reader
}

// Faults are what can be made to go wrong, and where.
var Faults = []string{"build", "scan", "test", "reject", "image", "errors", "smoke"}

// ServiceError is a service that has no pipeline in the environment.
type ServiceError struct {
	Service, Env string
	Deployed     []string
}

// Error names the services that have one.
func (e *ServiceError) Error() string {
	there := "deployed there: " + strings.Join(e.Deployed, ", ")
	if e.Service == "" {
		return fmt.Sprintf("SERVICE is missing: %s has more than one service; %s", e.Env, there)
	}
	return fmt.Sprintf("SERVICE is %q, which has no pipeline in %s; %s", e.Service, e.Env, there)
}

// Services are the services that have a pipeline.
func Services(outputs map[string]any) []string {
	var services []string
	for key := range outputs {
		if service, ok := strings.CutSuffix(key, ".pipelineName"); ok {
			services = append(services, service)
		}
	}
	slices.Sort(services)
	return services
}

// ChooseService is the service asked for, or the only one there is.
func ChooseService(outputs map[string]any, env, asked string) (string, error) {
	services := Services(outputs)
	switch {
	case asked == "" && len(services) == 1:
		return services[0], nil
	case !slices.Contains(services, asked):
		return "", &ServiceError{Service: asked, Env: env, Deployed: services}
	}
	return asked, nil
}

// walk is one rehearsed run: what is shared by everything that happens in it.
type walk struct {
	House
	service string
	account string // the tooling account
	region  string
	clock   *asl.SkippingClock
	bus     *events.Bus
	begun   time.Time
	// starts are the requests to start a pipeline, in their order.
	starts []start
	fault  string
}

// start is one StartPipelineExecution.
type start struct {
	pipelineArn, commit, rule string
}

// begin starts the clock. Time in a rehearsal runs ahead of the clock on the
// wall; it must not run backwards from one push to the next, or the history
// would be out of order.
func (h House) begin(service, fault string) (*walk, error) {
	now := h.Now().UTC()
	pipeline, err := arn.Parse(h.text(service + ".pipelineArn"))
	if err != nil {
		return nil, fmt.Errorf("read pipeline of %s: %w", service, err)
	}
	w := &walk{House: h, service: service, fault: fault, account: pipeline.AccountID, region: pipeline.Region, begun: now}
	rows, err := w.history().All()
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	for _, row := range rows {
		if at, err := time.Parse(time.RFC3339, row.When()); err == nil && !at.Before(w.begun) {
			w.begun = at.Add(time.Second)
		}
	}
	w.clock = asl.NewSkippingClock(w.begun)
	w.bus = &events.Bus{View: h.View, Account: w.account, Region: w.region, Now: w.clock.Now, Deliver: w.deliver}
	return w, nil
}

// history is the rehearsed table.
func (w *walk) history() history.Rehearsed {
	return history.Rehearsed{Store: w.View.Store, Account: w.account, Name: w.text("historyTable")}
}

func (h House) text(output string) string {
	text, _ := h.Outputs[output].(string)
	return text
}

// tell writes one line: when, where, what.
func (w *walk) tell(where, format string, args ...any) {
	passed := w.clock.Now().Sub(w.begun).Round(time.Second)
	w.Console.Line("%3d:%02d  %-15s  %s", int(passed.Minutes()), int(passed.Seconds())%60, where, fmt.Sprintf(format, args...))
}

// pass lets simulated time pass.
func (w *walk) pass(ctx context.Context, d time.Duration) { _ = w.clock.Sleep(ctx, d) }
