package resources

import (
	"strings"
)

// artifactStore wants the store's bucket in some simulated account and a usable key.
func artifactStore(operation string) Rule {
	return func(c *Call) error {
		for _, s := range c.In.Maps("artifactStores") {
			there, err := c.bucketAnywhere(s.Str("location"))
			if err != nil {
				return err
			}
			if !there {
				return invalidStructure(operation, "The artifact store's bucket %s does not exist", s.Str("location"))
			}
			if key := s.Str("encryptionKey.id"); key != "" {
				if err := c.rejectKey("CodePipeline", operation, key); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func (c *Call) bucketAnywhere(name string) (bool, error) {
	accounts, err := c.Store.Accounts()
	if err != nil {
		return false, err
	}
	for _, account := range accounts {
		if _, ok := c.GetIn(account, bucketType, name); ok {
			return true, nil
		}
	}
	return false, nil
}

// customerKey reports whether every artifact store has a customer managed key.
func (c *Call) customerKey() bool {
	for _, s := range c.In.Maps("artifactStores") {
		if key := s.Str("encryptionKey.id"); key == "" || strings.Contains(key, "alias/aws/") {
			return false
		}
	}
	return true
}
