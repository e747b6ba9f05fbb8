package resources

import (
	"encoding/json"
	"strings"
	"time"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/policy"
	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/store"
)

// Type tokens that other types look up.
const (
	keyType     = "aws:kms/key:Key"
	aliasType   = "aws:kms/alias:Alias"
	pendingType = "aws:kms/pendingKey:PendingKey" // ours: keys that wait for their deletion
)

func kmsTypes() []*Type {
	return []*Type{
		{
			Token:   keyType,
			Label:   "KMS Key",
			Tagged:  true,
			Replace: []string{"customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"},
			Defaults: properties.Map{
				"isEnabled":             true,
				"enableKeyRotation":     false,
				"customerMasterKeySpec": "SYMMETRIC_DEFAULT",
				"keyUsage":              "ENCRYPT_DECRYPT",
			},
			ID: (*Call).UUID,
			Outputs: func(c *Call) properties.Map {
				out := properties.Map{
					"arn": c.ARN("kms", "key/"+c.ID), "keyId": c.ID, "multiRegion": false,
					"description": "", "policy": defaultKeyPolicy(c.Account), "rotationPeriodInDays": float64(0),
				}
				if c.In.Bool("enableKeyRotation") {
					out["rotationPeriodInDays"] = float64(365)
				}
				return out
			},
			Validate: []Check{
				isJSON("policy"), between("deletionWindowInDays", 7, 30), between("rotationPeriodInDays", 90, 2560),
				longest("description", 8192),
				oneOf("keyUsage", "ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"),
			},
			Create:  []Rule{keyPolicy("CreateKey")},
			Update:  []Rule{keyPolicy("PutKeyPolicy")},
			Deleted: scheduleKeyDeletion,
		},
		{
			Token:    aliasType,
			Label:    "KMS Alias",
			Required: []string{"targetKeyId"},
			Replace:  []string{"name"},
			Name: Name{
				Property: "name",
				Auto:     true,
				Prefix:   "alias/",
				Min:      7,
				Max:      256,
				Allowed:  `alias/[a-zA-Z0-9/_-]+`,
				Words:    "must begin with 'alias/' and be comprised of only [a-zA-Z0-9/_-]",
			},
			ID: (*Call).Name,
			Outputs: func(c *Call) properties.Map {
				return properties.Map{
					"arn":          c.ARN("kms", c.Name()),
					"targetKeyArn": c.ARN("kms", "key/"+lastOf(c.In.Str("targetKeyId"), "/")),
				}
			},
			Validate: []Check{aliasNotReserved},
			Create:   []Rule{aliasTarget("CreateAlias")},
			Update:   []Rule{aliasTarget("UpdateAlias")},
			Exists: taken("KMS", "CreateAlias", "AlreadyExistsException", func(c *Call) string {
				return "An alias with the name " + c.ARN("kms", c.Name()) + " already exists"
			}),
		},
	}
}

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

// keyPolicy rejects a policy that is none, names nobody, or leaves nobody who
// could change it again.
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

// render makes JSON of values that always have one.
func render(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("resources: " + err.Error())
	}
	return string(b)
}
