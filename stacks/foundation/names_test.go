package foundation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// physical is the input that holds the name, by type.
var physical = map[string]string{
	"aws:kms/alias:Alias":           "name",
	"aws:s3/bucketV2:BucketV2":      "bucket",
	"aws:ecr/repository:Repository": "name",
	"aws:dynamodb/table:Table":      "name",
	"aws:sns/topic:Topic":           "name",
	"aws:iam/role:Role":             "name",
	"aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "configurationName",
	"aws:codeartifact/domain:Domain":                                  "domain",
	"aws:codeartifact/repository:Repository":                          "repository",
}

func TestNames(t *testing.T) {
	t.Parallel()
	var names []string
	for _, x := range deploy(t, logged.with(chatting).with(values{
		"environmentSuffix": "pr-42",
		"services":          `["api", "cart"]`,
	})).All() {
		if key, ok := physical[x.Type]; ok {
			names = append(names, x.Inputs[key].(string))
		}
		onlyOne := physical[x.Type] != "" || x.Type == "aws:ecr/lifecyclePolicy:LifecyclePolicy"
		assert.Equal(t, onlyOne, x.DeleteBeforeReplace,
			"%s %s: what there can be only one of is replaced by deleting it first, and nothing else is", x.Type, x.Name)
	}
	assert.ElementsMatch(t, []string{
		"alias/kms-encryption-pr-42",
		"s3-artifacts-111122223333-pr-42", "s3-cache-111122223333-pr-42", "s3-logs-111122223333-pr-42",
		"ecr-api-pr-42", "ecr-cart-pr-42",
		"table-deployments-pr-42",
		"topic-deployments-pr-42", "chat-deployments-pr-42", "role-chat-pr-42",
		"domain-packages-pr-42", "npm-packages-pr-42",
	}, names, "R13")
}
