package foundation

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/awsaccount"
	"slipway/shared/component"
	"slipway/shared/iampolicy"
	"slipway/shared/naming"
)

// LogSources are the buckets whose access logs a bucket receives.
type LogSources struct {
	Account string
	Buckets []naming.Name // none: the bucket receives no logs
}

// bucketPolicy denies requests that are not encrypted in transit, and lets S3
// deliver access logs where the bucket is there for them.
//
// No other account has access: releases pass image digests, never artifacts, to
// what runs in a target account.
func bucketPolicy(bucket pulumi.StringOutput, logs LogSources) iampolicy.Document {
	objects := pulumi.Sprintf("%s/*", bucket)
	policy := iampolicy.Document{component.OnlyTLS("OnlyTLS", []string{"s3:*"}, bucket, objects)}
	if len(logs.Buckets) == 0 {
		return policy
	}
	var sources pulumi.StringArray
	for _, name := range logs.Buckets {
		sources = append(sources, pulumi.String(awsaccount.BucketArn(name.String())))
	}
	return append(policy, iampolicy.Statement{
		Sid:        "AccessLogs",
		Principals: []iampolicy.Principal{iampolicy.Services("logging.s3.amazonaws.com")},
		Actions:    []string{"s3:PutObject"},
		Resources:  pulumi.StringArray{objects},
		Conditions: []iampolicy.Condition{ // S3 User Guide, enable-server-access-logging
			iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String(logs.Account)),
			{
				Test:   "ArnLike",
				Key:    "aws:SourceArn",
				Values: sources,
			},
		},
	})
}
