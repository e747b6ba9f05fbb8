package compute

import (
	"fmt"
	"strconv"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Config is the compute layer's configuration, checked.
type Config struct {
	config.Common
	config.Service                              // of all services; For has those of one
	Images         map[string]string            // by service, the digest a new function starts with
	Variables      map[string]map[string]string // by service, its environment variables
	// SecretVariables says that some of the variables are secret: they are secret in the
	// state then, all of them.
	SecretVariables bool
	DeployerTrust   string // key deployerTrust: TrustMachine or TrustRole

	each map[string]config.Service // by service
}

// Whom a deployer role trusts. Step Functions documents that it sends the ARN of
// its machine as external id; there has to be a way on where it does not.
const (
	TrustMachine = "machine" // the release machine's role, on behalf of that machine
	TrustRole    = "role"    // the release machine's role
)

// Unreserved leaves a function to the account's common concurrency.
const Unreserved = config.Unreserved

// For is the configuration with the settings of one service.
func (c Config) For(service string) Config {
	c.Service = c.each[service]
	return c
}

// LoadConfig reads and checks the layer's configuration. It changes nothing and
// asks AWS nothing, so the command rejects bad input with it before anything is
// deployed.
func LoadConfig(source config.Source) (Config, error) {
	r := config.NewReader(project, source)
	c := Config{Common: r.Common()}
	c.Service, c.each = r.PerService(contract.ComputeLayer, c.Common)
	c.DeployerTrust = r.OneOf("deployerTrust", TrustMachine, TrustRole)
	c.Images = images(r, c.Common)
	c.Variables = variables(r, c.Common)
	c.SecretVariables = r.Secret("variables")
	c.merge(r)
	for _, service := range c.Services {
		c.checkEnvironment(r, service.String())
		c.checkPolicy(r, service.String())
		c.checkProvisioned(r, service.String())
		c.checkEvents(r, service.String())
	}
	if err := r.Err(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// checkProvisioned rejects more than Lambda would keep ready during a release, when two
// versions are (Lambda Developer Guide, provisioned-concurrency), with room for the calls
// of others, such as the release's own.
func (c Config) checkProvisioned(r *config.Reader, service string) {
	s := c.each[service]
	if s.ReservedConcurrency != Unreserved && s.Provisioned > 0 && 2*s.Provisioned >= s.ReservedConcurrency {
		r.Of(c.Common, service).Reject("provisionedConcurrency", strconv.Itoa(s.Provisioned), fmt.Sprintf(
			"less than half of reservedConcurrency, which is %d: a release keeps two versions ready for a while",
			s.ReservedConcurrency))
	}
}

// checkEvents rejects more calls by a queue at once than the function may have.
func (c Config) checkEvents(r *config.Reader, service string) {
	own := c.For(service)
	for _, name := range sorted(own.Events) {
		most := own.Events[name].MaxConcurrency
		if own.ReservedConcurrency != Unreserved && most > own.ReservedConcurrency {
			r.Of(c.Common, service).Reject("events."+name+".maxConcurrency", fmt.Sprint(most), fmt.Sprintf(
				"at most %d, the function's reservedConcurrency: messages of calls beyond it count as failed",
				own.ReservedConcurrency))
		}
	}
}

// merge takes what services set for themselves into the objects by service.
func (c Config) merge(r *config.Reader) {
	ownImages, ownVariables := map[string]string{}, map[string]map[string]string{}
	for _, service := range sorted(c.each) {
		s := c.each[service]
		if s.Image != "" {
			ownImages[service] = s.Image
		}
		if len(s.Variables) > 0 {
			ownVariables[service] = s.Variables
			checkVariables(r.Of(c.Common, service), "", s.Variables)
		}
	}
	config.Merge(r, c.Common, "images", "image", c.Images, ownImages)
	config.Merge(r, c.Common, "variables", "variables", c.Variables, ownVariables)
}

func images(r *config.Reader, c config.Common) map[string]string {
	digests := map[string]string{}
	r.Object("images", &digests, `an object from service to image digest, such as {"api": "sha256:…"}`)
	for _, service := range sorted(digests) {
		if !c.Has(service) {
			r.Reject("images", service, unknownService)
		}
		if digest := digests[service]; !config.IsDigest(digest) {
			r.Reject("images", digest, config.DigestRule)
		}
	}
	return digests
}

const unknownService = "not one of the services"

var project = contract.Project(contract.ComputeLayer)
