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

// Environment is the simulated environment that changes are pushed to.
type Environment struct {
	Name string
	Root string // the checkout, where the sample service is
	View account.View
	// Images and Transport are the simulated registry: to read and to push.
	Images    *registry.Registry
	Transport http.RoundTripper
	// Outputs are those of the delivery layer.
	Outputs map[string]any
	Console *iostreams.Console
	Now     func() time.Time
	Random  io.Reader
}

// Faults are the failures that a push can simulate.
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
		return "", &ServiceError{
			Service:  asked,
			Env:      env,
			Deployed: services,
		}
	}
	return asked, nil
}

// run is one push or rollback: what everything that happens in it shares.
type run struct {
	env     Environment
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

// begin starts the clock. Simulated time runs ahead of the clock on the
// wall; it must not run backwards from one push to the next, or the history
// would be out of order.
func (env Environment) begin(service, fault string) (*run, error) {
	now := env.Now().UTC()
	pipeline, err := arn.Parse(env.text(service + ".pipelineArn"))
	if err != nil {
		return nil, fmt.Errorf("read pipeline of %s: %w", service, err)
	}
	r := &run{
		env:     env,
		service: service,
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
		Name:    r.env.text("historyTable"),
	}
}

func (env Environment) text(output string) string {
	text, _ := env.Outputs[output].(string)
	return text
}

// print prints one line: when, where, what.
func (r *run) print(where, format string, args ...any) {
	passed := r.clock.Now().Sub(r.begun).Round(time.Second)
	r.env.Console.Line("%3d:%02d  %-15s  %s", int(passed.Minutes()), int(passed.Seconds())%60, where,
		fmt.Sprintf(format, args...))
}

// pass lets simulated time pass.
func (r *run) pass(ctx context.Context, d time.Duration) { _ = r.clock.Sleep(ctx, d) }
