package resources

import (
	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/stepfunctions"
)

const stateMachineType = "aws:sfn/stateMachine:StateMachine"

func sfnTypes() []*Type {
	rules := func(operation string) []Rule {
		return []Rule{
			machineRole(operation), assumable("SFN", operation, "roleArn", "states.amazonaws.com"),
			stateMachineDefinition(operation),
			machineLogging(operation), expressTasks(operation),
		}
	}
	return []*Type{{
		Token:    stateMachineType,
		Label:    "SFN State Machine",
		Tagged:   true,
		Required: []string{"definition", "roleArn"},
		Replace:  []string{"name", "type"},
		Literal:  []string{"definition"},
		Defaults: properties.Map{"type": "STANDARD", "publish": false},
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      1,
			Max:      80,
			Allowed:  `[a-zA-Z0-9-_]+`,
			Words:    "must be letters, digits, hyphens and underscores",
		},
		ID: func(c *Call) string { return c.ARN("states", "stateMachine:"+c.Name()) },
		Outputs: func(c *Call) properties.Map {
			return properties.Map{
				"arn": c.ID, "creationDate": c.Stamp("creationDate"), "status": "ACTIVE", "description": "",
				"revisionId": machineRevision(c), "stateMachineVersionArn": "",
				"loggingConfiguration": map[string]any{"includeExecutionData": false, "level": "OFF", "logDestination": ""},
				"tracingConfiguration": map[string]any{"enabled": false},
				"encryptionConfiguration": map[string]any{
					"type":                         "AWS_OWNED_KEY",
					"kmsKeyId":                     "",
					"kmsDataKeyReusePeriodSeconds": float64(0),
				},
			}
		},
		Recomputed: func(c *Call) []string {
			if c.In.Str("definition") != c.Old.Str("definition") || c.In.Str("roleArn") != c.Old.Str("roleArn") {
				return []string{"revisionId"}
			}
			return nil
		},
		Validate: []Check{
			isJSON("definition"), oneOf("type", "STANDARD", "EXPRESS"),
			oneOf("loggingConfiguration.level", "ALL", "ERROR", "FATAL", "OFF"), isARN("roleArn"),
			longest("definition", 1<<20),
		},
		Create: rules("CreateStateMachine"),
		Update: rules("UpdateStateMachine"),
		Exists: taken("SFN", "CreateStateMachine", "StateMachineAlreadyExists", func(c *Call) string {
			return "State Machine Already Exists: '" + c.ARN("states", "stateMachine:"+c.Name()) + "'"
		}),
		Deleted: func(c *Call) error { return c.Store.DeleteDocument(c.Account, stepfunctions.Kind, c.ID) },
	}}
}

func machineRevision(c *Call) any {
	if c.Was != nil && (c.In.Str("definition") != c.Old.Str("definition") || c.In.Str("roleArn") != c.Old.Str("roleArn")) {
		return c.UUID()
	}
	return c.Keep("revisionId", func() any { return "" })
}

// machineRole rejects a role whose ARN is too long (Step Functions API, CreateStateMachine).
func machineRole(operation string) Rule {
	return func(c *Call) error {
		if len(c.In.Str("roleArn")) > 256 {
			return awserr.New("SFN", operation, "ValidationException", "1 validation error detected: Value at 'roleArn' "+
				"failed to satisfy constraint: Member must have length less than or equal to 256")
		}
		return nil
	}
}
