package resources

import (
	"time"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/store"
)

const (
	secretType = "aws:secretsmanager/secret:Secret"
	// ours: deleted, still in its recovery window
	scheduledSecretType = "aws:secretsmanager/scheduledSecret:ScheduledSecret"
)

func secretsTypes() []*Type {
	return []*Type{{
		Token:    secretType,
		Label:    "Secrets Manager Secret",
		Tagged:   true,
		Replace:  []string{"name"},
		Defaults: properties.Map{"recoveryWindowInDays": float64(30), "forceOverwriteReplicaSecret": false},
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      1,
			Max:      512,
			Allowed:  `[0-9A-Za-z/_+=.@-]+`,
			Words:    "must contain only alphanumeric characters and special characters /_+=.@-",
		},
		ID:       func(c *Call) string { return c.ARN("secretsmanager", "secret:"+c.Name()+"-"+c.Random(mixedAlnum, 6)) },
		Outputs:  func(c *Call) properties.Map { return properties.Map{"arn": c.ID, "policy": ""} },
		Validate: []Check{isJSON("policy"), secretWindow},
		Create:   []Rule{secretNotScheduled, secretTaken, keyThere("Secrets Manager", "CreateSecret", "kmsKeyId")},
		Update:   []Rule{keyThere("Secrets Manager", "UpdateSecret", "kmsKeyId")},
		Deleted:  forgetSecret,
	}}
}

func secretWindow(c *Call) []awserr.Fault {
	if n, ok := c.In.Num("recoveryWindowInDays"); ok && n != 0 && (n < 7 || n > 30) {
		return fault("recoveryWindowInDays", "expected recoveryWindowInDays to be 0 or in the range (7 - 30), got %v", n)
	}
	return nil
}

func secretNotScheduled(c *Call) error {
	if _, ok := c.Get(scheduledSecretType, c.Name()); ok {
		return awserr.New("Secrets Manager", "CreateSecret", "InvalidRequestException",
			"You can't create this secret because a secret with this name is already scheduled for deletion.")
	}
	return nil
}

func secretTaken(c *Call) error {
	secrets, err := c.List(secretType)
	if err != nil {
		return err
	}
	for _, s := range secrets {
		if s.Str("name") == c.Name() {
			return awserr.New("Secrets Manager", "CreateSecret", "ResourceExistsException",
				"The operation failed because the secret %s already exists.", c.Name())
		}
	}
	return nil
}

// forgetSecret drops the value; with a recovery window the name stays taken.
func forgetSecret(c *Call) error {
	if err := c.Store.DeleteSecretValue(c.Account, c.ID); err != nil {
		return err
	}
	days, _ := c.In.Num("recoveryWindowInDays")
	if days == 0 {
		return nil
	}
	return c.Store.Put(store.Resource{
		Account: c.Account,
		Region:  c.Region,
		Type:    scheduledSecretType,
		ID:      c.Was.Str("name"),
		URN:     c.URN,
		Outputs: properties.Map{
			"arn":          c.ID,
			"deletionDate": c.Now().UTC().Add(time.Duration(days) * 24 * time.Hour).Format(time.RFC3339),
		},
	})
}
