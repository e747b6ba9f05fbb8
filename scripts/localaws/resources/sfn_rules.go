package resources

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
)

// stateMachineDefinition rejects a definition that CreateStateMachine does not
// take, and one with placeholders that nobody filled in.
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

// machineCredentials wants every role of a task's Credentials to be one that
// the machine's role may assume and that lets it. Step Functions finds out when
// the task runs.
func (c *Call) machineCredentials(machine map[string]any) error {
	own, machineARN := c.In.Str("roleArn"), c.ARN("states", "stateMachine:"+c.Name())
	for _, task := range tasksOf(machine) {
		role := task.Str("Credentials.RoleArn")
		if role == "" || !c.Simulated(arnOf(role).AccountID) {
			continue
		}
		if why, err := c.cannotHop(own, role, machineARN); err != nil {
			return err
		} else if why != "" {
			return awserr.Warn("a task of the state machine %s would fail when it runs: %s.", c.Name(), why)
		}
	}
	return nil
}

// cannotHop says why one role may not assume the other, "" when it may. Step
// Functions sends its machine's ARN as external id (Step Functions Developer Guide,
// tutorial-access-cross-acct-resources); CodePipeline sends none.
func (c *Call) cannotHop(from, to, externalID string) (string, error) {
	asks := policy.Request{
		Principal: from,
		Action:    "sts:AssumeRole",
		Context:   map[string]string{"aws:principalarn": from, "aws:principalaccount": arnOf(from).AccountID},
	}
	if externalID != "" {
		asks.Context["sts:externalid"] = externalID
	}
	if !c.trusts(to, asks) {
		return fmt.Sprintf("the trust policy of %s does not let %s assume it", to, from), nil
	}
	if !c.Simulated(arnOf(from).AccountID) {
		return "", nil
	}
	permitted, err := c.rolePermits(from, "sts:AssumeRole", to)
	if err != nil {
		return "", err
	}
	if !permitted {
		return fmt.Sprintf("the role %s may not sts:AssumeRole on %s", from, to), nil
	}
	return "", nil
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
