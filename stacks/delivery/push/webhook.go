package push

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lambda"
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/secretsmanager"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// WebhookArgs describe the address that GitHub calls on a push.
type WebhookArgs struct {
	Function, Role naming.Name // the receiver
	API, Secret    naming.Name
	Bus            *Bus
	Repository     string              // owner/name
	Branch         string              // the one that is delivered
	Zip            pulumi.Archive      // the receiver's code, built for linux/amd64
	KeyArn         pulumi.StringOutput // of the customer managed key
	// Concurrency is how many calls are answered at once, NoReservation for as
	// many as the account allows.
	Concurrency      int
	LogRetentionDays int
	Account          awsaccount.Account
	TrustAnyAccount  bool // the receiver's role trusts Lambda for any account
}

// NoReservation leaves a function in the account's common pool.
const NoReservation = -1

// Webhook is the address, the secret that GitHub signs with, and the receiver
// function between the address and the bus.
type Webhook struct {
	pulumi.ResourceState

	URL          pulumi.StringOutput
	SecretArn    pulumi.StringOutput
	FunctionName pulumi.StringOutput
	APIID        pulumi.StringOutput // of the HTTP API, for its metrics
	LogGroup     pulumi.StringOutput // name of the receiver's log group
}

const (
	// The receiver answers or gives up within 8 seconds; the function may live
	// a little longer, and GitHub waits for 10 (GitHub webhook documentation).
	receiverSeconds  = 9
	receiverMemoryMB = 128
	// What the receiver reads. The secret itself is never among a function's
	// settings, which many may read.
	receiverBusVariable        = "EVENT_BUS_NAME"
	receiverSecretVariable     = "WEBHOOK_SECRET_ARN"
	receiverRepositoryVariable = "REPOSITORY"
	receiverBranchVariable     = "BRANCH"
)

// NewWebhook makes the secret, the receiver and the address.
func NewWebhook(ctx *pulumi.Context, name string, args WebhookArgs, opts ...pulumi.ResourceOption) (*Webhook, error) {
	w := &Webhook{}
	if err := component.Register(ctx, contract.DeliveryLayer, "Webhook", name, w, opts...); err != nil {
		return nil, err
	}
	// The value is put by the command after the deployment and is in no state.
	// The AWS managed key costs nothing and asks no grant of the receiver.
	secret, err := secretsmanager.NewSecret(ctx, name+"-secret", &secretsmanager.SecretArgs{
		Name:                 pulumi.String(args.Secret.String()),
		Description:          pulumi.String("What GitHub signs its webhook calls with"),
		RecoveryWindowInDays: pulumi.Int(0), // the name is free again at once
	}, component.Named(w, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create secret %s: %w", args.Secret, err)
	}
	receiver, err := args.receiver(ctx, name, w, secret)
	if err != nil {
		return nil, err
	}
	endpoint, err := args.endpoint(ctx, name, w, receiver)
	if err != nil {
		return nil, err
	}
	w.URL = pulumi.Sprintf("%s%s", endpoint, webhookPath)
	w.SecretArn, w.FunctionName = secret.Arn, receiver.Name
	outputs := pulumi.Map{"url": w.URL, "secretArn": w.SecretArn, "functionName": w.FunctionName}
	return w, ctx.RegisterResourceOutputs(w, outputs)
}

// receiver makes the function, with its log group first.
func (args WebhookArgs) receiver(
	ctx *pulumi.Context, name string, w *Webhook, secret *secretsmanager.Secret,
) (*lambda.Function, error) {
	group, err := component.NewLogGroup(ctx, name+"-logs", component.LogGroupArgs{
		Name:          naming.LogGroup(naming.LambdaLogs, args.Function),
		RetentionDays: args.LogRetentionDays,
		Account:       args.Account,
	}, w)
	if err != nil {
		return nil, err
	}
	trust := component.TrustService("lambda.amazonaws.com", args.Account.ID)
	if args.TrustAnyAccount {
		trust = component.TrustAnyAccount("lambda.amazonaws.com")
	}
	executor, err := component.NewRole(ctx, name+"-role", component.RoleArgs{
		Name:    args.Role,
		Trust:   trust,
		Account: args.Account,
		Policy:  args.receiverPolicy(group.Arn, secret.Arn),
	}, w)
	if err != nil {
		return nil, err
	}
	function, err := lambda.NewFunction(ctx, name+"-receiver", &lambda.FunctionArgs{
		Name:          pulumi.String(args.Function.String()),
		Description:   pulumi.String("Verifies GitHub's webhook calls and puts pushes on the bus"),
		Runtime:       pulumi.String(lambda.RuntimeCustomAL2023),
		Handler:       pulumi.String("bootstrap"),
		Architectures: pulumi.ToStringArray([]string{"x86_64"}),
		Code:          args.Zip,
		MemorySize:    pulumi.Int(receiverMemoryMB),
		Timeout:       pulumi.Int(receiverSeconds),
		Role:          executor.Arn,
		Environment: lambda.FunctionEnvironmentArgs{Variables: pulumi.StringMap{
			receiverBusVariable:        args.Bus.Name,
			receiverSecretVariable:     secret.Arn,
			receiverRepositoryVariable: pulumi.String(args.Repository),
			receiverBranchVariable:     pulumi.String(args.Branch),
		}},
		// The key that AWS manages for Lambda is granted to the role as it is now: a
		// role made again under the same name could not read the variables. This
		// one is opened by the role's own policy.
		KmsKeyArn:                    args.KeyArn,
		ReservedConcurrentExecutions: pulumi.Int(args.Concurrency),
		TracingConfig:                lambda.FunctionTracingConfigArgs{Mode: pulumi.String("Active")},
	}, component.Named(w, args.Account, pulumi.DependsOn(append(executor.Ready, group)))...)
	if err != nil {
		return nil, fmt.Errorf("create receiver function %s: %w", args.Function, err)
	}
	w.LogGroup = group.Name
	return function, nil
}

// receiverPolicy is all that the receiver does.
func (args WebhookArgs) receiverPolicy(group, secret pulumi.StringOutput) iampolicy.Document {
	return iampolicy.Document{
		{
			Sid:       "ReadTheSecret",
			Actions:   []string{"secretsmanager:GetSecretValue"},
			Resources: pulumi.StringArray{secret},
		},
		{
			Sid:        "PutPushes",
			Actions:    []string{"events:PutEvents"},
			Resources:  pulumi.StringArray{args.Bus.Arn},
			Conditions: onlyPushes(),
		},
		{
			Sid:       "ReadItsVariables",
			Actions:   []string{"kms:Decrypt"},
			Resources: pulumi.StringArray{args.KeyArn},
		},
		component.WriteLogs("WriteLogs", group),
		component.SendTraces("SendTraces"),
	}
}
