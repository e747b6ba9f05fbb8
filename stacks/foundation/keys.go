package foundation

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/kms"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/contract"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// deletionWindowDays is the shortest that KMS allows: a key costs nothing while
// it waits to be deleted, but it cannot be deleted at once.
const deletionWindowDays = 7

// KeyArgs is what a Key is made from.
type KeyArgs struct {
	Alias    naming.Name // without the leading alias/
	Names    naming.Environment
	Account  awsaccount.Account // the key's own
	Accounts []string           // where the alarms are that publish to the topic
}

// Key is the customer managed key: AWS services cannot publish to a topic that
// is encrypted with a key AWS manages, nor can such a key be shared with
// another account.
type Key struct {
	pulumi.ResourceState
	Arn pulumi.StringOutput
}

// NewKey makes the key, its policy and its alias.
func NewKey(ctx *pulumi.Context, name string, args KeyArgs, opts ...pulumi.ResourceOption) (*Key, error) {
	k := &Key{}
	if err := component.Register(ctx, contract.FoundationLayer, "Key", name, k, opts...); err != nil {
		return nil, err
	}
	key, err := kms.NewKey(ctx, name+"-key", &kms.KeyArgs{
		Description:          pulumi.String("Encrypts what slipway " + args.Names.Suffix.String() + " sends and shares"),
		EnableKeyRotation:    pulumi.Bool(true),
		DeletionWindowInDays: pulumi.Int(deletionWindowDays),
		MultiRegion:          pulumi.Bool(false),
		Policy:               keyPolicy(args).JSON(),
	}, component.Child(k, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create key: %w", err)
	}
	_, err = kms.NewAlias(ctx, name+"-alias", &kms.AliasArgs{
		Name:        pulumi.String("alias/" + args.Alias.String()),
		TargetKeyId: key.KeyId,
	}, component.Named(k, args.Account)...)
	if err != nil {
		return nil, fmt.Errorf("create key alias: %w", err)
	}
	k.Arn = key.Arn
	return k, ctx.RegisterResourceOutputs(k, pulumi.Map{"arn": k.Arn})
}

// keyPolicy lets the policies of the account decide who uses the key, so the key cannot
// become unusable, and admits the services that send to the encrypted topic (SNS
// Developer Guide, sns-key-management).
//
// No other account has access: releases pass image digests to a target account, never
// artifacts, so nothing there decrypts with this key. Log groups and the dead-letter
// queue use keys that AWS owns, at no cost.
func keyPolicy(args KeyArgs) iampolicy.Document {
	thisKey := pulumi.StringArray{pulumi.String("*")} // in a key's policy: the key
	send := []string{"kms:Decrypt", "kms:GenerateDataKey*"}
	return iampolicy.Document{
		{
			Sid:        "Administration",
			Principals: []iampolicy.Principal{iampolicy.Root(args.Account.ID)},
			Actions:    []string{"kms:*"},
			Resources:  thisKey,
		},
		{
			Sid:        "Alarms",
			Principals: []iampolicy.Principal{alarms},
			Actions:    send,
			Resources:  thisKey,
			Conditions: ownAlarms(args.Names, args.Account.Region, args.Accounts),
		},
		{
			Sid:        "Notifications",
			Principals: []iampolicy.Principal{notifications},
			Actions:    send,
			Resources:  thisKey,
			Conditions: []iampolicy.Condition{ // Developer Tools console User Guide, set-up-sns
				iampolicy.When("StringEquals", "kms:ViaService", pulumi.String("sns."+args.Account.Region+".amazonaws.com")),
			},
		},
	}
}
