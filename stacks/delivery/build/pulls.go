package build

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codebuild"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/stacks/delivery/buildspecs"
)

// PullsArgs describe how pull requests of one service are built and tested.
type PullsArgs struct {
	BuildsArgs
	Environment string
	Repository  string              // owner/name on GitHub
	Branch      string              // that they are to be merged into
	Paths       []string            // folders, ending in a slash, and files; none for any change
	Connection  pulumi.StringOutput // ARN
}

// Pulls is the CodeBuild project that builds and tests a service's pull requests and
// tells GitHub how that went.
//
// It runs code that nobody has reviewed, so its role can push no image, change nothing
// and read no secret: it may fetch this repository through the connection, read packages
// and write its log. The connection's token could write to the repository, so what a
// pull request brings runs as a user who reaches no credentials (buildspecs/pulls.yml).
// Without a policy of its own a webhook has AWS's default: who may not write to the
// repository, as from a fork, waits for a comment of somebody who may (CodeBuild user
// guide, pull-request-build-policy). The provider's release does not know the policy.
type Pulls struct {
	pulumi.ResourceState
}

// NewPulls makes the project and the webhook that GitHub starts it by.
func NewPulls(ctx *pulumi.Context, name string, args PullsArgs, opts ...pulumi.ResourceOption) (*Pulls, error) {
	p := &Pulls{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Pulls", name, p, opts...); err != nil {
		return nil, err
	}
	made, _, err := args.project(ctx, name+"-build", args.pulls(), p)
	if err != nil {
		return nil, err
	}
	_, err = codebuild.NewWebhook(ctx, name+"-webhook", &codebuild.WebhookArgs{
		ProjectName:  made.Name,
		BuildType:    pulumi.String("BUILD"),
		FilterGroups: codebuild.WebhookFilterGroupArray{args.filters()},
	}, component.Named(p, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("have GitHub report pull requests of %s: %w", args.Service, err)
	}
	return p, ctx.RegisterResourceOutputs(p, pulumi.Map{})
}

// pulls is the project. It has no cache: what a pull request leaves must not get into a
// build of the branch.
func (args PullsArgs) pulls() project {
	return project{
		Name:        args.Names.Pulls,
		Role:        args.Names.PullsRole,
		Description: fmt.Sprintf("Builds and tests pull requests of %s", args.Service),
		Compute:     args.Settings.BuildComputeType,
		Minutes:     args.Settings.BuildTimeoutMinutes,
		Buildspec:   pulumi.String(buildspecs.Pulls()),
		Cache:       codebuild.ProjectCacheArgs{Type: pulumi.String("NO_CACHE")},
		Source: &codebuild.ProjectSourceArgs{
			Type:          pulumi.String("GITHUB"),
			Location:      pulumi.String("https://github.com/" + args.Repository + ".git"),
			GitCloneDepth: pulumi.Int(1),
			Auth: codebuild.ProjectSourceAuthArgs{
				Type:     pulumi.String("CODECONNECTIONS"),
				Resource: args.Connection,
			},
			ReportBuildStatus: pulumi.Bool(true),
			BuildStatusConfig: codebuild.ProjectSourceBuildStatusConfigArgs{
				Context: pulumi.String("slipway/" + args.Environment + "/" + args.Service.String()),
			},
		},
		Variables: args.pullsVariables(),
		Policy:    args.pullsPolicy(),
	}
}

// filters are the pull requests that are built. Patterns are of the syntax RE2, as Go's
// are (CodeBuild user guide, github-webhook).
func (args PullsArgs) filters() codebuild.WebhookFilterGroupArgs {
	filter := func(kind, pattern string) codebuild.WebhookFilterGroupFilterArgs {
		return codebuild.WebhookFilterGroupFilterArgs{
			Type:                  pulumi.String(kind),
			Pattern:               pulumi.String(pattern),
			ExcludeMatchedPattern: pulumi.Bool(false),
		}
	}
	all := codebuild.WebhookFilterGroupFilterArray{
		filter("EVENT", "PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED"),
		filter("BASE_REF", "^refs/heads/"+regexp.QuoteMeta(args.Branch)+"$"),
	}
	if len(args.Paths) > 0 {
		all = append(all, filter("FILE_PATH", "^("+strings.Join(quoted(args.Paths), "|")+")"))
	}
	return codebuild.WebhookFilterGroupArgs{Filters: all}
}

// quoted are paths as patterns. One that is no folder is the whole of it.
func quoted(paths []string) []string {
	var all []string
	for _, path := range paths {
		pattern := regexp.QuoteMeta(path)
		if !strings.HasSuffix(path, "/") {
			pattern += "$"
		}
		all = append(all, pattern)
	}
	return all
}

// pullsVariables are what buildspecs/pulls.yml reads. The secrets of the image and the
// variables of the function are not among them: a pull request could print them.
func (args PullsArgs) pullsVariables() []variable {
	s, f := args.Settings, args.Foundation
	return slices.Concat([]variable{
		{"SERVICE", pulumi.String(args.Service.String())},
		{"CODEARTIFACT_REPOSITORY", f.PackageRepository},
		{"CODEARTIFACT_DOMAIN", f.PackageDomain},
		{"CODEARTIFACT_OWNER", f.AccountID},
		{"NODE_VERSION", pulumi.String(s.NodeVersion)},
		{"BUILDKIT_IMAGE", pulumi.String(s.BuilderImage)},
		{"LAMBDA_MEMORY", pulumi.String(strconv.Itoa(s.MemoryMB))},
		{"LAMBDA_TIMEOUT", pulumi.String(strconv.Itoa(s.TimeoutSeconds))},
		{"READY_EVENT", pulumi.JSONMarshal(s.Smoke.Event)},
		{"READY_STATUS", pulumi.String(strconv.Itoa(s.Smoke.Status))},
	}, args.platform(), set([]setting{
		{"SERVICE_PATH", args.Path},
		{"DOCKER_CONTEXT", s.Docker.Context},
		{"DOCKERFILE", s.Docker.File},
		{"BUILD_TARGET", s.Docker.Target},
		{"BUILD_ARGS", object(s.Docker.Args)},
	}))
}

// pullsPolicy is what buildspecs/pulls.yml does, apart from logging.
func (args PullsArgs) pullsPolicy() iampolicy.Document {
	// The service has two names, and which one is asked for is not said.
	both := func(actions ...string) (all []string) {
		for _, action := range actions {
			all = append(all, "codeconnections:"+action, "codestar-connections:"+action)
		}
		return all
	}
	return append(append(args.packageStatements(), publicImages()...),
		iampolicy.Statement{
			Sid:       "FetchThroughTheConnection", // CodeBuild user guide, connections-github-app
			Actions:   both("GetConnection", "GetConnectionToken"),
			Resources: pulumi.StringArray{args.Connection},
		},
		iampolicy.Statement{
			Sid:       "FetchThisRepository",
			Actions:   both("UseConnection"),
			Resources: pulumi.StringArray{args.Connection},
			// ForAllValues: some calls name no repository.
			Conditions: []iampolicy.Condition{
				iampolicy.When("ForAllValues:StringEquals", "codeconnections:FullRepositoryId", pulumi.String(args.Repository)),
				iampolicy.When("ForAllValues:StringEquals", "codestar-connections:FullRepositoryId",
					pulumi.String(args.Repository)),
			},
		},
	)
}
