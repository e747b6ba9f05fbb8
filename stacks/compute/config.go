package compute

import (
	"regexp"

	"slipway/shared/config"
	"slipway/shared/contract"
)

// Config is the compute layer's configuration, checked.
type Config struct {
	config.Common
	Images              map[string]string            // key images: by service, the digest a new function starts with
	MemoryMB            int                          // key memory
	TimeoutSeconds      int                          // key timeout
	ReservedConcurrency int                          // key reservedConcurrency; Unreserved for none
	LogRetentionDays    int                          // key logRetentionDays
	Variables           map[string]map[string]string // key variables: by service, its environment variables
}

// Unreserved leaves a function to the account's common concurrency. Young
// accounts are allowed too little of it to set any aside.
const Unreserved = -1

// LoadConfig reads and checks the layer's configuration. It changes nothing and
// asks AWS nothing, so the command refuses bad input with it before anything is
// deployed.
func LoadConfig(source config.Source) (Config, error) {
	r := config.NewReader(project, source)
	// What a function may have: Lambda Developer Guide, gettingstarted-limits.
	c := Config{
		Common:              r.Common(),
		MemoryMB:            r.Int("memory", 1024, 128, 10240),
		TimeoutSeconds:      r.Int("timeout", 30, 1, 900),
		ReservedConcurrency: r.Int("reservedConcurrency", 50, Unreserved, 1000),
		LogRetentionDays:    r.LogRetention("logRetentionDays"),
	}
	c.Images = images(r, c.Common)
	c.Variables = variables(r, c.Common)
	if err := r.Err(); err != nil {
		return Config{}, err
	}
	return c, c.fits()
}

var digestPattern = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func images(r *config.Reader, c config.Common) map[string]string {
	digests := map[string]string{}
	r.Object("images", &digests, `an object from service to image digest, such as {"api": "sha256:…"}`)
	for _, service := range sorted(digests) {
		if !c.Has(service) {
			r.Reject("images", service, unknownService)
		}
		if digest := digests[service]; !digestPattern.MatchString(digest) {
			r.Reject("images", digest, "the digest of an image: sha256: and 64 hexadecimal digits, never a tag")
		}
	}
	return digests
}

const unknownService = "not one of the services"

var project = contract.Project(contract.ComputeLayer)
