// Package statemachinestest lists what calls a definition makes, so that tests compare
// them with the rights of its role.
package statemachinestest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Call is one API action a machine performs, as IAM sees it.
type Call struct {
	// State is the name of the state that calls.
	State string
	// Action is the IAM action, such as "lambda:UpdateAlias".
	Action string
	// Resource names what is called on, as far as the definition tells: the
	// values of the parameters that identify a resource, such as FunctionName,
	// in the order of their names. Empty when it is only known at run time.
	Resource []string
	// Role is the role the call assumes; empty for the machine's own.
	Role string
}

// identifying are the parameters that name the resource of a call.
var identifying = []string{
	"AlarmNames", "ApplicationName", "DeploymentConfigName", "DeploymentGroupName", "FunctionName", "Name", "Qualifier",
	"QueueUrl", "RepositoryName", "TableName",
}

// iamPrefixes are the services whose name in IAM differs from the SDK's.
var iamPrefixes = map[string]string{"sfn": "states"}

// iamActions are the APIs that IAM knows by another name.
var iamActions = map[string]string{"lambda:Invoke": "lambda:InvokeFunction"}

// Calls lists the API actions a rendered definition performs, ordered by state.
// The definition must hold plain values: outputs have to be resolved first.
func Calls(definition any) ([]Call, error) {
	data, err := json.Marshal(definition)
	if err != nil {
		return nil, fmt.Errorf("encode definition: %w", err)
	}
	var machine struct {
		States map[string]struct {
			Type, Resource string
			Parameters     map[string]any
			Credentials    struct{ RoleArn string }
		}
	}
	if err := json.Unmarshal(data, &machine); err != nil {
		return nil, fmt.Errorf("decode definition: %w", err)
	}
	var calls []Call
	for _, name := range slices.Sorted(maps.Keys(machine.States)) {
		state := machine.States[name]
		if state.Type != "Task" {
			continue
		}
		action, err := iamAction(state.Resource)
		if err != nil {
			return nil, fmt.Errorf("read state %s: %w", name, err)
		}
		calls = append(calls, Call{
			State:    name,
			Action:   action,
			Resource: resourceOf(state.Parameters),
			Role:     state.Credentials.RoleArn,
		})
	}
	return calls, nil
}

// iamAction turns the resource of a task into the IAM action it needs:
// "arn:aws:states:::aws-sdk:ecr:putImage" is "ecr:PutImage".
func iamAction(resource string) (string, error) {
	parts := strings.Split(resource, ":")
	if len(parts) == 8 && parts[5] == "aws-sdk" {
		parts = append(parts[:5], parts[6:]...)
	}
	if len(parts) != 7 || parts[2] != "states" || parts[6] == "" {
		return "", fmt.Errorf("resource %q is no service integration", resource)
	}
	service, api := parts[5], strings.ToUpper(parts[6][:1])+parts[6][1:]
	if prefix, there := iamPrefixes[service]; there {
		service = prefix
	}
	action := service + ":" + api
	if other, there := iamActions[action]; there {
		action = other
	}
	return action, nil
}

// resourceOf gathers the values of the identifying parameters.
func resourceOf(parameters map[string]any) []string {
	var values []string
	for _, name := range identifying {
		switch value := parameters[name].(type) {
		case string:
			values = append(values, value)
		case []any:
			for _, one := range value {
				values = append(values, fmt.Sprint(one))
			}
		}
	}
	return values
}
