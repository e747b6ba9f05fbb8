package component

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
)

// Child returns the options of a resource that belongs to a component and lives in
// an account.
func Child(parent pulumi.Resource, in awsaccount.Account, more ...pulumi.ResourceOption) []pulumi.ResourceOption {
	return append([]pulumi.ResourceOption{pulumi.Parent(parent), pulumi.Provider(in.Provider)}, more...)
}

// Named returns the options of a child with a physical name. Naming fixes the name,
// so a replacement cannot exist beside what it replaces: the old one is deleted first.
func Named(parent pulumi.Resource, in awsaccount.Account, more ...pulumi.ResourceOption) []pulumi.ResourceOption {
	return Child(parent, in, append(more, pulumi.DeleteBeforeReplace(true))...)
}

// ServiceTags are the tags of a resource that one service has of its own.
func ServiceTags(service string) pulumi.StringMap {
	return pulumi.StringMap{"Service": pulumi.String(service)}
}
