package contract

// DefaultRegion is where an environment is deployed unless aws:region says
// otherwise (R13).
const DefaultRegion = "us-east-1"

// Partition is the part of every ARN that names the commercial regions of AWS.
const Partition = "aws"

// SimulatedAccount is the account id of the AWS that slipway simulates. AWS gives
// no account this id.
const SimulatedAccount = "000000000000"

// SimulatedMark is the input that the simulated AWS adds to those of each provider,
// so that a state tells what it is of. The account id does not: AWS emulators have
// the same.
const SimulatedMark = "simulated"

// What a release that could not be undone is counted by, with the dimensions Service
// and Environment: the release machine writes the metric, an alarm reads it.
const (
	MetricNamespace   = "slipway"
	NotRestoredMetric = "NotRestored"
)

// Tags of the images in a service's repository.
const (
	// SourceAction is the name of the action of every pipeline that fetches the commit.
	SourceAction = "Source"
	// RebuildVariable is the variable of every pipeline by which an execution builds a commit
	// anew, and NoRebuild its value in all others.
	RebuildVariable, NoRebuild = "REBUILD", "no"
	// BuildStage and TestStage are the names of the stages of every pipeline that are tried
	// twice before the pipeline fails.
	BuildStage, TestStage = "Build", "Test"
	// ApprovalStage is the name of the stage of every pipeline in which a person is asked.
	ApprovalStage = "Manual-Approval"
	// ApprovalAction is the name of the action in it.
	ApprovalAction = "Approve"
	// DeployStage is the name of the stage of every pipeline that releases.
	DeployStage = "Deploy"
	// BootstrapTagPrefix begins the tag of the image that a new service runs until its first
	// release.
	BootstrapTagPrefix = "bootstrap"
	// BuilderTagPrefix begins the tag of a service's copy of the image builder.
	BuilderTagPrefix = "builder-"
	// DeployedTagPrefix begins the tag that a release gives to what it deploys; the
	// digest follows.
	DeployedTagPrefix = "deployed-"
	// ReleasingTagPrefix begins the tag that a release gives to its image before it gets
	// traffic; the digest follows.
	ReleasingTagPrefix = "releasing-"
)

// BootstrapTag is the tag of the image that a new service runs until its first release: one
// for each architecture, as a tag is given once.
func BootstrapTag(arm bool) string {
	if arm {
		return BootstrapTagPrefix + "-arm64"
	}
	return BootstrapTagPrefix
}

// The keys of the history table (R6) and the index that lists the rows of a
// service by time.
const (
	HistoryDeployment   = "deploymentId" // partition key
	HistoryTime         = "timestamp"    // sort key
	HistoryService      = "service"      // partition key of the index
	HistoryServiceIndex = "byService"
)

// Partition keys of the items beside the rows, followed by the service: the lock of its
// releases, with the sort key LockTime, and the images that a person rolled back from,
// with the digest as the sort key. They lack the key of the index.
const (
	LockPrefix      = "lock#"
	LockTime        = "lock"
	TakenBackPrefix = "taken-back#"
)

// Shift is one of CodeDeploy's ways to move traffic to a new version (CodeDeploy
// User Guide, deployment-configurations).
type Shift struct {
	Release       string // the value of the setting release that chooses it
	Configuration string // CodeDeploy's name for it
}

// AllAtOnce is the value of the setting release without a canary.
const AllAtOnce = "all-at-once"

// Shifts returns the ways to move traffic that are offered: all that CodeDeploy has
// ready for Lambda. The first is the default.
func Shifts() []Shift {
	canary, linear := "CodeDeployDefault.LambdaCanary10Percent", "CodeDeployDefault.LambdaLinear10PercentEvery"
	return []Shift{
		{"canary", canary + "5Minutes"},
		{"canary-10", canary + "10Minutes"},
		{"canary-15", canary + "15Minutes"},
		{"canary-30", canary + "30Minutes"},
		{"linear", linear + "1Minute"},
		{"linear-2", linear + "2Minutes"},
		{"linear-3", linear + "3Minutes"},
		{"linear-10", linear + "10Minutes"},
		{AllAtOnce, "CodeDeployDefault.LambdaAllAtOnce"},
	}
}
