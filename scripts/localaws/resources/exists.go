package resources

import (
	"slipway/scripts/localaws/awserr"
)

// taken rejects a name that another resource of the type has.
func taken(service, operation, code string, words func(*Call) string) func(*Call) error {
	return func(c *Call) error {
		trial := *c
		trial.ID = c.Type.ID(c)
		if _, found, err := c.Store.Get(c.Account, c.Type.Token, c.Type.KeyOf(&trial)); err != nil || !found {
			return err
		}
		return awserr.New(service, operation, code, "%s", words(c))
	}
}

// NotTakenOver rejects what AWS lets pass and what goes wrong all the same: a
// second resource that writes over a first one, where AWS's call is a "put".
// The same resource may write again, as after an interrupted update.
func NotTakenOver(k *Type, c *Call) error {
	if k.Exists != nil {
		return nil
	}
	other, found, err := c.Store.Get(c.Account, k.Token, k.KeyOf(c))
	if err != nil || !found || other.URN == c.URN {
		return err
	}
	return awserr.Warn(
		"%s %s belongs to %s already; on AWS the call would silently write over it. Give one of them another name.",
		k.Label,
		c.ID,
		other.URN,
	)
}
