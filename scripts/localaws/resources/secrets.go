package resources

import "slipway/scripts/localaws/properties"

const (
	secretType          = "aws:secretsmanager/secret:Secret"
	scheduledSecretType = "aws:secretsmanager/scheduledSecret:ScheduledSecret" // ours: deleted, still in its recovery window
)

func secretsKinds() []*Kind {
	return []*Kind{{
		Token: secretType, Label: "Secrets Manager Secret", Tagged: true, Replace: []string{"name"},
		Defaults: properties.Map{"recoveryWindowInDays": float64(30), "forceOverwriteReplicaSecret": false},
		Name: Name{Property: "name", Auto: true, Min: 1, Max: 512, Allowed: `[0-9A-Za-z/_+=.@-]+`,
			Words: "must contain only alphanumeric characters and special characters /_+=.@-"},
		ID:      func(c *Call) string { return c.ARN("secretsmanager", "secret:"+c.Name()+"-"+c.Random(mixedAlnum, 6)) },
		Outputs: func(c *Call) properties.Map { return properties.Map{"arn": c.ID, "policy": ""} },
		Plan:    []Check{isJSON("policy"), secretWindow},
		Create:  []Rule{secretNotScheduled, secretTaken, keyThere("Secrets Manager", "CreateSecret", "kmsKeyId")},
		Update:  []Rule{keyThere("Secrets Manager", "UpdateSecret", "kmsKeyId")},
		Deleted: forgetSecret,
	}}
}
