package compute

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/cloudwatch"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// FunctionArgs is what a Function is made from.
type FunctionArgs struct {
	Service             string
	Function            naming.Name
	Role                naming.Name         // what it runs as
	Account             awsaccount.Account  // the account it runs in
	TrustAnyAccount     bool                // the role trusts Lambda for any account
	RepositoryURI       pulumi.StringOutput // of the service's images
	Digest              string              // the image it starts with; "" for the repository's bootstrap tag
	MemoryMB            int
	TimeoutSeconds      int
	ReservedConcurrency int // Unreserved for none
	Provisioned         int // environments that releases have Lambda keep ready
	EphemeralStorageMB  int
	Architecture        string
	LogRetentionDays    int
	Logging             config.Logging
	Subnets, Groups     pulumi.StringArray // of the VPC that it runs in; none for none
	Variables           pulumi.StringMap
	SecretVariables     bool                  // keep them secret in the state
	KeyArn              pulumi.StringInput    // of the key for its variables; nil for the one that AWS manages
	Policies            []string              // ARNs of managed policies that the role has too
	Rights              []iampolicy.Statement // what the role may do, beyond what every function's may
}

// Function is a service's function and the alias that its traffic goes to.
type Function struct {
	pulumi.ResourceState
	Name     pulumi.StringOutput
	Arn      pulumi.StringOutput // without a version
	Alias    pulumi.StringOutput
	AliasArn pulumi.StringOutput
	RoleName pulumi.StringOutput // of what it runs as
	RoleArn  pulumi.StringOutput
}

// NewFunction makes the function, what it runs as, where it logs and its alias.
func NewFunction(
	ctx *pulumi.Context, name string, args FunctionArgs, opts ...pulumi.ResourceOption,
) (*Function, error) {
	f := &Function{}
	if err := component.Register(ctx, contract.ComputeLayer, "Function", name, f, opts...); err != nil {
		return nil, err
	}
	logs, err := component.NewLogGroup(ctx, name+"-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.LambdaLogs, args.Function),
		RetentionDays: args.LogRetentionDays,
		Account:       args.Account,
		Tags:          component.ServiceTags(args.Service),
	}, f)
	if err != nil {
		return nil, err
	}
	role, err := f.executionRole(ctx, name, args, logs.Arn)
	if err != nil {
		return nil, err
	}
	function, err := f.function(ctx, name, args, role, logs)
	if err != nil {
		return nil, err
	}
	alias, err := lambda.NewAlias(ctx, name+"-alias", &lambda.AliasArgs{
		Name:            pulumi.String(naming.LiveAlias),
		Description:     pulumi.String("The version that traffic goes to; releases move it"),
		FunctionName:    function.Name,
		FunctionVersion: function.Version,
	}, component.Named(f, args.Account, pulumi.IgnoreChanges(aliasOfReleases()))...)
	if err != nil {
		return nil, fmt.Errorf("create alias of %s: %w", args.Service, err)
	}
	f.Name, f.Arn, f.Alias, f.AliasArn = function.Name, function.Arn, alias.Name, alias.Arn
	f.RoleName, f.RoleArn = role.Name, role.Arn
	return f, ctx.RegisterResourceOutputs(f, pulumi.Map{
		"name": f.Name, "arn": f.Arn, "alias": f.Alias, "aliasArn": f.AliasArn,
	})
}

