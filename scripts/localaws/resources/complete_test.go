package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

func TestAStateHoldsWhatNobodySet(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)

	t.Run("settings left open are blank", func(t *testing.T) {
		topic := c.Given(awstest.Topic, "t", m{"name": "topic-a", "displayName": "Deployments"})
		assert.Equal(t, "", topic.Out["deliveryPolicy"])
		assert.Equal(t, 0.0, topic.Out["sqsSuccessFeedbackSampleRate"])
		assert.Equal(t, "Deployments", topic.Out["displayName"], "what is set stays")
		now, err := c.Update(topic, m{"name": "topic-a"})
		require.NoError(t, err)
		assert.Equal(t, "", now.Out["displayName"], "and is blank when it is taken away")
	})
	t.Run("blocks are completed, and none is made up", func(t *testing.T) {
		c.Given(awstest.Bucket, "b", m{"bucket": "s3-a-dev"})
		in := m{"bucket": "s3-a-dev", "rules": list{m{"id": "old", "status": "Enabled", "expiration": m{"days": 30.0}}}}
		e := c.Given(awstest.BucketLifecycle, "e", in)
		assert.Equal(t, list{m{
			"id": "old", "status": "Enabled", "prefix": "", "transitions": list{}, "noncurrentVersionTransitions": list{},
			"expiration": m{"days": 30.0, "expiredObjectDeleteMarker": false},
		}}, e.Out["rules"])
		now, there := c.Read(e)
		require.True(t, there)
		assert.Equal(t, in["rules"], now.In["rules"], "a refresh does not take additions for drift")
	})
	t.Run("AWS names the key that it manages", func(t *testing.T) {
		table := c.Given(awstest.Table, "d", m{
			"name":                 "table-a",
			"hashKey":              "id",
			"billingMode":          "PAY_PER_REQUEST",
			"attributes":           list{m{"name": "id", "type": "S"}},
			"serverSideEncryption": m{"enabled": true},
			"pointInTimeRecovery":  m{"enabled": true},
		})
		assert.Regexp(t, `^arn:aws:kms:us-east-1:000000000000:key/`+uuid+`$`, table.Out.Str("serverSideEncryption.kmsKeyArn"))
		assert.Equal(t, m{"enabled": true, "recoveryPeriodInDays": 35.0}, table.Out["pointInTimeRecovery"])
		in := awstest.With(table.In, m{"deletionProtectionEnabled": true})
		now, err := c.Update(table, in)
		require.NoError(t, err)
		assert.Equal(t, table.Out["serverSideEncryption"], now.Out["serverSideEncryption"], "the key stays")
	})
	t.Run("a public upstream has its format", func(t *testing.T) {
		c.Given(awstest.Domain, "p", m{"domain": "packages"})
		npm := c.Given(awstest.PackageRepository, "n", m{
			"domain":              "packages",
			"repository":          "npm",
			"externalConnections": m{"externalConnectionName": "public:pypi"},
		})
		assert.Equal(t, m{
			"externalConnectionName": "public:pypi",
			"packageFormat":          "pypi",
			"status":                 "Available",
		}, npm.Out["externalConnections"])
	})
}
