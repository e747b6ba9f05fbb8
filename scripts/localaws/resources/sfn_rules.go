package resources

import (
	"encoding/json"
	"regexp"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// stateMachineDefinition rejects a definition that CreateStateMachine would reject,
// and one with placeholders that were not replaced.
func stateMachineDefinition(operation string) Rule {
	return func(c *Call) error {
		text := c.In.Str("definition")
		var machine map[string]any
		if err := json.Unmarshal([]byte(text), &machine); err != nil {
			return awserr.New("SFN", operation, "InvalidDefinition",
				"Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: %s'", err)
		}
		if wrong := machineFaults("", machine); len(wrong) > 0 {
			return awserr.New("SFN", operation, "InvalidDefinition",
				"Invalid State Machine Definition: '%s'", strings.Join(wrong, ", "))
		}
		if open := openPlaceholder.FindString(text); open != "" {
			return awserr.Warn("the state machine %s still holds the placeholder %s.", c.Name(), open)
		}
		return c.machineCredentials(machine)
	}
}

var openPlaceholder = regexp.MustCompile(`"\$\{[A-Za-z0-9_]+\}"`)

// tasksOf lists the Task states of a machine, those in branches and maps too.
func tasksOf(machine map[string]any) []properties.Map {
	var out []properties.Map
	states, _ := machine["States"].(map[string]any)
	for _, s := range states {
		state, _ := s.(map[string]any)
		if state["Type"] == "Task" {
			out = append(out, state)
		}
		for _, inner := range branchesOf(state) {
			out = append(out, tasksOf(inner)...)
		}
	}
	return out
}

func branchesOf(state map[string]any) []map[string]any {
	var out []map[string]any
	branches, _ := state["Branches"].([]any)
	for _, b := range append(branches, state["Iterator"], state["ItemProcessor"]) {
		if inner, ok := b.(map[string]any); ok {
			out = append(out, inner)
		}
	}
	return out
}

// expressTasks keeps what waits for a job out of Express machines.
func expressTasks(operation string) Rule {
	return func(c *Call) error {
		if c.In.Str("type") != "EXPRESS" {
			return nil
		}
		var machine map[string]any
		if err := json.Unmarshal([]byte(c.In.Str("definition")), &machine); err != nil {
			return err
		}
		for _, task := range tasksOf(machine) {
			resource := task.Str("Resource")
			if strings.HasSuffix(resource, ".sync") || strings.HasSuffix(resource, ".sync:2") ||
				strings.HasSuffix(resource, ".waitForTaskToken") {
				return awserr.New("SFN", operation, "InvalidDefinition",
					"Invalid State Machine Definition: 'Express state machine does not support '%s' service integration'", resource)
			}
		}
		return nil
	}
}

// machineLogging wants a log group that is there, and a role that may deliver
// to it: Step Functions checks both at once.
func machineLogging(operation string) Rule {
	return func(c *Call) error {
		level, destination := c.In.Str("loggingConfiguration.level"), c.In.Str("loggingConfiguration.logDestination")
		if level == "" || level == "OFF" {
			return nil
		}
		if !strings.HasSuffix(destination, ":*") {
			return awserr.New("SFN", operation, "InvalidLoggingConfiguration",
				"Invalid Logging Configuration: Log Destination must end with ':*'")
		}
		group := strings.TrimSuffix(strings.TrimPrefix(arnOf(destination).Resource, "log-group:"), ":*")
		if _, ok := c.Get(logGroupType, group); !ok {
			return awserr.New("SFN", operation, "InvalidLoggingConfiguration",
				"Invalid Logging Configuration: Log Destination %s does not exist", destination)
		}
		ok, err := c.rolePermits(c.In.Str("roleArn"), "logs:CreateLogDelivery", "*")
		if err != nil {
			return err
		}
		if !ok {
			return awserr.New("SFN", operation, "AccessDeniedException",
				"The state machine IAM Role is not authorized to access the Log Destination")
		}
		return nil
	}
}
