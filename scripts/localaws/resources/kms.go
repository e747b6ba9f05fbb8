package resources

import (
	"encoding/json"

	"slipway/scripts/localaws/properties"
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

// render makes JSON of values that always have one.
func render(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("resources: " + err.Error())
	}
	return string(b)
}
