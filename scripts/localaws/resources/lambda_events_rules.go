package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

// mappedFunction wants the function, and the alias or version that the mapping names.
func mappedFunction(operation string) Rule {
	return func(c *Call) error {
		ref := c.In.Str("functionName")
		name := functionName(ref)
		if _, there := c.Get(functionType, name); !there {
			return functionThere(operation, "functionName")(c)
		}
		_, qualifier, qualified := strings.Cut(strings.TrimPrefix(arnOf(ref).Resource, "function:"), ":")
		alias := c.ARN("lambda", "function:"+name+":"+qualifier)
		_, isAlias := c.Get(functionAliasType, alias)
		if _, isVersion := c.Get(FunctionVersionType, name+"/"+qualifier); qualified && !isAlias && !isVersion {
			return awserr.New("Lambda", operation, "ResourceNotFoundException", "Function not found: %s", alias)
		}
		return nil
	}
}

// mappedOnce rejects a second mapping of a source and a function.
func mappedOnce(c *Call) error {
	mappings, err := c.List(mappingType)
	if err != nil {
		return err
	}
	source, function := c.In.Str("eventSourceArn"), c.In.Str("functionName")
	for _, m := range mappings {
		if m.Str("eventSourceArn") != source || m.Str("functionName") != function {
			continue
		}
		words := `The event source arn (" %s ") and function (" %s ") provided mapping already exists. ` +
			"Please update or delete the existing mapping with UUID %s"
		if arnOf(source).Service == "sqs" {
			words = `An event source mapping with SQS arn (" %s ") and function (" %s ") already exists. ` +
				"Please update or delete the existing mapping with UUID %s"
		}
		return awserr.New("Lambda", "CreateEventSourceMapping", "ResourceConflictException", words, source,
			functionName(function), m.Str("uuid"))
	}
	return nil
}

// mappingBatches rejects batches that a source does not give (Lambda Developer Guide,
// with-sqs).
func mappingBatches(operation string) Rule {
	return func(c *Call) error {
		size, _ := c.In.Num("batchSize")
		window, _ := c.In.Num("maximumBatchingWindowInSeconds")
		source := c.In.Str("eventSourceArn")
		queue, fifo := arnOf(source).Service == "sqs", strings.HasSuffix(source, ".fifo")
		switch {
		case size > 10000 || window > 300:
			return mappingRejected(operation, "batches have at most 10000 records, for which 300 seconds are waited")
		case queue && size > 10 && window == 0 && !fifo:
			return mappingRejected(operation,
				"Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")
		case fifo && window > 0:
			return mappingRejected(operation, "Batching window is not supported for FIFO queues")
		case fifo && size > 10:
			return mappingRejected(operation, "Batch size must not exceed 10 for FIFO queues")
		}
		return nil
	}
}

func mappingRejected(operation, words string, args ...any) error {
	return awserr.New("Lambda", operation, "InvalidParameterValueException", words, args...)
}

// mappedParts rejects what only the other kind of source has.
func mappedParts(operation string) Rule {
	return func(c *Call) error {
		if arnOf(c.In.Str("eventSourceArn")).Service == "dynamodb" {
			if c.In.Has("scalingConfig") {
				return mappingRejected(operation, "ScalingConfig is not supported for this event source type.")
			}
			if !c.In.Has("startingPosition") {
				return mappingRejected(operation, "1 validation error detected: Value null at 'startingPosition' failed to "+
					"satisfy constraint: Member must not be null.")
			}
			return nil
		}
		if c.In.Has("startingPosition") {
			return mappingRejected(operation, "StartingPosition is not valid for SQS event sources.")
		}
		for property, name := range map[string]string{
			"bisectBatchOnFunctionError": "BisectBatchOnFunctionError", "maximumRetryAttempts": "MaximumRetryAttempts",
			"destinationConfig": "DestinationConfig",
		} {
			if c.In.Has(property) {
				return mappingRejected(operation, "Unsupported %s parameter for given event source mapping type.", name)
			}
		}
		return nil
	}
}

