package resources

import (
	"slices"

	"slipway/scripts/localaws/awserr"
	"slipway/scripts/localaws/properties"
)

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
			out = append(out, fault("attributes", "all indexes must match a defined attribute. Unmatched indexes: [%q]", name)...)
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
