package localaws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAStateHoldsWhatNobodySet(t *testing.T) {
	t.Parallel()
	c := rehearse(t)

	t.Run("settings left open are blank", func(t *testing.T) {
		topic := c.given(topicT, "t", m{"name": "topic-a", "displayName": "Deployments"})
		assert.Equal(t, "", topic.out["deliveryPolicy"])
		assert.Equal(t, 0.0, topic.out["sqsSuccessFeedbackSampleRate"])
		assert.Equal(t, "Deployments", topic.out["displayName"], "what is set stays")
		now, err := c.update(topic, m{"name": "topic-a"})
		require.NoError(t, err)
		assert.Equal(t, "", now.out["displayName"], "and is blank when it is taken away")
	})
	t.Run("blocks are completed, and none is made up", func(t *testing.T) {
		c.given(bucketT, "b", m{"bucket": "s3-a-dev"})
		in := m{"bucket": "s3-a-dev", "rules": list{m{"id": "old", "status": "Enabled", "expiration": m{"days": 30.0}}}}
		e := c.given(expiryT, "e", in)
		assert.Equal(t, list{m{
			"id": "old", "status": "Enabled", "prefix": "", "transitions": list{}, "noncurrentVersionTransitions": list{},
			"expiration": m{"days": 30.0, "expiredObjectDeleteMarker": false},
		}}, e.out["rules"])
		now, there := c.read(e)
		require.True(t, there)
		assert.Equal(t, in["rules"], now.in["rules"], "a refresh does not take additions for drift")
	})
	t.Run("AWS names the key that it manages", func(t *testing.T) {
		table := c.given(tableT, "d", m{
			"name": "table-a", "hashKey": "id", "billingMode": "PAY_PER_REQUEST", "attributes": list{m{"name": "id", "type": "S"}},
			"serverSideEncryption": m{"enabled": true}, "pointInTimeRecovery": m{"enabled": true},
		})
		assert.Regexp(t, `^arn:aws:kms:us-east-1:000000000000:key/`+uuid+`$`, table.out.Str("serverSideEncryption.kmsKeyArn"))
		assert.Equal(t, m{"enabled": true, "recoveryPeriodInDays": 35.0}, table.out["pointInTimeRecovery"])
		in := with(table.in, m{"deletionProtectionEnabled": true})
		now, err := c.update(table, in)
		require.NoError(t, err)
		assert.Equal(t, table.out["serverSideEncryption"], now.out["serverSideEncryption"], "the key stays")
	})
	t.Run("a public upstream has its format", func(t *testing.T) {
		c.given(domainT, "p", m{"domain": "packages"})
		npm := c.given(packagesT, "n", m{"domain": "packages", "repository": "npm", "externalConnections": m{"externalConnectionName": "public:pypi"}})
		assert.Equal(t, m{"externalConnectionName": "public:pypi", "packageFormat": "pypi", "status": "Available"}, npm.out["externalConnections"])
	})
}
