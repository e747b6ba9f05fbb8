package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/dynamodb"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/naming"
)

// The attributes that the history is read by, and the index by service.
const (
	deploymentID   = "deploymentId"
	timestamp      = "timestamp"
	service        = "service"
	byServiceIndex = "byService"
)

// HistoryArgs is what a History is made from.
type HistoryArgs struct {
	Table naming.Name
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
	if err := ctx.RegisterComponentResource("slipway:foundation:History", name, h, opts...); err != nil {
		return nil, fmt.Errorf("register component %s: %w", name, err)
	}
	table, err := dynamodb.NewTable(ctx, name+"-table", &dynamodb.TableArgs{
		Name:        pulumi.String(args.Table.String()),
		BillingMode: pulumi.String("PAY_PER_REQUEST"),
		HashKey:     pulumi.String(deploymentID),
		RangeKey:    pulumi.String(timestamp),
		Attributes: dynamodb.TableAttributeArray{
			textAttribute(deploymentID), textAttribute(timestamp), textAttribute(service),
		},
		GlobalSecondaryIndexes: dynamodb.TableGlobalSecondaryIndexArray{
			&dynamodb.TableGlobalSecondaryIndexArgs{
				Name:           pulumi.String(byServiceIndex),
				HashKey:        pulumi.String(service),
				RangeKey:       pulumi.String(timestamp),
				ProjectionType: pulumi.String("ALL"),
			},
		},
		PointInTimeRecovery: &dynamodb.TablePointInTimeRecoveryArgs{Enabled: pulumi.Bool(true)},
		// Enabled without a key: the key that AWS manages for DynamoDB.
		ServerSideEncryption: &dynamodb.TableServerSideEncryptionArgs{Enabled: pulumi.Bool(true)},
		// An environment goes as a whole; point-in-time recovery leaves a backup
		// of a deleted table for 35 days.
		DeletionProtectionEnabled: pulumi.Bool(false),
	}, pulumi.Parent(h), named)
	if err != nil {
		return nil, fmt.Errorf("create history table: %w", err)
	}
	h.Table, h.TableArn = table.Name, table.Arn
	return h, ctx.RegisterResourceOutputs(h, pulumi.Map{"table": h.Table, "tableArn": h.TableArn})
}

func textAttribute(name string) dynamodb.TableAttributeInput {
	return &dynamodb.TableAttributeArgs{Name: pulumi.String(name), Type: pulumi.String("S")}
}
