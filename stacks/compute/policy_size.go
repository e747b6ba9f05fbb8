package compute

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/config"
	"slipway/shared/iampolicy"
)

const (
	// mostPolicyCharacters is what IAM stores of a role's inline policies (IAM User Guide,
	// reference_iam-quotas).
	mostPolicyCharacters = 10240
	// ownCharacters is room for what every function may do.
	ownCharacters = 2400
	// outputCharacters stands for an output of another stack, which is not known yet.
	outputCharacters = 100
)

// checkPolicy rejects rights that are more than IAM stores of a role.
func (c Config) checkPolicy(r *config.Reader, service string) {
	own := c.For(service)
	rights := append(own.rights(own.placeholder(), estimated), own.eventRights(own.placeholder(), service,
		func(e config.Event) pulumi.StringInput { return estimated(e.Source) })...)
	if size := iampolicy.Document(rights).Length(); size > mostPolicyCharacters-ownCharacters {
		r.Of(c.Common, service).Reject("statements", fmt.Sprint(len(own.Statements)), fmt.Sprintf(
			"rights of %d characters with those of secrets, parameters and events; there is room for %d in a role: put some "+
				"into a managed policy, and that into policies", size, mostPolicyCharacters-ownCharacters))
	}
}

// estimated is a text with something in the place of each output of another stack.
func estimated(text string) pulumi.StringInput {
	between, _ := config.References(text)
	return pulumi.String(strings.Join(between, strings.Repeat("x", outputCharacters)))
}
