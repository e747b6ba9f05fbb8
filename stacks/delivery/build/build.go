// Package build makes the CodeBuild projects of a service: one builds and scans the
// image, another tests it, and a third, if that is set, does both for pull requests. The
// steps themselves are in package buildspecs.
package build

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codebuild"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/naming"
	"slipway/stacks/delivery/buildspecs"
)

// BuildsArgs describe how one service is built and tested.
type BuildsArgs struct {
	Names            naming.ServiceNames
	Service          naming.Service
	Path             string         // folder of the service in the repository; "" for its root
	Settings         config.Service // how it is built and judged, and how the Test stage runs it and asks it
	Origin           *Origin        // where the image is copied from; nil to build it
	Foundation       contract.Foundation
	Registry         *contract.Registry
	LogRetentionDays int
	Account          awsaccount.Account
	Shared           bool // another account has a part in the pipeline
}

// Builds are the two CodeBuild projects of a service's pipeline (R3), and its test reports.
type Builds struct {
	pulumi.ResourceState

	BuildName, BuildArn pulumi.StringOutput
	TestName, TestArn   pulumi.StringOutput
	BuildLogs, TestLogs pulumi.StringOutput // names of the log groups
	ReportsName         pulumi.StringOutput
}

// queuedMinutes: a build that found no host by then is better started again.
const queuedMinutes = 60

// NewBuilds makes the report group, then the projects.
func NewBuilds(ctx *pulumi.Context, name string, args BuildsArgs, opts ...pulumi.ResourceOption) (*Builds, error) {
	b := &Builds{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Builds", name, b, opts...); err != nil {
		return nil, err
	}
	reports, err := codebuild.NewReportGroup(ctx, name+"-reports", &codebuild.ReportGroupArgs{
		Name:          pulumi.String(args.Names.TestReports.String()),
		Type:          pulumi.String("TEST"),
		DeleteReports: pulumi.Bool(true), // or the group could not be deleted
		ExportConfig:  codebuild.ReportGroupExportConfigArgs{Type: pulumi.String("NO_EXPORT")},
		Tags:          args.tags(),
	}, component.Named(b, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create report group %s: %w", args.Names.TestReports, err)
	}
	build, buildLogs, err := args.project(ctx, name+"-build", args.build(), b)
	if err != nil {
		return nil, err
	}
	test, testLogs, err := args.project(ctx, name+"-test", args.test(reports), b)
	if err != nil {
		return nil, err
	}
	b.BuildName, b.BuildArn, b.BuildLogs = build.Name, build.Arn, buildLogs
	b.TestName, b.TestArn, b.TestLogs = test.Name, test.Arn, testLogs
	b.ReportsName = reports.Name
	return b, ctx.RegisterResourceOutputs(b, pulumi.Map{
		"buildArn":    b.BuildArn,
		"testArn":     b.TestArn,
		"reportsName": b.ReportsName,
	})
}

// build is the project that makes the image. Its one cache is the host's: the
// layers of Docker. The cache that outlives the host is buildx's, in the cache bucket
// (buildspecs/build.yml): a project can have one cache only (CodeBuild API, ProjectCache).
// A cache of the source would be ignored, because it comes from CodePipeline (CodeBuild
// user guide, caching-local).
func (args BuildsArgs) build() project {
	if args.Origin != nil {
		return args.promote()
	}
	return project{
		Name:        args.Names.Build,
		Role:        args.Names.BuildRole,
		Description: fmt.Sprintf("Builds, scans and pushes the image of %s", args.Service),
		Compute:     args.Settings.BuildComputeType,
		Minutes:     args.Settings.BuildTimeoutMinutes,
		Buildspec:   pulumi.String(buildspecs.Build()),
		Cache:       args.hostCache(),
		Variables: append(append(append(args.variables(), args.exceptions()...),
			variable{"CACHE_BUCKET", args.Foundation.CacheBucket},
			variable{"HISTORY_TABLE", args.Foundation.HistoryTable},
			variable{"BUILDKIT_IMAGE", pulumi.String(args.Settings.BuilderImage)},
			variable{"BUILDER_TAG", pulumi.String(builderTag(args.Settings))},
			variable{"SCAN_FAIL_SEVERITY", pulumi.String(args.Settings.ScanSeverity)},
			variable{"SCAN_UNFIXED", pulumi.String(args.Settings.ScanUnfixed)},
		), slices.Concat(args.docker(), args.platform())...),
		Policy: args.buildPolicy(),
	}
}

// hostCache is the host's, which one of the largest size does not have (CodeBuild user
// guide, caching-local).
func (args BuildsArgs) hostCache() codebuild.ProjectCacheArgs {
	if args.Settings.BuildComputeType == config.X2LargeBuilds {
		return codebuild.ProjectCacheArgs{Type: pulumi.String("NO_CACHE")}
	}
	return codebuild.ProjectCacheArgs{
		Type:  pulumi.String("LOCAL"),
		Modes: pulumi.ToStringArray([]string{"LOCAL_DOCKER_LAYER_CACHE"}),
	}
}

// test is the project that runs the image: it pushes nothing, so it can do with
// the smallest host unless the image needs more, and its cache holds npm packages only.
func (args BuildsArgs) test(reports *codebuild.ReportGroup) project {
	return project{
		Name:        args.Names.Test,
		Role:        args.Names.TestRole,
		Description: fmt.Sprintf("Tests the image of %s", args.Service),
		Compute:     args.Settings.TestComputeType,
		Minutes:     args.Settings.TestTimeoutMinutes,
		Buildspec:   reports.Arn.ApplyT(buildspecs.Test).(pulumi.StringOutput),
		Cache: codebuild.ProjectCacheArgs{
			Type:     pulumi.String("S3"),
			Location: pulumi.Sprintf("%s/%s", args.Foundation.CacheBucket, args.packageCache()),
		},
		Variables: append(args.variables(), args.function()...),
		Policy:    args.testPolicy(reports.Arn),
	}
}