func (f *Function) function(
	ctx *pulumi.Context, name string, args FunctionArgs, role *component.Role, logs *cloudwatch.LogGroup,
) (*lambda.Function, error) {
	function, err := lambda.NewFunction(ctx, name+"-function", &lambda.FunctionArgs{
		Name:          pulumi.String(args.Function.String()),
		Description:   pulumi.String(args.description()),
		Role:          role.Arn,
		PackageType:   pulumi.String("Image"),
		ImageUri:      args.image(),
		Architectures: pulumi.ToStringArray([]string{args.Architecture}),
		MemorySize:    pulumi.Int(args.MemoryMB),
		Timeout:       pulumi.Int(args.TimeoutSeconds),
		Environment:   args.environment(),
		KmsKeyArn:     args.key(),
		TracingConfig: &lambda.FunctionTracingConfigArgs{Mode: pulumi.String("Active")},
		VpcConfig:     args.vpc(),
		LoggingConfig: args.logging(logs.Name),
		// Said even if it is Lambda's own: the provider leaves it as it was if it is not.
		EphemeralStorage: &lambda.FunctionEphemeralStorageArgs{Size: pulumi.Int(args.EphemeralStorageMB)},
		// The alias needs a version from the first day.
		Publish:                      pulumi.Bool(true),
		ReservedConcurrentExecutions: args.reservation(),
		Tags:                         component.ServiceTags(args.Service),
	}, component.Named(f, args.Account, pulumi.DependsOn(role.Ready), pulumi.IgnoreChanges(codeOfReleases()))...)
	if err != nil {
		return nil, fmt.Errorf("create function of %s: %w", args.Service, err)
	}
	return function, nil
}

// Releases put the code in place and move the traffic. What the layer ignores of
// that stays in the state as the first deployment wrote it, and the provider sends it
// again with whatever else its call carries. So all that one call carries is ignored
// together: no deployment then makes that call.

// codeOfReleases are the inputs that UpdateFunctionCode carries.
func codeOfReleases() []string { return []string{"imageUri", "architectures"} }

// aliasOfReleases are the inputs that UpdateAlias carries, but for the names of
// alias and function, whose change makes another alias.
func aliasOfReleases() []string { return []string{"description", "functionVersion", "routingConfig"} }

// description tells of what releases do to a version once it is published: a change of it
// makes another version, which a release takes into production.
func (a FunctionArgs) description() string {
	text := fmt.Sprintf("Service %s of slipway", a.Service)
	if a.Provisioned > 0 {
		text += fmt.Sprintf(", %d environments kept ready", a.Provisioned)
	}
	return text
}

// image is what a new function starts with.
func (a FunctionArgs) image() pulumi.StringOutput {
	if a.Digest == "" {
		return pulumi.Sprintf("%s:%s", a.RepositoryURI, contract.BootstrapTag(a.Architecture == config.ARM))
	}
	return pulumi.Sprintf("%s@%s", a.RepositoryURI, a.Digest)
}

// environment is nil without variables: Lambda does not return an empty one, so it
// would be seen as a change.
func (a FunctionArgs) environment() lambda.FunctionEnvironmentPtrInput {
	if len(a.Variables) == 0 {
		return nil
	}
	if !a.SecretVariables {
		return &lambda.FunctionEnvironmentArgs{Variables: a.Variables}
	}
	return &lambda.FunctionEnvironmentArgs{
		Variables: pulumi.ToSecret(a.Variables.ToStringMapOutput()).(pulumi.StringMapOutput),
	}
}

// key is nil without variables: Lambda does not return a key then either.
func (a FunctionArgs) key() pulumi.StringPtrInput {
	if len(a.Variables) == 0 || a.KeyArn == nil {
		return nil
	}
	return a.KeyArn.ToStringOutput().ToStringPtrOutput()
}

// logging has levels only if Lambda takes them.
func (a FunctionArgs) logging(group pulumi.StringInput) *lambda.FunctionLoggingConfigArgs {
	logging := &lambda.FunctionLoggingConfigArgs{
		LogFormat: pulumi.String(a.Logging.Format),
		LogGroup:  group.ToStringOutput().ToStringPtrOutput(),
	}
	if a.Logging.Format == config.LogJSON {
		logging.ApplicationLogLevel = pulumi.String(a.Logging.Application)
		logging.SystemLogLevel = pulumi.String(a.Logging.System)
	}
	return logging
}

func (a FunctionArgs) reservation() pulumi.IntPtrInput {
	if a.ReservedConcurrency == Unreserved {
		return nil
	}
	return pulumi.Int(a.ReservedConcurrency)
}
