package resources

import (
	"fmt"
	"time"

	"slipway/scripts/localaws/properties"
)

const (
	mappingType      = "aws:lambda/eventSourceMapping:EventSourceMapping"
	invokeConfigType = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
)

// lambdaEventTypes are what calls a function by itself, and what becomes of calls that nobody
// waits for. Of the sources SQS and DynamoDB are known.
func lambdaEventTypes() []*Type {
	return []*Type{
		{
			Token:    mappingType,
			Label:    "Lambda Event Source Mapping",
			Tagged:   true,
			Required: []string{"functionName", "eventSourceArn"},
			Replace:  []string{"eventSourceArn", "startingPosition", "startingPositionTimestamp"},
			Defaults: properties.Map{"enabled": true},
			ID:       func(c *Call) string { return c.UUID() },
			Outputs: func(c *Call) properties.Map {
				out := properties.Map{
					"uuid":                  c.ID,
					"arn":                   c.ARN("lambda", "event-source-mapping:"+c.ID),
					"functionArn":           c.In.Str("functionName"),
					"lastModified":          c.Now().UTC().Format(time.RFC3339),
					"lastProcessingResult":  "",
					"state":                 "Enabled",
					"stateTransitionReason": "USER_INITIATED",
				}
				if arnOf(c.In.Str("eventSourceArn")).Service == "dynamodb" {
					out["lastProcessingResult"] = "No records processed"
					out["maximumRecordAgeInSeconds"] = float64(-1)
					out["maximumRetryAttempts"] = float64(-1)
					out["parallelizationFactor"] = float64(1)
				}
				return out
			},
			Recomputed: func(*Call) []string { return []string{"lastModified"} },
			Validate: []Check{
				isARN("eventSourceArn"), isARN("destinationConfig.onFailure.destinationArn"),
				oneOf("startingPosition", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"),
				between("scalingConfig.maximumConcurrency", 2, 1000), between("maximumRetryAttempts", -1, 10000),
				between("parallelizationFactor", 1, 10), between("tumblingWindowInSeconds", 0, 900),
			},
			Create: []Rule{mappedFunction("CreateEventSourceMapping"), mappedOnce,
				mappingBatches("CreateEventSourceMapping"), mappedParts("CreateEventSourceMapping"),
				mappingRights("CreateEventSourceMapping"), mappedQueue("CreateEventSourceMapping")},
			Update: []Rule{mappedFunction("UpdateEventSourceMapping"), mappingBatches("UpdateEventSourceMapping"),
				mappedParts("UpdateEventSourceMapping"), mappingRights("UpdateEventSourceMapping"),
				mappedQueue("UpdateEventSourceMapping")},
		},
		{
			Token:    invokeConfigType,
			Label:    "Lambda Function Event Invoke Config",
			Required: []string{"functionName"},
			Replace:  []string{"functionName", "qualifier"},
			Defaults: properties.Map{"maximumRetryAttempts": float64(2)},
			ID: func(c *Call) string {
				id := c.In.Str("functionName")
				if qualifier := c.In.Str("qualifier"); qualifier != "" {
					id = fmt.Sprintf("%s:%s", id, qualifier)
				}
				return id
			},
			Validate: []Check{
				between("maximumEventAgeInSeconds", 60, 21600), between("maximumRetryAttempts", 0, 2),
				isARN("destinationConfig.onFailure.destination"), isARN("destinationConfig.onSuccess.destination"),
			},
			Create: []Rule{functionThere("PutFunctionEventInvokeConfig", "functionName"),
				qualifierThere("PutFunctionEventInvokeConfig", "functionName"), invokeDestination("PutFunctionEventInvokeConfig")},
			Update: []Rule{invokeDestination("PutFunctionEventInvokeConfig")},
		},
	}
}
