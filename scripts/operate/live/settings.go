package live

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"slipway/scripts/localaws/account"
)

// setting is something that a version keeps as it was when it was published, while an
// alias goes on sending traffic to that version.
type setting struct {
	input string                                // of the function, as Pulumi names it
	name  string                                // as a person knows it
	of    func(types.FunctionConfiguration) any // as Lambda returns it
}

var settings = []setting{
	{"memorySize", "memory", func(c types.FunctionConfiguration) any { return c.MemorySize }},
	{"timeout", "timeout", func(c types.FunctionConfiguration) any { return c.Timeout }},
	{"environment", "variables", variables},
	{"kmsKeyArn", "the key of its variables", func(c types.FunctionConfiguration) any { return c.KMSKeyArn }},
	{"role", "role", func(c types.FunctionConfiguration) any { return c.Role }},
	{"loggingConfig", "logging", func(c types.FunctionConfiguration) any { return c.LoggingConfig }},
	{"tracingConfig", "tracing", func(c types.FunctionConfiguration) any { return c.TracingConfig }},
	{"description", "description", func(c types.FunctionConfiguration) any { return c.Description }},
	{"ephemeralStorage", "ephemeral storage", func(c types.FunctionConfiguration) any { return c.EphemeralStorage }},
	{"vpcConfig", "VPC", network},
}

// SettingOf is what a person calls an input of a function that a version keeps; "" for
// one that it does not keep.
func SettingOf(input string) string {
	for _, s := range settings {
		if s.input == input {
			return s.name
		}
	}
	return ""
}

func variables(c types.FunctionConfiguration) any {
	if c.Environment == nil || len(c.Environment.Variables) == 0 {
		return nil
	}
	return c.Environment.Variables
}

// network leaves out what Lambda adds to what was set.
func network(c types.FunctionConfiguration) any {
	if c.VpcConfig == nil || len(c.VpcConfig.SubnetIds) == 0 {
		return nil
	}
	return [][]string{slices.Sorted(slices.Values(c.VpcConfig.SubnetIds)),
		slices.Sorted(slices.Values(c.VpcConfig.SecurityGroupIds))}
}

// Waiting asks Lambda for the configurations of $LATEST and of the version.
func (a AWS) Waiting(ctx context.Context, functionArn, version string) ([]string, error) {
	functions, err := a.of(functionArn)
	if err != nil {
		return nil, err
	}
	var both [2]types.FunctionConfiguration
	for i, qualifier := range []*string{nil, &version} {
		found, err := functions.GetFunction(ctx, &lambda.GetFunctionInput{
			FunctionName: &functionArn,
			Qualifier:    qualifier,
		})
		if err != nil {
			return nil, a.refused(functionArn, fmt.Errorf("read the settings of %s: %w", functionArn, err))
		}
		both[i] = *cmp.Or(found.Configuration, &types.FunctionConfiguration{})
	}
	var names []string
	for _, s := range settings {
		if same, err := equal(s.of(both[0]), s.of(both[1])); err != nil {
			return nil, err
		} else if !same {
			names = append(names, s.name)
		}
	}
	return names, nil
}

// Waiting compares what the simulated account has kept of the version.
func (s Simulated) Waiting(_ context.Context, functionArn, version string) ([]string, error) {
	owner, function := account.OwnerOf(functionArn), account.LastOf(functionArn)
	latest, err := s.View.Settings(owner, function, namedBy)
	if err != nil {
		return nil, err
	}
	all, err := s.View.Versions(owner, function)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(v account.Version) bool { return v.Version == version })
	if i < 0 {
		return nil, &NoVersionError{Function: function, Version: version}
	}
	kept := all[i].Settings
	if kept == nil { // published before the account kept them
		return nil, nil
	}
	var names []string
	for _, one := range settings {
		if same, err := equal(latest[one.input], kept[one.input]); err != nil {
			return nil, err
		} else if !same {
			names = append(names, one.name)
		}
	}
	return names, nil
}

// equal compares values as they are written.
func equal(a, b any) (bool, error) {
	first, err := json.Marshal(a)
	if err != nil {
		return false, fmt.Errorf("compare settings: %w", err)
	}
	second, err := json.Marshal(b)
	return string(first) == string(second), err
}
