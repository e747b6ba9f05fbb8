package resources

import (
	"fmt"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
)

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
