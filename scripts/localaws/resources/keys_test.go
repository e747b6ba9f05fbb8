package resources_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws/awstest"
)

const keyARN = "arn:aws:kms:us-east-1:000000000000:"

// encrypted is what can be encrypted with a key, and how its service reports a bad one.
var encrypted = map[string]struct {
	token string
	in    func(key string) m
	call  string
}{
	"a topic": {awstest.Topic, func(key string) m { return m{"name": "topic-a", "kmsMasterKeyId": key} },
		"creating SNS Topic (topic-a): operation error SNS: CreateTopic, api error "},
	"a queue": {awstest.Queue, func(key string) m { return m{"name": "queue-a", "kmsMasterKeyId": key} },
		"creating SQS Queue (queue-a): operation error SQS: CreateQueue, api error "},
	"a secret": {awstest.Secret, func(key string) m { return m{"name": "secret-a", "kmsKeyId": key} },
		"creating Secrets Manager Secret (secret-a): operation error Secrets Manager: CreateSecret, api error "},
	"a repository": {awstest.Repository, func(key string) m {
		return m{"name": "ecr-a", "encryptionConfigurations": list{m{"encryptionType": "KMS", "kmsKey": key}}}
	}, "creating ECR Repository (ecr-a): operation error ECR: CreateRepository, api error "},
	"a bus": {awstest.Bus, func(key string) m { return m{"name": "bus-a", "kmsKeyIdentifier": key} },
		"creating EventBridge Event Bus (bus-a): operation error EventBridge: CreateEventBus, api error "},
	"a table": {awstest.Table, func(key string) m {
		return m{"name": "table-a", "hashKey": "id", "billingMode": "PAY_PER_REQUEST",
			"attributes":           list{m{"name": "id", "type": "S"}},
			"serverSideEncryption": m{"enabled": true, "kmsKeyArn": key}}
	}, "creating DynamoDB Table (table-a): operation error DynamoDB: CreateTable, api error "},
	"a domain": {awstest.Domain, func(key string) m { return m{"domain": "domain-dev", "encryptionKey": key} },
		"creating CodeArtifact Domain (domain-dev): operation error codeartifact: CreateDomain, api error "},
}

func TestEveryServiceLooksForItsKey(t *testing.T) {
	t.Parallel()
	for what, e := range encrypted {
		for name, c := range map[string]struct {
			key  func(awstest.Client) string
			want func(key string) string
		}{
			"that is not there": {
				func(awstest.Client) string { return keyARN + "key/none" },
				func(key string) string { return "NotFoundException: Key '" + key + "' does not exist" },
			},
			"of an alias that is not there": {
				func(awstest.Client) string { return keyARN + "alias/none" },
				func(key string) string {
					return "NotFoundException: Key '" + key + "' does not exist"
				},
			},
			"that waits for its deletion": {func(c awstest.Client) string {
				key := c.Given(awstest.Key, "k", m{"deletionWindowInDays": 7.0})
				require.NoError(c.T, c.Delete(key))
				return key.Out.Str("arn")
			}, func(key string) string { return "KMSInvalidStateException: " + key + " is pending deletion." }},
			"behind an alias, that waits for its deletion": {func(c awstest.Client) string {
				key := c.Given(awstest.Key, "k", m{"deletionWindowInDays": 7.0})
				c.Given(awstest.Alias, "a", m{"name": "alias/old", "targetKeyId": key.ID})
				require.NoError(c.T, c.Delete(key))
				return keyARN + "alias/old"
			}, func(key string) string { return "KMSInvalidStateException: " + key + " is pending deletion." }},
			"that is there": {func(c awstest.Client) string { return c.Key("k") }, nil},
			"of another company": {func(awstest.Client) string {
				return "arn:aws:kms:us-east-1:999999999999:key/theirs"
			}, nil},
		} {
			t.Run(what+" with a key "+name, func(t *testing.T) {
				t.Parallel()
				client := awstest.NewClient(t)
				key := c.key(client)
				_, err := client.Create(e.token, "it", e.in(key))
				if c.want == nil {
					require.NoError(t, err)
					return
				}
				assert.Equal(t, e.call+c.want(key), awstest.Message(err))
			})
		}
	}
}

func TestADeletedKeyFreesItsAliasButNotItsId(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	old := c.Given(awstest.Key, "k", m{"deletionWindowInDays": 7.0})
	alias := c.Given(awstest.Alias, "a", m{"name": "alias/app", "targetKeyId": old.ID})
	require.NoError(t, c.Delete(alias))
	require.NoError(t, c.Delete(old))
	_, there := c.Read(old)
	assert.False(t, there, "a key that waits for its deletion is gone for Pulumi")

	again := c.Given(awstest.Key, "k", m{})
	assert.NotEqual(t, old.ID, again.ID)
	c.Given(awstest.Alias, "a", m{"name": "alias/app", "targetKeyId": again.ID})
	c.Given(awstest.Secret, "s", m{"name": "secret-a", "kmsKeyId": "alias/app"})
	_, err := c.Create(awstest.Secret, "s", m{"name": "secret-b", "kmsKeyId": old.ID})
	assert.Equal(t,
		"creating Secrets Manager Secret (secret-b): operation error Secrets Manager: CreateSecret, api error "+
			"KMSInvalidStateException: "+old.ID+" is pending deletion.", awstest.Message(err))
}
