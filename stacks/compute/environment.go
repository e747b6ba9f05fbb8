package compute

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
)

// hasEnvironment reports whether the service's function has variables of its own.
func (c Config) hasEnvironment(service string) bool {
	own := c.For(service)
	return len(c.Variables[service])+len(own.Secrets)+len(own.Parameters) > 0
}

// environment are the variables of the service's function: those that are set, and the ARNs
// of what it reads.
func (c Config) environment(account awsaccount.Account, service string, resolve resolver) pulumi.StringMap {
	all := pulumi.StringMap{}
	for name, value := range c.Variables[service] {
		all[name] = resolve(value)
	}
	for name, value := range c.For(service).read(account) {
		all[name] = pulumi.String(value)
	}
	return all
}

// read are the ARNs of what the one service's function reads, by variable.
func (c Config) read(account awsaccount.Account) map[string]string {
	all := map[string]string{}
	for name, one := range c.Secrets {
		all[name] = secretsManager.arn(account, one)
	}
	for name, one := range c.Parameters {
		all[name] = systemsManager.arn(account, one)
	}
	return all
}

// checkEnvironment rejects variables that are set twice, and what Lambda does not take of
// them all together.
func (c Config) checkEnvironment(r *config.Reader, service string) {
	own := c.For(service)
	of := r.Of(c.Common, service)
	for _, setting := range []string{"secrets", "parameters"} {
		named := own.Secrets
		if setting == "parameters" {
			named = own.Parameters
		}
		for _, name := range sorted(named) {
			if fault := variableFault(name); fault != "" {
				of.Reject(setting, name, fault)
			}
			_, variable := c.Variables[service][name]
			_, parameter := own.Parameters[name]
			if variable || setting == "secrets" && parameter {
				of.Reject(setting, name, "a variable that is not set in another way as well")
			}
		}
	}
	if len(own.Secrets)+len(own.Parameters) == 0 {
		return
	}
	all := maps.Clone(c.Variables[service])
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, own.read(c.placeholder()))
	checkSize(of, "", all)
}

// placeholder is an account whose ARNs are as long as those of the real one.
func (c Config) placeholder() awsaccount.Account {
	return awsaccount.Account{ID: "000000000000", Region: c.Region}
}

// appendNew appends a text that is not there yet.
func appendNew(all []string, text string) []string {
	if slices.Contains(all, text) {
		return all
	}
	return append(all, text)
}
