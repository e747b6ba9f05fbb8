package compute

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// others are the stacks of other projects that settings refer to, by name.
type others map[string]*pulumi.StackReference

// readOthers reads the stacks that the services' settings refer to.
func readOthers(ctx *pulumi.Context, c Config) (others, error) {
	all := others{}
	for _, text := range c.referring() {
		_, references := config.References(text)
		for _, reference := range references {
			if all[reference.Stack] != nil {
				continue
			}
			name := reference.Stack
			if !strings.Contains(name, "/") {
				name = fmt.Sprintf("%s/%s/%s", ctx.Organization(), name, ctx.Stack())
			}
			// A name of its own: a layer's stack may be read for itself too.
			stack, err := pulumi.NewStackReference(ctx, "settings-"+reference.Stack, &pulumi.StackReferenceArgs{
				Name: pulumi.String(name),
			})
			if err == nil {
				// A stack that is not there ends the deployment before anything is made.
				_, err = stack.GetOutputDetails(reference.Output)
			}
			if err != nil {
				return nil, fmt.Errorf("read stack %s, which settings refer to: %w", name, err)
			}
			all[reference.Stack] = stack
		}
	}
	return all, nil
}

// referring are the texts of settings that may hold outputs of other stacks.
func (c Config) referring() []string {
	var all []string
	for _, name := range c.Services {
		service := name.String()
		for _, s := range c.each[service].Statements {
			all = append(all, s.Resources...)
		}
		all = append(append(all, c.each[service].VPC.Subnets...), c.each[service].VPC.SecurityGroups...)
		for _, event := range sorted(c.each[service].Events) {
			all = append(all, c.each[service].Events[event].Source, c.each[service].Events[event].Bus)
		}
		for _, variable := range sorted(c.Variables[service]) {
			all = append(all, c.Variables[service][variable])
		}
	}
	return all
}

// text puts the outputs into the text.
func (o others) text(text string) pulumi.StringInput {
	between, references := config.References(text)
	if len(references) == 0 {
		return pulumi.String(text)
	}
	parts := pulumi.StringArray{pulumi.String(between[0])}
	for i, reference := range references {
		parts = append(parts, o.output(reference), pulumi.String(between[i+1]))
	}
	return parts.ToStringArrayOutput().ApplyT(func(all []string) string {
		return strings.Join(all, "")
	}).(pulumi.StringOutput)
}

// output is an output of another stack. One that is not there, or is no text, ends the
// deployment before anything is made of it.
func (o others) output(reference config.Reference) pulumi.StringOutput {
	return o[reference.Stack].GetOutput(pulumi.String(reference.Output)).ApplyT(func(value any) (string, error) {
		text, is := value.(string)
		if !is || text == "" {
			return "", &OutputError{reference.Stack, reference.Output, value}
		}
		return text, nil
	}).(pulumi.StringOutput)
}

// resource is text for the resource of a policy: what comes of it has to be an ARN.
func (o others) resource(text string) pulumi.StringInput {
	if !config.Refers(text) {
		return pulumi.String(text)
	}
	return o.text(text).ToStringOutput().ApplyT(func(resource string) (string, error) {
		if !strings.HasPrefix(resource, "arn:"+contract.Partition+":") {
			return "", fmt.Errorf("%s is %q, and a statement's resource has to be an ARN", text, resource)
		}
		return resource, nil
	}).(pulumi.StringOutput)
}

// ids are ids, or outputs that have to be such ids.
func (o others) ids(texts []string, pattern *regexp.Regexp) pulumi.StringArray {
	var all pulumi.StringArray
	for _, text := range texts {
		if !config.Refers(text) {
			all = append(all, pulumi.String(text))
			continue
		}
		all = append(all, o.text(text).ToStringOutput().ApplyT(func(id string) (string, error) {
			if !pattern.MatchString(id) {
				return "", fmt.Errorf("%s is %q, and has to be an id like %s", text, id, pattern)
			}
			return id, nil
		}).(pulumi.StringOutput))
	}
	return all
}

// sources says where an event comes from: an ARN or the name of a bus, or an output that has to
// be such, of the region and account.
func (o others) sources(region, account string) func(config.Event) pulumi.StringInput {
	return func(e config.Event) pulumi.StringInput {
		text := e.Source
		if e.Kind == config.OfPattern {
			text = e.Bus
		}
		if !config.Refers(text) {
			return pulumi.String(text)
		}
		return o.text(text).ToStringOutput().ApplyT(func(source string) (string, error) {
			if fault := e.Takes(source, region, account); fault != "" {
				return "", fmt.Errorf("%s is %q, and %s", text, source, fault)
			}
			return source, nil
		}).(pulumi.StringOutput)
	}
}

// OutputError says that a setting refers to what another stack does not have.
type OutputError struct {
	Stack, Output string
	Value         any
}

// Error names the output and what is to be done.
func (e *OutputError) Error() string {
	if e.Value == nil || e.Value == "" {
		return fmt.Sprintf(
			"a setting refers to output %q of stack %s, which has none: deploy that stack, or correct the name",
			e.Output, e.Stack,
		)
	}
	return fmt.Sprintf("a setting refers to output %q of stack %s, which is %T: it has to be a text",
		e.Output, e.Stack, e.Value)
}
