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
	Repository             string            // key repository: owner/name on GitHub
	Branch                 string            // key branch: the one that is delivered
	ConnectionArn          string            // key connectionArn: an existing connection; "" makes one
	Trigger                string            // key trigger: TriggerWebhook or TriggerConnection
	PipelineTrust          string            // key pipelineTrust: TrustAccount or TrustService
	Paths                  map[string]string // key paths: by service, the folder it is built for, ending in a slash
	BuildImage             string            // key buildImage: the CodeBuild image of build and test
	BuilderImage           string            // key builderImage: the image of BuildKit, which builds the services' images
	ScanSeverity           string            // key scanSeverity: findings of this severity or above stop a build; NONE for no stop
	Release                string            // key release: how traffic moves to a new version
	LogRetentionDays       int               // key logRetentionDays
	WebhookConcurrency     int               // key webhookConcurrency: webhook calls answered at once; push.NoReservation for the account's pool
	ApprovalTimeoutMinutes int               // key approvalTimeoutMinutes
}

// What starts a pipeline. Exactly one of the two does, or each push would
// start it twice.
const (
	TriggerWebhook    = "webhook"    // GitHub's webhook, the bus and a rule
	TriggerConnection = "connection" // the connection's own detection of pushes
)

// Whom the role of a pipeline trusts to be CodePipeline. AWS documents no
// condition for it (CodePipeline user guide, pipelines-create-service-role-cli),
// so where the first does not hold there has to be a way on.
const (
	TrustAccount = "account" // the service, on behalf of the pipeline's own account
	TrustService = "service" // the service
)

// defaultRepository stands in until a person names theirs; see Examples.
const defaultRepository = "example/shop"

// defaultBuildImage is Amazon Linux 2023 (CodeBuild user guide,
// ec2-compute-images), which holds docker with buildx, jq and the AWS CLI.
const defaultBuildImage = "aws/codebuild/amazonlinux-x86_64-standard:5.0"

// defaultBuilderImage is a copy of Docker Hub's moby/buildkit, which CodeBuild's
// shared addresses often may not pull.
const defaultBuilderImage = "public.ecr.aws/vend/moby/buildkit:buildx-stable-1"

// The longest an approval may wait, in minutes (CodePipeline quotas: 5 to
// 86400; a week when nothing is said).
const approvalLeast, approvalDefault, approvalMost = 5, 10080, 86400

var (
	// Owner and repository as GitHub allows them.
	repositoryPattern = regexp.MustCompile(`^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}/[A-Za-z0-9._-]{1,100}$`)
	// A branch without the characters that a trigger's filter takes for a
	// wildcard, at the length of a filter's pattern (CodePipeline quotas).
	branchPattern     = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._/-]{0,254}$`)
	connectionPattern = regexp.MustCompile(`^arn:aws:(codestar-connections|codeconnections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$`)
	imagePattern      = regexp.MustCompile(`^aws/codebuild/[a-z0-9][a-z0-9._-]*:[a-z0-9._-]+$`)
	// An image by its registry, and by tag or digest: without a registry Docker
	// would go to Docker Hub.
	builderPattern = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9._-]+)+(:[A-Za-z0-9._-]{1,128}|@sha256:[0-9a-f]{64})$`)
	// A folder with no wildcard and no step upwards; 250 leaves room for the
	// wildcard that a trigger's filter adds.
	pathPattern = regexp.MustCompile(`^([A-Za-z0-9_-][A-Za-z0-9._-]*/)+$`)
)

const longestPath = 250

// LoadConfig reads and checks the layer's configuration. It changes nothing and
// asks AWS nothing, so the command refuses bad input with it before
// anything is deployed.
func LoadConfig(source config.Source) (Config, error) {
	r := config.NewReader(contract.Project(contract.DeliveryLayer), source)
	c := Config{
		Common:                 r.Common(),
		Repository:             match(r, "repository", defaultRepository, repositoryPattern, "a GitHub repository as owner/name"),
		Branch:                 match(r, "branch", "main", branchPattern, "the name of one branch, without wildcards"),
		Trigger:                r.OneOf("trigger", TriggerWebhook, TriggerConnection),
		PipelineTrust:          r.OneOf("pipelineTrust", TrustAccount, TrustService),
		BuildImage:             match(r, "buildImage", defaultBuildImage, imagePattern, "an image that CodeBuild maintains, such as "+defaultBuildImage),
		BuilderImage:           match(r, "builderImage", defaultBuilderImage, builderPattern, "an image with its registry and a tag or digest, such as "+defaultBuilderImage),
		ScanSeverity:           r.OneOf("scanSeverity", "CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"),
		Release:                r.OneOf("release", releases()...),
		LogRetentionDays:       r.LogRetention("logRetentionDays"),
		WebhookConcurrency:     r.Int("webhookConcurrency", 5, push.NoReservation, 100),
		ApprovalTimeoutMinutes: r.Int("approvalTimeoutMinutes", approvalDefault, approvalLeast, approvalMost),
		Paths:                  map[string]string{},
	}
	if c.ConnectionArn = r.Text("connectionArn", ""); c.ConnectionArn != "" && !connectionPattern.MatchString(c.ConnectionArn) {
		r.Reject("connectionArn", c.ConnectionArn, "the ARN of a connection to GitHub; leave it out to have one made")
	}
	if c.WebhookConcurrency == 0 {
		r.Reject("webhookConcurrency", "0", "at least 1, or -1 for the account's pool: with 0 no push is ever answered")
	}
	c.readPaths(r)
	return c, r.Err()
}

// releases are the values of the key release.
func releases() []string {
	var values []string
	for _, shift := range contract.Shifts() {
		values = append(values, shift.Release)
	}
	return values
}

// DeploymentConfig is CodeDeploy's name for how traffic moves.
func (c Config) DeploymentConfig() string {
	return contract.Shifts()[slices.Index(releases(), c.Release)].Configuration
}

// Examples refuses values that are there to try slipway with: in a real
// account the pipelines would wait for a repository nobody has.
func (c Config) Examples() error {
	if !strings.HasPrefix(c.Repository, "example/") {
		return nil
	}
	project := contract.Project(contract.DeliveryLayer)
	return fmt.Errorf("%s:repository is %q, an example: set yours with `pulumi config set %s:repository OWNER/NAME` in stacks/delivery",
		project, c.Repository, project)
}

// readPaths reads the folders of services. A trailing slash is added where it is
// left out, so that services/api never stands for services/apiary as well.
func (c *Config) readPaths(r *config.Reader) {
	paths := map[string]string{}
	r.Object("paths", &paths, `an object from service to folder, such as {"api": "services/api/"}`)
	for _, service := range slices.Sorted(maps.Keys(paths)) {
		path := strings.TrimSuffix(paths[service], "/") + "/"
		if !c.Has(service) {
			r.Reject("paths", service, "not one of the services")
			continue
		}
		if !pathPattern.MatchString(path) || len(path) > longestPath {
			r.Reject("paths", paths[service], "a folder of the repository, without a leading slash, wildcards or ..")
			continue
		}
		c.Paths[service] = path
	}
}

func match(r *config.Reader, key, def string, pattern *regexp.Regexp, rule string) string {
	value := r.Text(key, def)
	if !pattern.MatchString(value) {
		r.Reject(key, value, rule)
	}
	return value
}
