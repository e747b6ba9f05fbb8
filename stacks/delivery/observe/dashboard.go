package observe

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/push"
	"slipway/stacks/delivery/record"
)

// DashboardArgs describe an environment's dashboard.
type DashboardArgs struct {
	Names       naming.Environment
	Common      config.Common
	Functions   map[string]*contract.Function // by service
	Bus         *push.Bus
	Recorder    *record.Recorder
	Webhook     *push.Webhook // nil when the connection triggers
	Own, Target awsaccount.Account
}

// Dashboard is the environment at a glance. It names all services, so it changes
// when one comes or goes: a search for metrics by a part of their names would
// also find those of an environment whose suffix holds this one's.
type Dashboard struct {
	pulumi.ResourceState

	URL pulumi.StringOutput
}

// NewDashboard makes the dashboard in the tooling account.
//
// A dashboard shows metrics of another account only where CloudWatch's
// cross-account observability has been set up, which is an organisation's
// decision. So when the functions have an account of their own, their widgets
// are on a dashboard of the same name there, and this one says so.
func NewDashboard(
	ctx *pulumi.Context, name string, args DashboardArgs, opts ...pulumi.ResourceOption,
) (*Dashboard, error) {
	d := &Dashboard{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Dashboard", name, d, opts...); err != nil {
		return nil, err
	}
	tooling := &board{region: args.Own.Region}
	args.delivery(tooling)
	functions := tooling
	if args.Common.Target.Separate() {
		functions = &board{region: args.Target.Region}
		tooling.text(fmt.Sprintf("The functions run in account %s: [their dashboard](%s) is there.",
			args.Target.ID, component.DashboardURL(args.Target.Region, args.Names.Dashboard)))
	}
	args.functions(functions)
	if err := args.put(ctx, name+"-dashboard", d, args.Own, tooling); err != nil {
		return nil, err
	}
	if functions != tooling {
		if err := args.put(ctx, name+"-functions", d, args.Target, functions); err != nil {
			return nil, err
		}
	}
	d.URL = pulumi.String(component.DashboardURL(args.Own.Region, args.Names.Dashboard)).ToStringOutput()
	return d, ctx.RegisterResourceOutputs(d, pulumi.Map{"url": d.URL})
}

func (args DashboardArgs) put(
	ctx *pulumi.Context, name string, d *Dashboard, account awsaccount.Account, b *board,
) error {
	_, err := cloudwatch.NewDashboard(ctx, name, &cloudwatch.DashboardArgs{
		DashboardName: pulumi.String(args.Names.Dashboard.String()),
		DashboardBody: b.body(),
	}, component.Named(d, account)...)
	if err != nil {
		return fmt.Errorf("create dashboard %s in account %s: %w", args.Names.Dashboard, account.ID, err)
	}
	return nil
}

// mostRows is how many services have a row each. Beyond that all of them are in one
// chart for each figure: CloudWatch takes 500 widgets on a dashboard and 500 metrics in
// a chart (CloudWatch User Guide, cloudwatch_limits), and forty rows are too many to read.
const mostRows = 20

// delivery are the widgets about pipelines and builds, a row for each service,
// and about what all services share.
func (args DashboardArgs) delivery(b *board) {
	if len(args.Common.Services) > mostRows {
		args.allDelivery(b)
	} else {
		args.eachDelivery(b)
	}
	args.slipway(b)
}

func (args DashboardArgs) eachDelivery(b *board) {
	for _, s := range args.Common.Services {
		service := args.Names.Services[s.String()]
		b.row(s.String())
		b.chart("Pipeline: executions that failed", "Sum",
			metric("AWS/CodePipeline", "FailedPipelineExecutions", "PipelineName", pulumi.String(service.Pipeline)))
		b.chart("Pipeline: seconds an execution took", "Average",
			metric("AWS/CodePipeline", "PipelineDuration", "PipelineName", pulumi.String(service.Pipeline)))
		b.chart("Builds: seconds", "Average",
			metric("AWS/CodeBuild", "Duration", "ProjectName", pulumi.String(service.Build)),
			metric("AWS/CodeBuild", "Duration", "ProjectName", pulumi.String(service.Test)))
	}
}

