// Package pulumitest runs a Pulumi program against a recording monitor, so that a
// test can read back every resource with its inputs, parent and provider.
//
// Ids, ARNs and URLs have the form that AWS gives them, so that a program can read
// them. It rejects nothing; the simulated AWS does that.
package pulumitest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"slipway/shared/config"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"
)

// Account and Region are where recorded resources live, unless their
// provider assumes a role: then the account is that role's.
const (
	Account = "111122223333"
	Region  = "us-east-1"
)

// Run is what a program is given.
type Run struct {
	Project string // such as slipway-foundation
	Stack   string // the environment
	DryRun  bool   // a preview: nothing that AWS computes is known
	// Config is by full key, slipway-foundation:emails. The command's key for the
	// account is set to Account unless it is here.
	Config map[string]string
	// Secrets are the keys of Config that are secret.
	Secrets []string
	Stacks  map[string]map[string]any // outputs of other stacks, by full name
	Root    string                    // the project's folder
	// Refuse simulates that AWS rejects a resource: if it returns an error, the call that
	// creates the resource fails with it. It is called twice: at that call with type and
	// name alone, and later with the inputs as well.
	Refuse func(*Resource) error
	// RefuseCall simulates that AWS rejects a look-up, by its token:
	// aws:index/getCallerIdentity:getCallerIdentity.
	RefuseCall func(token string) error
}

// Resource is a resource as the program registered it.
type Resource struct {
	Type          string         // token, aws:kms/key:Key
	Name          string         // logical name
	Parent        string         // logical name of the parent, "" for the stack
	Custom        bool           // false for components
	Inputs        map[string]any // plain values; what is unknown is left out
	IgnoreChanges []string
	DependsOn     []string // logical names, also of what its inputs come from, sorted
	Provider      string   // logical name of the explicit provider
	Account       string   // the provider's account
	// DeleteBeforeReplace, Protect and RetainOnDelete are the resource options.
	DeleteBeforeReplace, Protect, RetainOnDelete bool
}

// Recording is what a program did.
type Recording struct {
	Err error // the program's error

	ctx       *pulumi.Context
	mu        sync.Mutex
	resources []*Resource
	kept      map[string]any
}

// Do runs program and records what it registers.
func (r Run) Do(program func(ctx *pulumi.Context, rec *Recording) error) *Recording {
	rec := &Recording{kept: map[string]any{}}
	values := map[string]string{config.Caller: Account}
	maps.Copy(values, r.Config)
	refusal := &refusal{refuse: r.Refuse}
	rec.Err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		rec.ctx = ctx
		return refusal.explain(errors.Join(refusal.watch(ctx), program(ctx, rec)))
	},
		pulumi.WithMocksWithOrganization("organization", r.Project, r.Stack, &monitor{run: r, rec: rec}),
		func(info *pulumi.RunInfo) {
			info.DryRun, info.Config, info.ConfigSecretKeys, info.RootDirectory = r.DryRun, values, r.Secrets, r.Root
		})
	return rec
}

// Program is Do for a whole Pulumi program.
func (r Run) Program(program pulumi.RunFunc) *Recording {
	return r.Do(func(ctx *pulumi.Context, _ *Recording) error { return program(ctx) })
}

// Export is pulumi.Context.Export that also remembers the value for Kept, so
// that contracts can be exported to it.
func (r *Recording) Export(name string, value pulumi.Input) {
	// Exported, so that the program does not end before the value is known.
	r.ctx.Export(name, pulumi.ToOutput(value).ApplyT(func(v any) any {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.kept[name] = v
		return v
	}))
}

// Value is pulumi.Context.Value.
func (r *Recording) Value(key any) any { return r.ctx.Value(key) }

// Kept returns the values given to Export; what was unknown is left out.
func (r *Recording) Kept() map[string]any {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.kept)
}

// Get returns the one resource of the type with the logical name, or fails
// the test. typ is the token's end, such as s3/bucketV2:BucketV2.
func (r *Recording) Get(t testing.TB, typ, name string) *Resource {
	t.Helper()
	found := slices.DeleteFunc(r.Of(typ), func(x *Resource) bool { return x.Name != name })
	require.Len(t, found, 1, "resources %s named %s among %s", typ, name, r.names())
	return found[0]
}

// Of returns all resources of a type, sorted by name.
func (r *Recording) Of(typ string) []*Resource {
	var found []*Resource
	for _, x := range r.All() {
		if strings.HasSuffix(x.Type, typ) {
			found = append(found, x)
		}
	}
	return found
}

// All returns every resource, sorted by type and name.
func (r *Recording) All() []*Resource {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := slices.Clone(r.resources)
	slices.SortFunc(all, func(a, b *Resource) int { return strings.Compare(a.Type+a.Name, b.Type+b.Name) })
	return all
}

func (r *Recording) names() string {
	var b strings.Builder
	for _, x := range r.All() {
		fmt.Fprintf(&b, "\n  %s %s", x.Type, x.Name)
	}
	return b.String()
}
