package config

import (
	"cmp"
	"errors"
	"regexp"

	"slipway/shared/contract"
	"slipway/shared/naming"
)

// Common is the configuration that all three layers of an environment share. It
// is set in foundation's stack file; later layers read it from there.
type Common struct {
	Suffix   naming.Suffix    // key environmentSuffix, the stack's name by default
	Services []naming.Service // key services, in the order configured
	Account  string           // key account: the only account this may be deployed to; "" allows any
	Target   Target           // where the services run
	Region   string           // key aws:region
	// FunctionTrust is TrustAccount or TrustService: key functionTrust.
	FunctionTrust string

	Names naming.Environment // of all resources of the environment

	rollbackAlarms []string // key rollbackAlarms: of services that name none

	settings map[string]object // by service, what it sets for itself
	from     string            // the project whose configuration has the services
}

// Target is the account in which the services' functions run.
type Target struct {
	Account string // key targetAccount; "" for the account of the pipeline itself
	Role    string // key targetRole: name of the role in that account that Pulumi assumes
}

// Separate reports whether the services run in an account of their own.
func (t Target) Separate() bool { return t.Account != "" }

// defaultTargetRole is the role AWS Organizations makes in each account it creates.
const defaultTargetRole = "OrganizationAccountAccessRole"

var rolePattern = regexp.MustCompile(`^[\w+=,.@-]{1,64}$`)

// Simulated is a key that the command sets, never a stack file, if AWS is
// simulated: the simulated account is not the one that the key account allows.
const Simulated = "slipway:simulated"

// Common reads what all layers share.
func (r *Reader) Common() Common {
	foundation := r.earlier(contract.FoundationLayer)
	account := (*Reader).account
	if _, simulated := r.source.Get(Simulated); simulated {
		account = (*Reader).ignore
	}
	suffix := shared(r, foundation, "environmentSuffix", (*Reader).suffix)
	services := shared(r, foundation, "services", (*Reader).services)
	c := Common{
		Suffix:   suffix,
		Services: services.names,
		settings: services.settings,
		from:     cmp.Or(foundation, r).project,
		Account:  shared(r, foundation, "account", account),
		Target: Target{
			Account: shared(r, foundation, "targetAccount", (*Reader).account),
			Role:    shared(r, foundation, "targetRole", (*Reader).role),
		},
		Region:         shared(r, foundation, "aws:region", (*Reader).region),
		FunctionTrust:  shared(r, foundation, "functionTrust", (*Reader).Trust),
		rollbackAlarms: shared(r, foundation, "rollbackAlarms", (*Reader).rollbackAlarms),
	}
	if c.Target.Account != "" && c.Target.Account == c.Account {
		cmp.Or(foundation, r).Reject("targetAccount", c.Target.Account,
			"another account than slipway's own; leave it out for a single account")
	}
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

func (r *Reader) account(key string) string {
	id := r.Text(key, "")
	if id != "" && !naming.IsAccount(id) {
		r.Reject(key, id, "an AWS account id of 12 digits, in quotes")
	}
	return id
}

// ignore reads nothing from a key that may be set.
func (r *Reader) ignore(key string) string {
	r.known = append(r.known, key)
	return ""
}

func (r *Reader) role(key string) string {
	name := r.Text(key, defaultTargetRole)
	if !rolePattern.MatchString(name) {
		r.Reject(key, name, "the name of an IAM role")
	}
	return name
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
