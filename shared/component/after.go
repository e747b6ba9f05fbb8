package component

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// After is the value, known once the resources are there: for who reads the value alone,
// as a later layer does, and needs them too.
func After(value pulumi.StringOutput, resources ...pulumi.Resource) pulumi.StringOutput {
	all := pulumi.Array{value}
	for _, r := range resources {
		all = append(all, r.URN())
	}
	return all.ToArrayOutput().ApplyT(func(all []any) string { return all[0].(string) }).(pulumi.StringOutput)
}
