package component

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

// OnlyTLS denies the actions on the resources to everyone who does not encrypt the
// connection.
func OnlyTLS(sid string, actions []string, resources ...pulumi.StringInput) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:        sid,
		Deny:       true,
		Principals: []iampolicy.Principal{iampolicy.Anyone},
		Actions:    actions,
		Resources:  resources,
		Conditions: []iampolicy.Condition{
			iampolicy.When("Bool", "aws:SecureTransport", pulumi.String("false")),
		},
	}
}

// SendTraces lets a role send traces, and perform further X-Ray actions if given.
// X-Ray's actions do not take resources (Service Authorization Reference, AWS X-Ray).
func SendTraces(sid string, more ...string) iampolicy.Statement {
	return iampolicy.Statement{
		Sid:       sid,
		Actions:   append([]string{"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, more...),
		Resources: pulumi.StringArray{pulumi.String("*")},
	}
}
