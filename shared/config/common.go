package config

import (
	"cmp"
	"errors"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Common is the configuration that all three layers of an environment share. It
// is set in foundation's stack file; later layers read it from there.
type Common struct {
	Suffix   naming.Suffix    // key environmentSuffix, the stack's name by default
	Services []naming.Service // key services, in the order configured
	// Account is the only account this may be deployed to: key account, or the one
	// whose credentials the command has found; "" if neither is known.
	Account     string
	Credentials Credentials // whose calls reach the account
	Target      Target      // where the services run
	Region      string      // key aws:region
	Simulated   bool        // whether AWS is simulated
	// FunctionTrust is TrustAccount or TrustService: key functionTrust.
	FunctionTrust string
	Tags          map[string]string // key tags: of every resource, beside slipway's own
	Roles         Roles             // how roles are made

	Names naming.Environment // of all resources of the environment

	rollbackAlarms []string // key rollbackAlarms: of services that name none

	settings map[string]object // by service, what it sets for itself
	from     string            // the project whose configuration has the services
}

// Common reads what all layers share.
func (r *Reader) Common() Common {
	foundation := r.earlier(contract.FoundationLayer)
	suffix := shared(r, foundation, "environmentSuffix", (*Reader).suffix)
	services := shared(r, foundation, "services", (*Reader).services)
	c := Common{
		Suffix:         suffix,
		Services:       services.names,
		settings:       services.settings,
		from:           cmp.Or(foundation, r).project,
		Region:         shared(r, foundation, "aws:region", (*Reader).region),
		FunctionTrust:  shared(r, foundation, "functionTrust", (*Reader).Trust),
		rollbackAlarms: shared(r, foundation, "rollbackAlarms", (*Reader).rollbackAlarms),
		Tags:           shared(r, foundation, "tags", (*Reader).tags),
	}
	r.accounts(foundation, &c)
	r.roles(foundation, &c)
	var err error
	c.Names, err = naming.For(c.Suffix, c.Services)
	if foundation != nil {
		*r.faults = append(*foundation.faults, *r.faults...)
	}
	r.Fail(err)
	return c
}

// placeholderSuffix is used after a rejected suffix, so that the names made of it do
// not each repeat the fault. Err reports the fault, so it never names anything.
const placeholderSuffix = "x"

func (r *Reader) suffix(key string) naming.Suffix {
	text := r.Text(key, r.source.Stack())
	suffix, err := naming.NewSuffix(text)
	if r.refused(key, text, err) {
		suffix, _ = naming.NewSuffix(placeholderSuffix)
	}
	return suffix
}

func (r *Reader) region(key string) string { return cmp.Or(r.Text(key, ""), contract.DefaultRegion) }

// refused keeps the fault that naming found, under the setting's key.
func (r *Reader) refused(key, value string, err error) bool {
	var fault *naming.Fault
	if !errors.As(err, &fault) {
		return false
	}
	r.Reject(key, value, fault.Rule)
	return true
}

// Has reports whether name is one of the services.
func (c Common) Has(name string) bool {
	for _, s := range c.Services {
		if s.String() == name {
			return true
		}
	}
	return false
}
