package resources

import (
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

const tableType = "aws:dynamodb/table:Table"

func dynamodbTypes() []*Type {
	return []*Type{{
		Token:    tableType,
		Label:    "DynamoDB Table",
		Tagged:   true,
		Required: []string{"attributes", "hashKey"},
		Replace: []string{
			"name", "hashKey", "rangeKey", "localSecondaryIndexes", "importTable", "restoreSourceName", "restoreSourceTableArn",
		},
		Defaults: properties.Map{
			"billingMode":               "PROVISIONED",
			"deletionProtectionEnabled": false,
			"streamEnabled":             false,
			"tableClass":                "STANDARD",
		},
		Name: Name{
			Property: "name",
			Auto:     true,
			Min:      3,
			Max:      255,
			Allowed:  `[a-zA-Z0-9_.-]+`,
			Words:    "must only include alphanumeric, underscore, period, or hyphen characters",
		},
		ID: (*Call).Name,
		Outputs: func(c *Call) properties.Map {
			out := properties.Map{
				"arn": c.ARN("dynamodb", "table/"+c.ID), "streamArn": "", "streamLabel": "", "streamViewType": "",
				"readCapacity": float64(0), "writeCapacity": float64(0),
				"pointInTimeRecovery":  map[string]any{"enabled": false},
				"serverSideEncryption": map[string]any{"enabled": false, "kmsKeyArn": ""},
				"ttl":                  map[string]any{"enabled": false, "attributeName": ""},
			}
			if c.In.Bool("streamEnabled") {
				label := c.Stamp("streamLabel")
				out["streamLabel"], out["streamArn"] = label, c.ARN("dynamodb", "table/"+c.ID+"/stream/"+label.(string))
			}
			return out
		},
		Fill: func(c *Call, out properties.Map) {
			if out.Bool("pointInTimeRecovery.enabled") && !out.Has("pointInTimeRecovery.recoveryPeriodInDays") {
				out.Sub("pointInTimeRecovery")["recoveryPeriodInDays"] = float64(35)
			}
			managedKey("serverSideEncryption", "kmsKeyArn", func(e properties.Map) bool { return e.Bool("enabled") })(c, out)
		},
		Validate: []Check{
			oneOf("billingMode", "PROVISIONED", "PAY_PER_REQUEST"),
			oneOf("tableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS"),
			tableCapacity, tableAttributes,
		},
		Create: []Rule{keyThere("DynamoDB", "CreateTable", "serverSideEncryption.kmsKeyArn")},
		Update: []Rule{keyThere("DynamoDB", "UpdateTable", "serverSideEncryption.kmsKeyArn")},
		Exists: taken("DynamoDB", "CreateTable", "ResourceInUseException",
			func(c *Call) string { return "Table already exists: " + c.Name() }),
		Delete: []Rule{tableUnprotected},
		Deleted: func(c *Call) error {
			return c.Store.DeleteItems(c.Account, c.ID)
		},
	}}
}

func tableCapacity(c *Call) []awserr.Fault {
	if c.In.Str("billingMode") != "PROVISIONED" {
		return nil
	}
	var out []awserr.Fault
	for _, unit := range []string{"readCapacity", "writeCapacity"} {
		if n, ok := c.In.Num(unit); !c.In.IsUnknown(unit) && (!ok || n < 1) {
			out = append(out, fault(unit, "%s must be > 0 when billingMode is PROVISIONED", unit)...)
		}
	}
	return out
}

// tableAttributes wants exactly the key attributes of table and indexes declared.
func tableAttributes(c *Call) []awserr.Fault {
	if properties.HasUnknown(c.In["attributes"]) || properties.HasUnknown(c.In["globalSecondaryIndexes"]) {
		return nil
	}
	var declared, used []string
	for _, a := range c.In.Maps("attributes") {
		declared = append(declared, a.Str("name"))
	}
	holders := append([]properties.Map{c.In}, c.In.Maps("globalSecondaryIndexes")...)
	for _, h := range append(holders, c.In.Maps("localSecondaryIndexes")...) {
		for _, key := range []string{"hashKey", "rangeKey"} {
			if name := h.Str(key); name != "" {
				used = append(used, name)
			}
		}
	}
	var out []awserr.Fault
	for _, name := range used {
		if !slices.Contains(declared, name) {
			out = append(out,
				fault("attributes", "all indexes must match a defined attribute. Unmatched indexes: [%q]", name)...)
		}
	}
	for _, name := range declared {
		if !slices.Contains(used, name) {
			out = append(out, fault("attributes", "all attributes must be indexed. Unused attributes: [%q]", name)...)
		}
	}
	return out
}

func tableUnprotected(c *Call) error {
	if c.Was.Bool("deletionProtectionEnabled") {
		return awserr.New("DynamoDB", "DeleteTable", "ValidationException",
			"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.")
	}
	return nil
}
