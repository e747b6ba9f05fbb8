package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// PullArgs says who, apart from the tooling account's roles, pulls a service's images.
type PullArgs struct {
	FunctionArn string   // the service's function, without a version
	Account     string   // the account it runs in, when that is another; else ""
	Roles       []string // ARNs of the roles in Account that create the function and release to it
}

// pullPolicy lets Lambda fetch the function's image, now and whenever it has to
// fetch it again, and lets those roles of a target account that hand Lambda an
// image read it: across accounts both sides must allow it (Lambda Developer
// Guide, images-create).
//
// The first statement's name is the one that Lambda gives it when it has to write
// it: with the statement there, Lambda leaves the policy alone.
func pullPolicy(args PullArgs) iampolicy.Document {
	pull := []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
	policy := iampolicy.Document{{
		Sid:        "LambdaECRImageRetrievalPolicy",
		Principals: []iampolicy.Principal{iampolicy.Services("lambda.amazonaws.com")},
		Actions:    pull,
		Conditions: []iampolicy.Condition{iampolicy.When("ArnLike", "aws:SourceArn",
			pulumi.String(args.FunctionArn), pulumi.String(args.FunctionArn+":*"))}, // and its versions
	}}
	if args.Account == "" {
		return policy
	}
	return append(policy, iampolicy.Statement{
		Sid: "TargetAccount",
		// The roles are made later than this policy, and ECR rejects a policy that
		// names a role it does not know: so the account, narrowed to the roles.
		Principals: []iampolicy.Principal{iampolicy.Root(args.Account)},
		Actions:    pull,
		Conditions: []iampolicy.Condition{
			{
				Test:   "ArnEquals",
				Key:    "aws:PrincipalArn",
				Values: pulumi.ToStringArray(args.Roles),
			},
		},
	})
}
