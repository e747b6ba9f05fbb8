package delivery

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/stacks/delivery/push"
)

// Config is the delivery layer's configuration, checked.
type Config struct {
	config.Common
	config.Service                   // of all services; For has those of one
	Repository     string            // key repository: owner/name on GitHub
	Branch         string            // key branch: the one that is delivered
	ConnectionArn  string            // key connectionArn: an existing connection; "" makes one
	Trigger        string            // key trigger: TriggerWebhook or TriggerConnection; or TriggerPromotion
	PipelineTrust  string            // key pipelineTrust: config.TrustAccount or TrustService
	Approval       string            // key approval: ApprovalManual or ApprovalAutomatic
	Production     bool              // key production: nothing is released here without a person
	Paths          map[string]string // key paths: by service, the folder it is built for, ending in a slash
	// Key webhookConcurrency: webhook calls answered at once; push.NoReservation for
	// the account's pool.
	WebhookConcurrency int
	// Origin is the environment whose images are promoted: key promoteFrom; nil to build.
	Origin *config.Neighbour
	// Later are the environments in other accounts that may promote the images of this
	// one: key promoteTo.
	Later []*config.Neighbour

	each map[string]config.Service // by service
}

// What starts a pipeline. Exactly one of them does, or each push would
// start it twice.
const (
	TriggerWebhook    = "webhook"    // GitHub's webhook, the bus and a rule
	TriggerConnection = "connection" // the connection's own detection of pushes
	TriggerPromotion  = "promotion"  // a release that succeeded in the environment of promoteFrom
)

// Who answers the approval of a release.
const (
	ApprovalManual    = "manual"    // a person
	ApprovalAutomatic = "automatic" // the approver, at once
)

// defaultRepository is used until a person names theirs; see Examples.
const defaultRepository = "example/shop"

var connectionPattern = regexp.MustCompile(
	`^arn:aws:(codestar-connections|codeconnections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$`)

// LoadConfig reads and checks the layer's configuration. It changes nothing and
// asks AWS nothing, so the command rejects bad input with it before
// anything is deployed.
func LoadConfig(source config.Source) (Config, error) {
	r := config.NewReader(contract.Project(contract.DeliveryLayer), source)
	c := Config{
		Common:     r.Common(),
		Repository: r.Text("repository", defaultRepository),
		Branch:     r.Text("branch", "main"),
		Trigger:    r.OneOf("trigger", TriggerWebhook, TriggerConnection),
		// AWS documents no condition for a pipeline's role (CodePipeline user guide,
		// pipelines-create-service-role-cli).
		PipelineTrust:      r.Trust("pipelineTrust"),
		Approval:           r.OneOf("approval", ApprovalManual, ApprovalAutomatic),
		Production:         r.Bool("production", false),
		WebhookConcurrency: r.Int("webhookConcurrency", 5, push.NoReservation, 100),
		Paths:              map[string]string{},
	}
	if fault := push.RepositoryFault(c.Repository); fault != "" {
		r.Reject("repository", c.Repository, fault)
	}
	if fault := push.BranchFault(c.Branch); fault != "" {
		r.Reject("branch", c.Branch, fault)
	}
	c.ConnectionArn = r.Text("connectionArn", "")
	if c.ConnectionArn != "" && !connectionPattern.MatchString(c.ConnectionArn) {
		r.Reject("connectionArn", c.ConnectionArn, "the ARN of a connection to GitHub; leave it out to have one made")
	}
	if c.WebhookConcurrency == 0 {
		r.Reject("webhookConcurrency", "0", "at least 1, or -1 for the account's pool: with 0 no push is ever answered")
	}
	if c.Production && c.Approval == ApprovalAutomatic {
		r.Reject("approval", c.Approval, "manual: production is true, and nothing is released to production unasked")
	}
	c.Service, c.each = r.PerService(contract.DeliveryLayer, c.Common)
	c.readPaths(r)
	c.readPromotions(r, source)
	return c, r.Err()
}

// For is the configuration with the settings of one service.
func (c Config) For(service string) Config {
	c.Service = c.each[service]
	return c
}

// DeploymentConfig is CodeDeploy's name for how traffic moves.
func (c Config) DeploymentConfig() string {
	return contract.Shifts()[slices.Index(config.Releases(), c.Release)].Configuration
}

// Examples rejects the example values that slipway ships: in a real
// account the pipelines would wait for a repository nobody has.
func (c Config) Examples() error {
	if !strings.HasPrefix(c.Repository, "example/") {
		return nil
	}
	project := contract.Project(contract.DeliveryLayer)
	return fmt.Errorf("%s:repository is %q, an example: "+
		"set yours with `pulumi config set %s:repository OWNER/NAME` in stacks/delivery",
		project, c.Repository, project)
}

// readPaths reads the folders of services.
func (c *Config) readPaths(r *config.Reader) {
	paths := map[string]string{}
	r.Object("paths", &paths, `an object from service to folder, such as {"api": "services/api/"}`)
	for _, service := range slices.Sorted(maps.Keys(paths)) {
		if !c.Has(service) {
			r.Reject("paths", service, "not one of the services")
			continue
		}
		folder, fault := config.Folder(paths[service])
		if fault != "" {
			r.Reject("paths", paths[service], fault)
			continue
		}
		c.Paths[service] = folder
	}
	own := map[string]string{}
	for service, s := range c.each {
		if s.Path != "" {
			own[service] = s.Path
		}
	}
	config.Merge(r, c.Common, "paths", "path", c.Paths, own)
	for _, service := range slices.Sorted(maps.Keys(c.each)) {
		if s := c.each[service]; len(s.Paths) > 0 && c.Paths[service] == "" {
			r.Of(c.Common, service).Reject("paths", strings.Join(s.Paths, ", "),
				"paths beside the service's own, and it has no `path`, so every push counts; set that too, or take these out")
		}
	}
}

// Filters are the folders, ending in a slash, and the files whose changes start the
// service's pipeline; none for any change.
func (c Config) Filters(service string) []string {
	if c.Paths[service] == "" {
		return nil
	}
	return append([]string{c.Paths[service]}, c.each[service].Paths...)
}
