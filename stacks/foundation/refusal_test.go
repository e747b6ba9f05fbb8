package foundation_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/awsaccount"
	"slipway/shared/config"
	"slipway/shared/contract"
	"slipway/shared/pulumitest"
	"slipway/stacks/foundation"
)

// refusals are the layer's errors, by the resource that AWS rejects.
var refusals = map[string]string{
	"pulumi:providers:aws aws": "configure AWS provider aws",

	"slipway:foundation:Key encryption":    "register component encryption",
	"aws:kms/key:Key encryption-key":       "create key",
	"aws:kms/alias:Alias encryption-alias": "create key alias",

	"slipway:foundation:History history":     "register component history",
	"aws:dynamodb/table:Table history-table": "create history table",

	"slipway:foundation:Notifications notifications":                               "register component notifications",
	"aws:sns/topic:Topic notifications-topic":                                      "create topic",
	"aws:sns/topicPolicy:TopicPolicy notifications-policy":                         "create topic policy",
	"aws:sns/topicSubscription:TopicSubscription notifications-ops@acme.test":      "subscribe ops@acme.test",
	"slipway:foundation:Chat chat":                                                 "register component chat",
	"aws:iam/role:Role chat-role":                                                  "create role role-chat-dev",
	"aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration chat-channel": "show the topic in Slack",
	"slipway:foundation:Packages packages":                                         "register component packages",
	"aws:codeartifact/domain:Domain packages-domain":                               "create package domain",
	"aws:codeartifact/repository:Repository packages-npm":                          "create package repository",
	"slipway:foundation:Registry registry-api":                                     "register component registry-api",
	"aws:ecr/repository:Repository registry-api-repository":                        "create image repository of api",
	"aws:ecr/lifecyclePolicy:LifecyclePolicy registry-api-lifecycle":               "create image lifecycle of api",
	"aws:ecr/repositoryPolicy:RepositoryPolicy registry-api-policy": "create image repository " +
		"policy of api",
}

func init() {
	for name, bucket := range map[string]string{
		"artifacts": "s3-artifacts-111122223333-dev",
		"cache":     "s3-cache-111122223333-dev",
		"logs":      "s3-logs-111122223333-dev",
	} {
		const encryption = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2 "
		refusals["slipway:foundation:Bucket "+name] = "register component " + name
		refusals["aws:s3/bucketV2:BucketV2 "+name+"-bucket"] = "create bucket " + bucket
		refusals["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock "+name+
			"-public-access"] = "block public access to bucket " + bucket
		refusals["aws:s3/bucketOwnershipControls:BucketOwnershipControls "+name+
			"-ownership"] = "set object ownership in bucket " + bucket
		refusals[encryption+name+"-encryption"] = "encrypt bucket " + bucket
		refusals["aws:s3/bucketPolicy:BucketPolicy "+name+"-policy"] = "create policy of bucket " + bucket
		refusals["aws:s3/bucketVersioningV2:BucketVersioningV2 "+name+"-versioning"] = "version bucket " + bucket
		refusals["aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2 "+name+
			"-lifecycle"] = "expire objects of bucket " + bucket
		if name != "logs" {
			refusals["aws:s3/bucketLoggingV2:BucketLoggingV2 "+name+"-logging"] = "log requests to bucket " + bucket
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	all := twoAccount.with(logged).with(chatting)
	t.Run("are told apart for every resource of the layer", func(t *testing.T) {
		t.Parallel()
		var listed []string
		for id := range refusals {
			listed = append(listed, id)
		}
		assert.ElementsMatch(t, ids(deploy(t, all)), listed)
	})
	for id, text := range refusals {
		t.Run("R17 of "+id+" stop the layer and say what could not be done", func(t *testing.T) {
			t.Parallel()
			r := run(all)
			r.Refuse = func(x *pulumitest.Resource) error {
				if x.Type+" "+x.Name == id {
					return errors.New("AccessDenied: not today")
				}
				return nil
			}
			rec := r.Program(foundation.Program)
			require.ErrorContains(t, rec.Err, text+": AccessDenied: not today")
			assert.NotContains(t, ids(rec), id)
		})
	}
	t.Run("R13 of bucket names come before any bucket", func(t *testing.T) {
		t.Parallel()
		rec := run(plain).Do(func(ctx *pulumi.Context, _ *pulumitest.Recording) error {
			cfg, err := foundation.LoadConfig(config.FromContext(ctx))
			require.NoError(t, err)
			own, err := awsaccount.Own(ctx, contract.FoundationLayer, cfg.Common)
			require.NoError(t, err)
			own.ID = "12"
			_, err = foundation.Deploy(ctx, cfg, own)
			return err
		})
		require.ErrorContains(t, rec.Err, `AWS account id "12": 12 digits`)
		assert.Empty(t, rec.Of("s3/bucketV2:BucketV2"))
	})
}
