package compute

import (
	"fmt"

	"slipway/shared/awsaccount"
	"slipway/shared/contract"
)

// maxTrustLength is how many characters IAM takes as a role's trust policy (IAM
// User Guide, reference_iam-quotas). The deployer role's grows with the services,
// as it names each one's release machine and pipeline.
const maxTrustLength = 2048

// trustFrame is the length of the deployer's trust policy without any ARN of a
// service's.
const trustFrame = 433

// fits rejects more services than the deployer role can trust, before anything
// is deployed: AWS would reject the role half-way.
func (c Config) fits() error {
	// ids are of one length
	anyAccount := awsaccount.Account{ID: contract.SimulatedAccount, Region: contract.DefaultRegion}
	trusted := c.trusted(anyAccount)
	length := trustFrame
	for _, arns := range [][]string{trusted.Pipelines, trusted.Roles} {
		for _, arn := range arns {
			length += len(`"",`) + len(arn)
		}
		length -= len(`,`) // after the last
	}
	if length <= maxTrustLength {
		return nil
	}
	return fmt.Errorf("%s:services names %d services: role %s would have to trust them in %d characters, IAM takes %d; "+
		"use fewer services or shorter names, or deploy some as an application of their own",
		project, len(c.Services), c.Names.Deployer, length, maxTrustLength)
}
