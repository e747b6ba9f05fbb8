package foundation

import (
	"errors"
	"net/mail"
	"regexp"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Config is the foundation layer's configuration, checked.
type Config struct {
	config.Common
	Emails     []string // key emails: who is told of deployments, at least one
	Chat       Channel  // key chat: where the messages are shown as well
	AccessLogs bool     // key accessLogs: whether requests to the buckets are logged
}

// defaultEmail is used until a person names the operations team's; see Examples.
const defaultEmail = "ops@example.com"

// LoadConfig reads and checks the layer's configuration. It changes nothing and
// calls nothing of AWS, so the command can reject bad input before it deploys.
func LoadConfig(source config.Source) (Config, error) {
	r := config.NewReader(project, source)
	c := Config{
		Common:     r.Common(),
		Emails:     emails(r),
		Chat:       channel(r),
		AccessLogs: r.Bool("accessLogs", false),
	}
	return c, r.Err()
}

func emails(r *config.Reader) []string {
	addresses := []string{defaultEmail}
	r.Object("emails", &addresses, `a list of e-mail addresses, such as ["`+defaultEmail+`"]`)
	if len(addresses) == 0 {
		r.Reject("emails", "[]", "at least one e-mail address: somebody must hear of a failed deployment")
	}
	seen := map[string]bool{}
	for _, address := range addresses {
		parsed, err := mail.ParseAddress(address)
		if err != nil || parsed.Address != address {
			r.Reject("emails", address, "a bare e-mail address, such as "+defaultEmail)
		}
		if seen[address] {
			r.Reject("emails", address, "named twice")
		}
		seen[address] = true
	}
	return addresses
}

// examplePattern matches the domains that are reserved for documentation (RFC 2606,
// section 3).
var examplePattern = regexp.MustCompile(`(?i)[@.]example\.(com|net|org)$`)

// Examples rejects the example values that slipway ships: in a real
// account nobody would hear of a failed deployment.
func (c Config) Examples() error {
	var faults []error
	for _, address := range c.Emails {
		if examplePattern.MatchString(address) {
			faults = append(faults, &config.Fault{
				Key:   project + ":emails",
				Value: address,
				Rule: "an example; name your own with `pulumi config set --path '" + project +
					":emails[0]' YOU@YOUR.DOMAIN` in stacks/foundation",
			})
		}
	}
	return errors.Join(faults...)
}

// accounts are the tooling account and, where the services run in another, that one.
func (c Config) accounts(own string) []string {
	if c.Target.Separate() {
		return []string{own, c.Target.Account}
	}
	return []string{own}
}

var project = contract.Project(contract.FoundationLayer)
