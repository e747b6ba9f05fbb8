package compute

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// Trusted says who may assume the deployer role. None of them exists yet when
// the role is made: the delivery layer comes later.
type Trusted struct {
	Account   string   // of the pipelines
	Pipelines []string // ARNs
	Roles     []string // ARNs of the release machines' roles
}

// policy trusts the account of the pipelines, narrowed to the release machines'
// roles: IAM rejects a policy that names a role it does not know. Such a session
// carries no source and no external id, so the role's exact ARN is the condition.
//
// CodePipeline itself is trusted on behalf of these pipelines alone, so that a
// pipeline action may be given the role, too.
func (t Trusted) policy() iampolicy.Document {
	assume := []string{"sts:AssumeRole"}
	return iampolicy.Document{
		{
			Sid:        "ReleaseMachines",
			Principals: []iampolicy.Principal{iampolicy.Root(t.Account)},
			Actions:    assume,
			Conditions: []iampolicy.Condition{
				{
					Test:   "ArnEquals",
					Key:    "aws:PrincipalArn",
					Values: pulumi.ToStringArray(t.Roles),
				},
			},
		},
		{
			Sid:        "Pipelines",
			Principals: []iampolicy.Principal{iampolicy.Services("codepipeline.amazonaws.com")},
			Actions:    assume,
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(t.Account)),
				{
					Test:   "ArnLike",
					Key:    "aws:SourceArn",
					Values: pulumi.ToStringArray(t.Pipelines),
				},
			},
		},
	}
}