// mappingRights rejects a source that Lambda cannot read as the function's role, and a
// destination that it cannot send to.
func mappingRights(operation string) Rule {
	return func(c *Call) error {
		source := c.In.Str("eventSourceArn")
		function, _ := c.Get(functionType, functionName(c.In.Str("functionName")))
		if arnOf(source).Service == "dynamodb" {
			for action, resource := range map[string]string{
				"GetRecords": source, "GetShardIterator": source, "DescribeStream": source, "ListStreams": "*",
			} {
				if may, err := c.functionMay(function, "dynamodb:"+action, resource); err != nil || !may {
					return orRejected(err, operation, "Cannot access stream %s. Please ensure the role can perform the GetRecords, "+
						"GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.", source)
				}
			}
		} else {
			for _, action := range []string{"ReceiveMessage", "DeleteMessage", "GetQueueAttributes"} {
				if may, err := c.functionMay(function, "sqs:"+action, source); err != nil || !may {
					return orRejected(err, operation,
						"The function execution role does not have permissions to call %s on SQS", action)
				}
			}
		}
		to := c.In.Str("destinationConfig.onFailure.destinationArn")
		if may, err := c.functionMay(function, sendActions[arnOf(to).Service], to); to != "" && (err != nil || !may) {
			return orRejected(err, operation, "The provided execution role does not have permissions to call SendMessage on SQS")
		}
		return nil
	}
}

// sendActions are what Lambda does with a destination, by service.
var sendActions = map[string]string{"sqs": "sqs:SendMessage", "sns": "sns:Publish"}

func orRejected(err error, operation, words string, args ...any) error {
	if err != nil {
		return err
	}
	return mappingRejected(operation, words, args...)
}

// functionMay reports whether the function's role permits the action. A role of an account
// that is not simulated is taken on trust.
func (c *Call) functionMay(function properties.Map, action, resource string) (bool, error) {
	role := function.Str("role")
	if _, simulated := c.role(role); !simulated {
		return true, nil
	}
	return c.rolePermits(role, action, resource)
}

// mappedQueue rejects a queue that shows a message again while the function works on it. A
// queue that is not simulated is taken on trust: it is the service's own stack's.
func mappedQueue(operation string) Rule {
	return func(c *Call) error {
		queue, err := c.queue(c.In.Str("eventSourceArn"))
		if queue == nil || err != nil {
			return err
		}
		function, _ := c.Get(functionType, functionName(c.In.Str("functionName")))
		visible, _ := queue.Num("visibilityTimeoutSeconds")
		if timeout, _ := function.Num("timeout"); visible < timeout {
			return mappingRejected(operation, "Queue visibility timeout: %s seconds is less than Function timeout: %s seconds",
				plain(visible), plain(timeout))
		}
		return nil
	}
}

// queue returns a simulated queue by its ARN, nil if there is none.
func (c *Call) queue(arn string) (properties.Map, error) {
	queues, err := c.Store.List(arnOf(arn).AccountID, queueType)
	for _, q := range queues {
		if q.Outputs["arn"] == arn {
			return q.Outputs, err
		}
	}
	return nil, err
}

// invokeDestination rejects a destination that the function's role may not send to.
func invokeDestination(operation string) Rule {
	return func(c *Call) error {
		function, _ := c.Get(functionType, functionName(c.In.Str("functionName")))
		for _, path := range []string{"onFailure", "onSuccess"} {
			to := c.In.Str("destinationConfig." + path + ".destination")
			action, known := sendActions[arnOf(to).Service]
			if to == "" || !known {
				continue
			}
			if may, err := c.functionMay(function, action, to); err != nil || !may {
				return orRejected(err, operation, "The function's execution role does not have permissions to call %s on %s",
					lastOf(action, ":"), to)
			}
			queue, err := c.queue(to)
			if err != nil || queue == nil && arnOf(to).Service == "sqs" && c.Simulated(arnOf(to).AccountID) {
				return orRejected(err, operation, "The destination ARN %s is invalid.", to)
			}
		}
		return nil
	}
}
