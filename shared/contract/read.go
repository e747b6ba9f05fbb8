package contract

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/naming"
)

// MissingError says that a stack does not export an output that the contract requires.
type MissingError struct{ Stack, Output, Command string }

// Error names the stack, the output and the command that supplies it.
func (e *MissingError) Error() string {
	return fmt.Sprintf("stack %s has no output %q: run `%s`", e.Stack, e.Output, e.Command)
}

// TypeError says that an output is not a string.
type TypeError struct {
	Stack, Output string
	Value         any
}

// Error names the stack, the output and what was found.
func (e *TypeError) Error() string {
	return fmt.Sprintf("stack %s: output %q is %T, want a string", e.Stack, e.Output, e.Value)
}

// VersionError says that a stack was deployed by another version of slipway.
type VersionError struct{ Stack, Found, Command string }

// Error names the stack, both versions and the command that brings them together.
func (e *VersionError) Error() string {
	return fmt.Sprintf("stack %s speaks contract version %s, this program version %s: run `%s`",
		e.Stack, e.Found, Version, e.Command)
}

// ReadFoundation reads the foundation's outputs for the given services.
func ReadFoundation(ctx *pulumi.Context, services []naming.Service) (Foundation, error) {
	f := Foundation{Services: map[string]*Registry{}}
	for _, s := range services {
		f.Services[s.String()] = &Registry{}
	}
	return f, read(ctx, FoundationLayer, &f)
}

// ReadCompute reads the compute layer's outputs for the given services.
func ReadCompute(ctx *pulumi.Context, services []naming.Service) (Compute, error) {
	c := Compute{Services: map[string]*Function{}}
	for _, s := range services {
		c.Services[s.String()] = &Function{}
	}
	return c, read(ctx, ComputeLayer, &c)
}

// read fills the contract's fields from its layer's stack. In an update every
// output is checked before anything is created, and all faults are returned at
// once; in a preview, outputs that do not exist yet are unknown.
func read(ctx *pulumi.Context, layer string, out outputs[pulumi.StringOutput]) error {
	name := StackName(ctx, layer)
	stack, err := pulumi.NewStackReference(ctx, name, nil)
	if err != nil {
		return fmt.Errorf("read stack %s: %w", name, err)
	}
	command := fmt.Sprintf("make deploy LAYER=%s ENV=%s", layer, ctx.Stack())
	if !ctx.DryRun() {
		if err := check(stack, name, command, out.fields().keys()); err != nil {
			return err
		}
	}
	for key, field := range out.fields() {
		*field = stack.GetStringOutput(pulumi.String(key))
	}
	return nil
}

// check returns a fault for every output that is missing or not a string, the
// version first.
func check(stack *pulumi.StackReference, name, command string, keys []string) error {
	version, err := text(stack, name, versionKey, command)
	if err != nil {
		return err
	}
	if version != Version {
		return &VersionError{
			Stack:   name,
			Found:   version,
			Command: command,
		}
	}
	var faults []error
	for _, key := range keys {
		_, err := text(stack, name, key, command)
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func text(stack *pulumi.StackReference, name, key, command string) (string, error) {
	details, err := stack.GetOutputDetails(key)
	if err != nil {
		return "", fmt.Errorf("read stack %s, made by `%s`: %w", name, command, err)
	}
	switch value := details.Value.(type) {
	case string:
		return value, nil
	case nil:
		return "", &MissingError{
			Stack:   name,
			Output:  key,
			Command: command,
		}
	default:
		return "", &TypeError{
			Stack:  name,
			Output: key,
			Value:  value,
		}
	}
}
