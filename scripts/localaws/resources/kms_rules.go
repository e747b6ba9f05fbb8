package resources

import (
	"strings"
	"time"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/store"
)

// aliasNotReserved keeps off AWS's own aliases.
func aliasNotReserved(c *Call) []awserr.Fault {
	if strings.HasPrefix(c.In.Str("name"), "alias/aws/") {
		return fault("name", "name cannot begin with reserved AWS CMK prefix 'alias/aws/'")
	}
	return nil
}

// aliasTarget wants a usable key behind the alias.
func aliasTarget(operation string) Rule {
	return func(c *Call) error { return c.rejectKey("KMS", operation, c.In.Str("targetKeyId")) }
}

// keyPolicy rejects a policy that is not a policy document, has no principal, or
// allows no principal to change it again.
func keyPolicy(operation string) Rule {
	return func(c *Call) error {
		text, ok := c.In.Text("policy")
		if !ok {
			return nil
		}
		doc, err := c.document(text, "KMS", operation, "MalformedPolicyDocumentException",
			"The new key policy is malformed: %s")
		if err != nil {
			return err
		}
		if bad := c.unknownPrincipal(doc); bad != "" {
			return awserr.New("KMS", operation, "MalformedPolicyDocumentException",
				"Policy contains a statement with one or more invalid principals. (%s)", bad)
		}
		if c.In.Bool("bypassPolicyLockoutSafetyCheck") {
			return nil
		}
		root := policy.Request{
			Principal: "arn:aws:iam::" + c.Account + ":root",
			Action:    "kms:PutKeyPolicy",
			Resource:  "*",
		}
		if !doc.Allows(root) {
			return awserr.New("KMS", operation, "MalformedPolicyDocumentException",
				"The new key policy will not allow you to update the key policy in the future.")
		}
		return nil
	}
}

// scheduleKeyDeletion keeps the key as pending: its id stays known, it is of no
// use any more, and a new key may have its alias the same day.
func scheduleKeyDeletion(c *Call) error {
	days, ok := c.In.Num("deletionWindowInDays")
	if !ok {
		days = 30
	}
	return c.Store.Put(store.Resource{
		Account: c.Account,
		Region:  c.Region,
		Type:    pendingType,
		ID:      c.ID,
		URN:     c.URN,
		Outputs: properties.Map{
			"arn": c.Was["arn"], "keyId": c.ID, "keyState": "PendingDeletion",
			"deletionDate": c.Now().UTC().Add(time.Duration(days) * 24 * time.Hour).Format(time.RFC3339),
		},
	})
}

// defaultKeyPolicy is the policy of a key created without one.
func defaultKeyPolicy(account string) string {
	return render(map[string]any{"Version": "2012-10-17", "Id": "key-default-1", "Statement": []any{map[string]any{
		"Sid":       "Enable IAM User Permissions",
		"Effect":    "Allow",
		"Principal": map[string]any{"AWS": "arn:aws:iam::" + account + ":root"},
		"Action":    "kms:*",
		"Resource":  "*",
	}}})
}
