package observe

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// InsightsArgs describe where the saved queries look.
type InsightsArgs struct {
	Names        naming.Environment
	BuildLogs    pulumi.StringArray // log groups of all services' builds and tests
	FunctionLogs pulumi.StringArray // log groups of all services' functions
	RecorderLogs pulumi.StringInput
	Own          awsaccount.Account
	Target       awsaccount.Account // where the functions log
}

// Insights are saved CloudWatch Logs queries (R19), each for a question that a person
// asks when something is wrong. They name the log groups of all services, so adding or
// removing a service changes them.
type Insights struct {
	pulumi.ResourceState
}

// NewInsights saves the queries, each in the account of the logs it reads.
func NewInsights(
	ctx *pulumi.Context, name string, args InsightsArgs, opts ...pulumi.ResourceOption,
) (*Insights, error) {
	i := &Insights{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Insights", name, i, opts...); err != nil {
		return nil, err
	}
	for _, q := range args.queries() {
		if _, err := cloudwatch.NewQueryDefinition(ctx, name+"-"+q.question, &cloudwatch.QueryDefinitionArgs{
			Name:          pulumi.String(q.name.String()),
			QueryString:   pulumi.String(strings.Join(q.commands, "\n| ")),
			LogGroupNames: q.groups,
		}, component.Child(i, q.account)...); err != nil {
			return nil, fmt.Errorf("save query %s: %w", q.name, err)
		}
	}
	return i, ctx.RegisterResourceOutputs(i, pulumi.Map{})
}

type query struct {
	question string
	name     naming.Name
	account  awsaccount.Account
	groups   pulumi.StringArray
	commands []string
}

// A function logs as text or as JSON, and in both it reports each request. CloudWatch finds
// the fields of the first by itself and names those of the second by their path (Lambda
// Developer Guide, telemetry-schema-reference).
const (
	reports      = `filter @type = "REPORT" or type = "platform.report"`
	duration     = `coalesce(@duration, record.metrics.durationMs)`
	initDuration = `coalesce(@initDuration, record.metrics.initDurationMs)`
)

// queries are those of each part of the services, and one about the recorder.
func (args InsightsArgs) queries() []query {
	all := append(args.part("", args.Names.Queries, 0), query{
		"who-approved", args.Names.Queries.Approvals, args.Own, pulumi.StringArray{args.RecorderLogs}, []string{
			// The recorder is started with the event as text; CodePipeline names
			// the person in the action's summary.
			`filter type = "ExecutionStarted" and details.input like /"category":\s*"Approval"/`,
			`parse details.input /"service":\s*"(?<service>[^"]*)"/`,
			`parse details.input /"execution-id":\s*"(?<deployment>[^"]*)"/`,
			`parse details.input /"state":\s*"(?<state>[^"]*)"/`,
			`parse details.input /"external-execution-summary":\s*"(?<summary>[^"]*)"/`,
			`display @timestamp, service, state, summary, deployment`,
			`sort @timestamp desc`,
			`limit 100`,
		},
	})
	for i := range args.Names.MoreQueries {
		part, _ := strconv.Atoi(i) // naming's own numbers
		all = append(all, args.part("-"+i, args.Names.MoreQueries[i], part-1)...)
	}
	return all
}

// part are the queries about one part of the services.
func (args InsightsArgs) part(suffix string, names naming.Queries, index int) []query {
	builds := within(args.BuildLogs, index, 2*naming.ServicesPerQuery)
	functions := within(args.FunctionLogs, index, naming.ServicesPerQuery)
	return []query{
		{"why-did-the-build-fail" + suffix, names.BuildFailures, args.Own, builds, []string{
			// The buildspecs' own lines, and CodeBuild's line about the phase.
			`fields @timestamp, @log, @logStream, @message`,
			`filter @message like /^slipway: / or @message like /Phase context status code: [A-Z_]*ERROR/`,
			`sort @timestamp desc`,
			`limit 100`,
		}},
		{"slowest-requests" + suffix, names.SlowRequests, args.Target, functions, []string{
			reports,
			`fields @timestamp, @log, coalesce(@requestId, record.requestId) as request, ` + duration + ` as ms, ` +
				initDuration + ` as initMs, coalesce(@maxMemoryUsed / 1000000, record.metrics.maxMemoryUsedMB) as usedMB`,
			`sort ms desc`,
			`limit 25`,
		}},
		{"errors-by-release" + suffix, names.ErrorsByRelease, args.Target, functions, []string{
			// The version is the number in brackets in a log stream's name.
			`parse @logStream /\[(?<version>[^\]]+)\]/`,
			`filter @message like /\bERROR\b/ or @message like /Task timed out/ or @message like /Runtime exited/ ` +
				`or record.status in ["error", "failure", "timeout"]`,
			`stats count(*) as errors, max(@timestamp) as latest by @log, version, bin(5m) as time`,
			`sort time desc`,
		}},
		{"cold-starts" + suffix, names.ColdStarts, args.Target, functions, []string{
			reports,
			`fields ` + initDuration + ` as initMs`,
			`stats count(*) as requests, count(initMs) as coldStarts, avg(initMs) as averageMs, ` +
				`max(initMs) as slowestMs by @log, bin(1h) as time`,
			`sort time desc`,
		}},
	}
}

// within is one part of a list that is divided by the number given.
func within(all pulumi.StringArray, index, each int) pulumi.StringArray {
	return all[index*each : min((index+1)*each, len(all))]
}
