package resources

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"slipway/scripts/localaws/properties"
	"slipway/scripts/localaws/registry"
	"slipway/scripts/localaws/store"
	"slipway/shared/contract"
)

// Environment is what rules may look at apart from the resource itself.
type Environment struct {
	Store       *store.Store
	Images      *registry.Registry
	Concurrency int                       // the account's Lambda concurrency limit
	Quotas      map[string]int            // of the account, by code
	Simulated   func(account string) bool // is the account simulated
	Now         func() time.Time
	Random      func(alphabet string, n int) string
	// Trail hears of each call that changes something; nil: the account has no trail.
	Trail func(APICall)
}

// Call is one operation on one resource.
type Call struct {
	*Environment
	Type            *Type
	Account, Region string
	URN, ID         string
	In              properties.Map // the inputs asked for; for a delete the last ones
	Old             properties.Map // the inputs before; nil on create
	Was             properties.Map // the resource as it is; nil on create
	Differs         []string       // of an update: the inputs that differ in effect
}

// ARN makes an ARN in the call's account and region.
func (c *Call) ARN(service, rest string) string {
	return arn.ARN{
		Partition: contract.Partition,
		Service:   service,
		Region:    c.Region,
		AccountID: c.Account,
		Resource:  rest,
	}.String()
}

// Name returns the physical name.
func (c *Call) Name() string { return c.In.Str(c.Type.Name.Property) }

// Keep returns the output as it was, or what make gives when there was none.
func (c *Call) Keep(output string, value func() any) any {
	if v, ok := c.Was.At(output); ok {
		return v
	}
	return value()
}

// Stamp is Keep for the time of creation.
func (c *Call) Stamp(output string) any {
	return c.Keep(output, func() any { return c.Now().UTC().Format(time.RFC3339) })
}

// Pick is Keep for an identifier of n characters that AWS makes up.
func (c *Call) Pick(output, alphabet string, n int) any {
	return c.Keep(output, func() any { return c.Random(alphabet, n) })
}

// Alphabets of identifiers.
const (
	digits     = "0123456789"
	hexDigits  = "0123456789abcdef"
	lowerAlnum = "abcdefghijklmnopqrstuvwxyz0123456789"
	upperAlnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	mixedAlnum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)

// UUID makes a random identifier in the form of a version 4 UUID.
func (c *Call) UUID() string {
	h := c.Random(hexDigits, 30)
	return fmt.Sprintf("%s-%s-4%s-a%s-%s", h[:8], h[8:12], h[12:15], h[15:18], h[18:30])
}

// Get returns a resource of the call's account as it is.
func (c *Call) Get(token, id string) (properties.Map, bool) { return c.GetIn(c.Account, token, id) }

// GetIn is Get for another account.
func (c *Call) GetIn(account, token, id string) (properties.Map, bool) {
	r, found, err := c.Store.Get(account, token, id)
	if err != nil || !found {
		return nil, false
	}
	return r.Outputs, true
}

// List returns all resources of the type in the call's account.
func (c *Call) List(token string) ([]properties.Map, error) {
	list, err := c.Store.List(c.Account, token)
	if err != nil {
		return nil, err
	}
	out := make([]properties.Map, 0, len(list))
	for _, r := range list {
		out = append(out, r.Outputs)
	}
	return out, nil
}

// arnOf parses an ARN. All fields are empty if the text is not an ARN.
func arnOf(text string) arn.ARN {
	parsed, _ := arn.Parse(text)
	return parsed
}

// lastOf returns what follows the last separator.
func lastOf(s, sep string) string { return s[strings.LastIndex(s, sep)+1:] }
