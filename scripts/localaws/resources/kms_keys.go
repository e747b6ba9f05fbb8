package resources

import (
	"strings"

	"slipway/scripts/localaws/awserr"
)

// keyState is what became of a KMS key named by ARN, id or alias in an
// simulated account.
type keyState int

const (
	keyUsable keyState = iota
	keyMissing
	keyPending
)

func (c *Call) keyState(name string) keyState {
	account := c.Account
	if a := arnOf(name).AccountID; a != "" {
		if !c.Simulated(a) {
			return keyUsable // another organisation's key: nobody here can tell
		}
		account, name = a, arnOf(name).Resource
	}
	if strings.HasPrefix(name, "alias/aws/") {
		return keyUsable // AWS makes its managed keys on first use
	}
	if strings.HasPrefix(name, "alias/") {
		alias, ok := c.GetIn(account, aliasType, name)
		if !ok {
			return keyMissing
		}
		name = lastOf(alias.Str("targetKeyId"), "/")
	}
	id := strings.TrimPrefix(name, "key/")
	if _, ok := c.GetIn(account, pendingType, id); ok {
		return keyPending
	}
	if _, ok := c.GetIn(account, keyType, id); ok {
		return keyUsable
	}
	return keyMissing
}

// keyThere rejects a key at the path that does not exist or waits for its
// deletion.
func keyThere(service, operation, path string) Rule {
	return func(c *Call) error {
		name := c.In.Str(path)
		if name == "" {
			return nil
		}
		return c.rejectKey(service, operation, name)
	}
}

func (c *Call) rejectKey(service, operation, name string) error {
	switch c.keyState(name) {
	case keyMissing:
		return awserr.New(service, operation, "NotFoundException", "Key '%s' does not exist", name)
	case keyPending:
		return awserr.New(service, operation, "KMSInvalidStateException", "%s is pending deletion.", name)
	}
	return nil
}
