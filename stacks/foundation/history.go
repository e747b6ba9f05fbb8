package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/dynamodb"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/naming"
)

// HistoryArgs is what a History is made from.
type HistoryArgs struct {
	Table   naming.Name
	Account awsaccount.Account
}

// History is the table that holds a row for everything that happens to a deployment.
type History struct {
	pulumi.ResourceState
	Table    pulumi.StringOutput // its name
	TableArn pulumi.StringOutput
}

// NewHistory makes the table: a deployment's rows in the order in which they
// happened, and an index that lists a service's rows by time.
func NewHistory(ctx *pulumi.Context, name string, args HistoryArgs, opts ...pulumi.ResourceOption) (*History, error) {
	h := &History{}
	if err := component.Register(ctx, contract.FoundationLayer, "History", name, h, opts...); err != nil {
		return nil, err
	}
	table, err := dynamodb.NewTable(ctx, name+"-table", &dynamodb.TableArgs{
		Name:        pulumi.String(args.Table.String()),
		BillingMode: pulumi.String("PAY_PER_REQUEST"),
		HashKey:     pulumi.String(contract.HistoryDeployment),
		RangeKey:    pulumi.String(contract.HistoryTime),
		Attributes: dynamodb.TableAttributeArray{
			textAttribute(contract.HistoryDeployment),
			textAttribute(contract.HistoryTime),
			textAttribute(contract.HistoryService),
		},
		GlobalSecondaryIndexes: dynamodb.TableGlobalSecondaryIndexArray{
			&dynamodb.TableGlobalSecondaryIndexArgs{
				Name:           pulumi.String(contract.HistoryServiceIndex),
				HashKey:        pulumi.String(contract.HistoryService),
				RangeKey:       pulumi.String(contract.HistoryTime),
				ProjectionType: pulumi.String("ALL"),
			},
		},
		PointInTimeRecovery: &dynamodb.TablePointInTimeRecoveryArgs{Enabled: pulumi.Bool(true)},
		// Enabled without a key: the key that AWS manages for DynamoDB.
		ServerSideEncryption: &dynamodb.TableServerSideEncryptionArgs{Enabled: pulumi.Bool(true)},
		// An environment goes as a whole; point-in-time recovery leaves a backup
		// of a deleted table for 35 days.
		DeletionProtectionEnabled: pulumi.Bool(false),
	}, component.Named(h, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create history table: %w", err)
	}
	h.Table, h.TableArn = table.Name, table.Arn
	return h, ctx.RegisterResourceOutputs(h, pulumi.Map{"table": h.Table, "tableArn": h.TableArn})
}

func textAttribute(name string) dynamodb.TableAttributeInput {
	return &dynamodb.TableAttributeArgs{Name: pulumi.String(name), Type: pulumi.String("S")}
}
