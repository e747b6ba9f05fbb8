package component

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// TrustService lets an AWS service, such as events.amazonaws.com, assume a role on
// behalf of the account given, or of the sources alone if there are any. Sources are
// ARNs of resources in that account (aws:SourceArn); there are none if AWS does not
// document that the service names the resource it acts for.
func TrustService(service, account string, sources ...string) iampolicy.Document {
	trust := TrustAnyAccount(service)
	trust[0].Conditions = []iampolicy.Condition{
		iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(account)),
	}
	if len(sources) > 0 {
		trust[0].Conditions = append(trust[0].Conditions, iampolicy.Condition{
			Test:   "ArnLike",
			Key:    "aws:SourceArn",
			Values: pulumi.ToStringArray(sources),
		})
	}
	return trust
}

// TrustAnyAccount lets an AWS service assume a role, whichever account it acts for.
func TrustAnyAccount(service string) iampolicy.Document {
	return iampolicy.Document{{
		Principals: []iampolicy.Principal{iampolicy.Services(service)},
		Actions:    []string{"sts:AssumeRole"},
	}}
}
