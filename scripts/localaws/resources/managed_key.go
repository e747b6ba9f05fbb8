package resources

import "slipway/scripts/localaws/properties"

// managedKey names, in the block at the path, the key that AWS manages for the
// service, where the block asks for encryption and names no key. AWS makes the
// key on first use; its ARN does not change afterwards.
func managedKey(block, property string, wanted func(properties.Map) bool) func(*Call, properties.Map) {
	return func(c *Call, out properties.Map) {
		e := out.Sub(block)
		if !wanted(e) || e.Str(property) != "" {
			return
		}
		e[property] = c.Keep(block+"."+property, func() any { return c.ARN("kms", "key/"+c.UUID()) })
	}
}
