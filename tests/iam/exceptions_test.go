package iam_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	document "slipway/scripts/localaws/policy"
)

// exception is a finding that stays, with the reason. One that matches nothing
// any more has to go.
type exception struct {
	finding string // with * for any run of characters
	layouts string // part of the names of the layouts it is found in; "" for all
	reason  string
}

// selfDescribing is why the bus's policy allows what the receiver's own policy
// allows already.
const selfDescribing = "in its own account the receiver's policy suffices; the bus says by itself what it lets in, " +
	"so that its denial can be read beside it"

// leftOver are rights that no listed call uses.
var leftOver = []exception{
	{
		finding: "role-deployer-* release Configurations: codedeploy:GetDeploymentConfig on *",
		reason: "which of its three ways to move traffic a release takes is decided by the delivery layer, " +
			"which comes later",
	},
	{finding: "events event-bus/bus-github-* ReceiverPutsPushes: events:PutEvents on *", reason: selfDescribing},
}

// superfluous are statements without which every listed call is allowed.
var superfluous = []exception{
	{finding: "events event-bus/bus-github-* ReceiverPutsPushes", reason: selfDescribing},
}

// shared are what one service's roles may do to another's things.
var shared = []exception{
	{
		finding: "* s3:* on arn:aws:s3:::s3-artifacts-*",
		layouts: "two-accounts-webhook",
		reason: "CodePipeline chooses the folder of a pipeline's artifacts from its shortened name and documents no rule " +
			"to build a policy on; all services come from one repository",
	},
}

// settle takes the findings that are excepted out of what was found in a layout
// and reports the rest, and the exceptions that are not needed.
func settle(t *testing.T, layout string, found []string, exceptions []exception) {
	t.Helper()
	needed := make([]bool, len(exceptions))
	for _, finding := range found {
		i := slices.IndexFunc(exceptions, func(x exception) bool { return x.matches(layout, finding) })
		if i < 0 {
			assert.Fail(t, finding)
			continue
		}
		needed[i] = true
	}
	for i, x := range exceptions {
		assert.Equal(t, strings.Contains(layout, x.layouts), needed[i], "exception %s", x.finding)
	}
}

func (x exception) matches(layout, finding string) bool {
	return document.Like(x.finding, finding) && strings.Contains(layout, x.layouts)
}
