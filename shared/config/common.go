package config

import (
	"errors"
	"regexp"

	"slipway/shared/naming"
)

// Common is the configuration that all three layers of an environment share.
// Each layer's stack file states it; the command refuses an environment
// whose layers disagree.
type Common struct {
	Suffix   naming.Suffix    // key environmentSuffix, the stack's name by default
	Services []naming.Service // key services, in the order configured
	Account  string           // key account: the only account this may be deployed to; "" allows any
	Target   Target           // where the services run

	Names naming.Environment // of all resources of the environment
}

// Target is the account in which the services' functions run.
type Target struct {
	Account string // key targetAccount; "" for the account of the pipeline itself
	Role    string // key targetRole: name of the role in that account that Pulumi assumes
}

// Separate tells whether the services run in an account of their own.
func (t Target) Separate() bool { return t.Account != "" }

// defaultTargetRole is the role AWS Organizations makes in each account it creates.
const defaultTargetRole = "OrganizationAccountAccessRole"

var rolePattern = regexp.MustCompile(`^[\w+=,.@-]{1,64}$`)

// Common reads what all layers share.
func (r *Reader) Common() Common {
	c := Common{Suffix: r.suffix(), Services: r.services()}
	c.Account = r.account("account")
	c.Target.Account = r.account("targetAccount")
	c.Target.Role = r.Text("targetRole", defaultTargetRole)
	if !rolePattern.MatchString(c.Target.Role) {
		r.Reject("targetRole", c.Target.Role, "the name of an IAM role")
	}
	if c.Target.Account != "" && c.Target.Account == c.Account {
		r.Reject("targetAccount", c.Target.Account, "another account than slipway's own; leave it out for a single account")
	}
	var err error
	c.Names, err = naming.For(c.Suffix, c.Services)
	r.Fail(err)
	return c
}

// placeholderSuffix is used after a rejected suffix, so that the names made of it do
// not each repeat the fault. Err reports the fault, so it never names anything.
const placeholderSuffix = "x"

func (r *Reader) suffix() naming.Suffix {
	text := r.Text("environmentSuffix", r.source.Stack())
	suffix, err := naming.NewSuffix(text)
	if r.refused("environmentSuffix", text, err) {
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

func (r *Reader) services() []naming.Service {
	names := []string{"api"}
	r.Object("services", &names, `a list of service names, such as ["api", "cart"]`)
	if len(names) == 0 {
		r.Reject("services", "[]", "at least one service")
	}
	seen := map[string]bool{}
	var services []naming.Service
	for _, name := range names {
		if seen[name] {
			r.Reject("services", name, "named twice")
			continue
		}
		seen[name] = true
		service, err := naming.NewService(name)
		if r.refused("services", name, err) {
			continue
		}
		services = append(services, service)
	}
	return services
}

// refused keeps naming's fault, if there is one, under the key it came from.
func (r *Reader) refused(key, value string, err error) bool {
	var fault *naming.Fault
	if !errors.As(err, &fault) {
		return false
	}
	r.Reject(key, value, fault.Rule)
	return true
}

// Has tells whether name is one of the services.
func (c Common) Has(name string) bool {
	for _, s := range c.Services {
		if s.String() == name {
			return true
		}
	}
	return false
}
