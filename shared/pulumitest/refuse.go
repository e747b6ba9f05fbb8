package pulumitest

import (
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// RefuseNamed is a Run.Refuse that rejects the resource of a logical name with err.
func RefuseNamed(name string, err error) func(*Resource) error {
	return func(x *Resource) error {
		if x.Name == name {
			return err
		}
		return nil
	}
}

// refusal makes the call that creates a resource return the error of Run.Refuse. The
// SDK registers resources in the background; an error from there would end the program
// without passing the code that wraps it.
//
// The SDK makes one check at once that a test can make fail: a transformation must not
// change a resource's parent.
type refusal struct {
	refuse func(*Resource) error

	mu    sync.Mutex
	cause error
}

// changedParent is the SDK's text for the check above.
const changedParent = "transformations cannot currently be used to change the `parent` of a resource"

// watch calls refuse for every resource that the program registers from here on.
func (r *refusal) watch(ctx *pulumi.Context) error {
	if r.refuse == nil {
		return nil
	}
	stranger := &pulumi.ResourceState{}
	return ctx.RegisterStackTransformation(func(
		a *pulumi.ResourceTransformationArgs,
	) *pulumi.ResourceTransformationResult {
		_, custom := a.Resource.(pulumi.CustomResource)
		err := r.refuse(&Resource{
			Type:   a.Type,
			Name:   a.Name,
			Custom: custom,
		})
		if err == nil {
			return nil
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.cause = err
		return &pulumi.ResourceTransformationResult{Props: a.Props, Opts: append(a.Opts, pulumi.Parent(stranger))}
	})
}

// explain replaces the SDK's text with that of the error of Run.Refuse.
func (r *refusal) explain(err error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil || r.cause == nil {
		return err
	}
	return &refused{text: strings.ReplaceAll(err.Error(), changedParent, r.cause.Error()), cause: r.cause}
}

// refused is a program's error caused by Run.Refuse.
type refused struct {
	text  string
	cause error
}

// Error is the program's own text, which includes that of the cause.
func (e *refused) Error() string { return e.text }

// Unwrap is the error that Run.Refuse gave.
func (e *refused) Unwrap() error { return e.cause }
