package build

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/codebuild"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// project is what the CodeBuild projects of a service differ in.
type project struct {
	Name, Role  naming.Name
	Description string
	Compute     string
	Minutes     int
	Buildspec   pulumi.StringInput
	// Source is where the code comes from if it is no pipeline; such a build gives
	// nothing on.
	Source    *codebuild.ProjectSourceArgs
	Cache     codebuild.ProjectCacheArgs
	Variables []variable
	Policy    iampolicy.Document // what the role may do, apart from logging
}

// variable is an environment variable of a build.
type variable struct {
	Name  string
	Value pulumi.StringInput
}

// project makes a CodeBuild project with its log group and its role, and returns
// it with the log group's name.
func (args BuildsArgs) project(
	ctx *pulumi.Context, name string, p project, parent pulumi.Resource,
) (*codebuild.Project, pulumi.StringOutput, error) {
	none := pulumi.StringOutput{}
	logs, err := component.NewLogGroup(ctx, name+"-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.CodeBuildLogs, p.Name),
		RetentionDays: args.LogRetentionDays,
		Account:       args.Account,
		Tags:          args.tags(),
	}, parent)
	if err != nil {
		return nil, none, err
	}
	project := args.Account.Arn("codebuild", "project/"+p.Name.String())
	builder, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    p.Role,
		Trust:   component.TrustService("codebuild.amazonaws.com", args.Account.ID, project),
		Account: args.Account,
		Tags:    args.tags(),
		Policy:  append(p.Policy, component.WriteLogs("WriteLogs", logs.Arn)),
	}, parent)
	if err != nil {
		return nil, none, err
	}
	source, artifacts := p.from()
	made, err := codebuild.NewProject(ctx, name+"-project", &codebuild.ProjectArgs{
		Name:          pulumi.String(p.Name.String()),
		Description:   pulumi.String(p.Description),
		ServiceRole:   builder.Arn,
		BuildTimeout:  pulumi.Int(p.Minutes),
		QueuedTimeout: pulumi.Int(queuedMinutes),
		EncryptionKey: args.artifacts().projectKey(),
		Cache:         p.Cache,
		// Neither a badge nor a page for everyone to see.
		BadgeEnabled:      pulumi.Bool(false),
		ProjectVisibility: pulumi.String("PRIVATE"),
		Source:            source,
		Artifacts: codebuild.ProjectArtifactsArgs{
			Type:               pulumi.String(artifacts),
			EncryptionDisabled: pulumi.Bool(false),
		},
		Environment: codebuild.ProjectEnvironmentArgs{
			Type:                     pulumi.String(args.environmentType()),
			ComputeType:              pulumi.String(p.Compute),
			Image:                    pulumi.String(args.Settings.BuildImage),
			ImagePullCredentialsType: pulumi.String("CODEBUILD"),
			// Docker runs inside the build: one project builds the image, the
			// other runs it.
			PrivilegedMode:       pulumi.Bool(true),
			EnvironmentVariables: environment(p.Variables),
		},
		LogsConfig: codebuild.ProjectLogsConfigArgs{
			CloudwatchLogs: codebuild.ProjectLogsConfigCloudwatchLogsArgs{
				Status:    pulumi.String("ENABLED"),
				GroupName: logs.Name,
			},
			S3Logs: codebuild.ProjectLogsConfigS3LogsArgs{
				Status:             pulumi.String("DISABLED"),
				EncryptionDisabled: pulumi.Bool(false),
			},
		},
		Tags: args.tags(),
	}, component.Named(parent, args.Account, pulumi.DependsOn(builder.Ready))...)
	if err != nil {
		return nil, none, fmt.Errorf("create build project %s: %w", p.Name, err)
	}
	return made, logs.Name, nil
}

// from is the source, and the type of the artifacts that goes with it. The buildspec is
// part of the infrastructure: who can push code cannot change the steps that gate it.
func (p project) from() (codebuild.ProjectSourceArgs, string) {
	if p.Source == nil {
		return codebuild.ProjectSourceArgs{Type: pulumi.String("CODEPIPELINE"), Buildspec: p.Buildspec}, "CODEPIPELINE"
	}
	source := *p.Source
	source.Buildspec = p.Buildspec
	return source, "NO_ARTIFACTS"
}

// environmentType is the kind of host (CodeBuild user guide, build-env-ref-compute-types).
func (args BuildsArgs) environmentType() string {
	if args.Settings.Architecture == config.ARM {
		return "ARM_CONTAINER"
	}
	return "LINUX_CONTAINER"
}

// environment is the variables as CodeBuild takes them. None is a secret.
func environment(variables []variable) codebuild.ProjectEnvironmentEnvironmentVariableArray {
	var all codebuild.ProjectEnvironmentEnvironmentVariableArray
	for _, v := range variables {
		all = append(all, codebuild.ProjectEnvironmentEnvironmentVariableArgs{
			Name:  pulumi.String(v.Name),
			Value: v.Value,
			Type:  pulumi.String("PLAINTEXT"),
		})
	}
	return all
}