// slipway are the widgets about what all services share.
func (args DashboardArgs) slipway(b *board) {
	b.row("Slipway")
	b.chart("Events that reached nothing", "Maximum",
		metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", args.Bus.DeadLetterName))
	b.chart("State changes recorded", "Sum",
		metric("AWS/States", "ExecutionsSucceeded", "StateMachineArn", args.Recorder.Arn),
		metric("AWS/States", "ExecutionsFailed", "StateMachineArn", args.Recorder.Arn))
	if args.Webhook != nil {
		b.chart("Webhook calls", "Sum",
			metric("AWS/ApiGateway", "Count", "ApiId", args.Webhook.APIID),
			metric("AWS/ApiGateway", "4xx", "ApiId", args.Webhook.APIID),
			metric("AWS/ApiGateway", "5xx", "ApiId", args.Webhook.APIID))
	}
}

// functions are the widgets about what is live: the alias, not what no traffic
// goes to.
func (args DashboardArgs) functions(b *board) {
	if len(args.Common.Services) > mostRows {
		args.allFunctions(b)
		return
	}
	for _, s := range args.Common.Services {
		f := args.Functions[s.String()]
		live := func(name string) pulumi.Array { return live(f, name) }
		b.row(s.String() + ": live")
		b.chart("Requests and errors", "Sum", live("Invocations"), live("Errors"), live("Throttles"))
		b.chart("Milliseconds, 99 of 100 requests", "p99", live("Duration"))
		b.chart("Requests at once", "Maximum", live("ConcurrentExecutions"))
	}
}

// allDelivery are charts about pipelines and builds, each with a line for each service.
func (args DashboardArgs) allDelivery(b *board) {
	b.row("All services")
	pipelines := func(name string) []pulumi.Array {
		return args.lines(func(n naming.ServiceNames, _ *contract.Function) pulumi.Array {
			return metric("AWS/CodePipeline", name, "PipelineName", pulumi.String(n.Pipeline))
		})
	}
	b.chart("Pipelines: executions that failed", "Sum", pipelines("FailedPipelineExecutions")...)
	b.chart("Pipelines: seconds an execution took", "Average", pipelines("PipelineDuration")...)
	b.chart("Builds: seconds", "Average", args.lines(func(n naming.ServiceNames, _ *contract.Function) pulumi.Array {
		return metric("AWS/CodeBuild", "Duration", "ProjectName", pulumi.String(n.Build))
	})...)
}

// allFunctions are charts about what is live, each with a line for each service.
func (args DashboardArgs) allFunctions(b *board) {
	b.row("All services: live")
	functions := func(name string) []pulumi.Array {
		return args.lines(func(_ naming.ServiceNames, f *contract.Function) pulumi.Array { return live(f, name) })
	}
	b.chart("Requests", "Sum", functions("Invocations")...)
	b.chart("Errors", "Sum", functions("Errors")...)
	b.chart("Throttles", "Sum", functions("Throttles")...)
	b.row("All services: time and concurrency")
	b.chart("Milliseconds, 99 of 100 requests", "p99", functions("Duration")...)
	b.chart("Requests at once", "Maximum", functions("ConcurrentExecutions")...)
}

// lines is one metric of each service.
func (args DashboardArgs) lines(of func(naming.ServiceNames, *contract.Function) pulumi.Array) []pulumi.Array {
	var all []pulumi.Array
	for _, s := range args.Common.Services {
		all = append(all, of(args.Names.Services[s.String()], args.Functions[s.String()]))
	}
	return all
}

// live is a metric of the version or versions that traffic goes to.
func live(f *contract.Function, name string) pulumi.Array {
	return metric("AWS/Lambda", name, "FunctionName", f.Name, "Resource", pulumi.Sprintf("%s:%s", f.Name, f.Alias))
}
