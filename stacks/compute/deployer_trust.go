package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// Trusted says who may assume a service's deployer role. None of them exists yet
// when the role is made: the delivery layer comes later.
type Trusted struct {
	Account  string // of the pipelines
	Role     string // ARN of the role of the service's release machine
	Machine  string // ARN of that machine; "" to trust the role whatever runs as it
	Pipeline string // ARN of the service's pipeline
}

// policy trusts the account of the pipelines, narrowed to the one release
// machine's role: IAM rejects a policy that names a role it does not know.
func (t Trusted) policy() iampolicy.Document {
	assume := []string{"sts:AssumeRole"}
	return iampolicy.Document{
		{
			Sid:        "ReleaseMachine",
			Principals: []iampolicy.Principal{iampolicy.Root(t.Account)},
			Actions:    assume,
			Conditions: t.machine(),
		},
		{
			// Asked for by R9 and never used: what CodePipeline does, it does as the
			// pipeline's own role.
			Sid:        "Pipeline",
			Principals: []iampolicy.Principal{iampolicy.Services("codepipeline.amazonaws.com")},
			Actions:    assume,
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(t.Account)),
				iampolicy.When("ArnLike", "aws:SourceArn", pulumi.String(t.Pipeline)),
			},
		},
	}
}

// machine is how the release machine is known: by its role, and by its own ARN,
// which Step Functions sends as external id if a task has Credentials (Step
// Functions Developer Guide, tutorial-access-cross-acct-resources).
func (t Trusted) machine() []iampolicy.Condition {
	known := []iampolicy.Condition{iampolicy.When("ArnEquals", "aws:PrincipalArn", pulumi.String(t.Role))}
	if t.Machine == "" {
		return known
	}
	return append(known, iampolicy.When("StringEquals", "sts:ExternalId", pulumi.String(t.Machine)))
}
