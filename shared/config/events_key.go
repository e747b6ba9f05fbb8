package config

// eventsKey documents the setting.
var eventsKey = Key{
	Name:    "events",
	Default: "none",
	Rule: "what calls the function by itself, [by a name](events.md) of up to 12 lower-case letters and " +
		"digits; always the " +
		"alias `live`, so that releases shift these calls too. Each has one of `queue` (the ARN of an SQS queue; with " +
		"`batchSize` 10, `batchWindow` 0 seconds, `maxConcurrency`, by default `reservedConcurrency`), `topic` (of an SNS " +
		"topic; with `filter`, and `filterScope` `attributes` or `body`), `schedule` (`rate(…)` or `cron(…)` " +
		"in UTC; with " +
		"`input`, what the function gets), `pattern` (of EventBridge, with a `source`; `bus` `default`) and `stream` (of a " +
		"DynamoDB table; with `batchSize` 100, `batchWindow` 0, `startingPosition` `LATEST` or `TRIM_HORIZON`, " +
		"`retries` 5). " +
		"Sources are of the functions' account and region, and may be outputs of your own stacks, " +
		"`${stack:PROJECT#OUTPUT}`; `key` is the ARN of a key of yours that a queue or table is encrypted with. " +
		"A change is live at once",
	Example: `{"orders": {"queue": "${stack:shop#queueArn}"}, "nightly": {"schedule": "cron(0 3 * * ? *)"}}`,
	Schema:  eventsSchema(),
}

func eventsSchema() Schema {
	one := func(kind EventKind, value Schema, more Schema) Schema {
		more[string(kind)] = value
		return Schema{
			"type":                 "object",
			"properties":           more,
			"required":             []string{string(kind)},
			"additionalProperties": false,
		}
	}
	anything := Schema{"type": "object"}
	return Schema{
		"type":          "object",
		"maxProperties": mostEvents,
		"propertyNames": Pattern(eventPattern),
		"additionalProperties": Schema{"anyOf": []Schema{
			one(OfQueue, Text(), Schema{
				"batchSize":      Whole(1, mostBatch),
				"batchWindow":    Whole(0, mostBatchSeconds),
				"maxConcurrency": Whole(2, 1000),
				"key":            Pattern(keyArnPattern),
			}),
			one(OfTopic, Text(), Schema{"filter": anything, "filterScope": Choice("attributes", "body")}),
			one(OfSchedule, Text(), Schema{"input": anything}),
			one(OfPattern, anything, Schema{"bus": Text()}),
			one(OfStream, Text(), Schema{
				"batchSize":        Whole(1, mostBatch),
				"batchWindow":      Whole(0, mostBatchSeconds),
				"startingPosition": Choice("LATEST", "TRIM_HORIZON"),
				"retries":          Whole(0, mostRetries),
				"key":              Pattern(keyArnPattern),
			}),
		}},
	}
}
