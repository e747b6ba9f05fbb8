package pulumitest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// monitor takes the place of the Pulumi engine.
type monitor struct {
	run Run
	rec *Recording
}

const callerIdentity = "aws:index/getCallerIdentity:getCallerIdentity"

// Call returns the result of the one look-up that the layers make.
func (m *monitor) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	if args.Token != callerIdentity {
		return nil, fmt.Errorf("pulumitest knows no function %s", args.Token)
	}
	if m.run.RefuseCall != nil {
		if err := m.run.RefuseCall(args.Token); err != nil {
			return nil, err
		}
	}
	account := m.rec.account(providerName(args.Provider))
	return resource.NewPropertyMapFromMap(map[string]any{
		"accountId": account, "arn": "arn:aws:iam::" + account + ":root", "id": account, "userId": account,
	}), nil
}

// NewResource records a resource. It returns its inputs and, unless this is a preview,
// what AWS would compute.
func (m *monitor) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	if args.ReadRPC != nil {
		return m.readStack(args)
	}
	x := recorded(args)
	x.Account = m.rec.account(x.Provider)
	if m.run.Refuse != nil {
		if err := m.run.Refuse(x); err != nil {
			return "", nil, err
		}
	}
	m.rec.mu.Lock()
	m.rec.resources = append(m.rec.resources, x)
	m.rec.mu.Unlock()

	id, computed := compute(x)
	state := args.Inputs.Copy()
	if m.run.DryRun {
		return "", state, nil
	}
	fill(state, resource.NewPropertyMapFromMap(computed))
	return id, state, nil
}

// fill adds what the program does not give, also inside its blocks.
func fill(given, computed resource.PropertyMap) {
	for key, value := range computed {
		switch now, set := given[key]; {
		case !set:
			given[key] = value
		case now.IsObject() && value.IsObject():
			fill(now.ObjectValue(), value.ObjectValue())
		}
	}
}

func (m *monitor) readStack(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	outputs, ok := m.run.Stacks[args.ID]
	if !ok {
		return "", nil, fmt.Errorf("unknown stack %q", args.ID)
	}
	return args.ID, resource.NewPropertyMapFromMap(map[string]any{"name": args.ID, "outputs": outputs}), nil
}

func recorded(args pulumi.MockResourceArgs) *Resource {
	rpc := args.RegisterRPC
	x := &Resource{
		Type:                args.TypeToken,
		Name:                args.Name,
		Parent:              nameOf(rpc.GetParent()),
		Custom:              args.Custom,
		Inputs:              args.Inputs.MapRepl(nil, plainSecret),
		IgnoreChanges:       rpc.GetIgnoreChanges(),
		Provider:            providerName(rpc.GetProvider()),
		DeleteBeforeReplace: rpc.GetDeleteBeforeReplace(),
		Protect:             rpc.GetProtect(),
		RetainOnDelete:      rpc.GetRetainOnDelete(),
	}
	for _, urn := range rpc.GetDependencies() {
		x.DependsOn = append(x.DependsOn, nameOf(urn))
	}
	slices.Sort(x.DependsOn) // the SDK gathers them from a map
	return x
}

// plainSecret gives what a secret holds, so that tests read it like any value.
func plainSecret(v resource.PropertyValue) (any, bool) {
	if !v.IsSecret() {
		return nil, false
	}
	return v.SecretValue().Element.MapRepl(nil, plainSecret), true
}

// nameOf is the logical name at the end of a URN, "" for the stack.
func nameOf(urn string) string {
	if resource.URN(urn).IsValid() && resource.URN(urn).QualifiedType() != resource.RootStackType {
		return resource.URN(urn).Name()
	}
	return ""
}

// providerName is the logical name in a provider reference, URN::id.
func providerName(reference string) string {
	return nameOf(reference[:max(0, strings.LastIndex(reference, "::"))])
}

// account is the account that the named provider works in.
func (r *Recording) account(provider string) string {
	for _, x := range r.Of("pulumi:providers:aws") {
		if role, ok := x.Inputs["assumeRole"].(map[string]any); ok && x.Name == provider {
			return strings.Split(role["roleArn"].(string), ":")[4]
		}
	}
	return Account
}
