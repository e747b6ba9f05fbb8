package realaws_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/plan"
)

// network finds two subnets and a security group of the account, as a team's network
// would have them.
func network(t *testing.T) string {
	t.Helper()
	find := func(action, pattern string) []string {
		text := string(query(t, account(t), "ec2", url.Values{"Action": {action}, "Version": {"2016-11-15"}}, nil))
		found := regexp.MustCompile(pattern).FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	subnets, groups := find("DescribeSubnets", `subnet-[0-9a-f]+`), find("DescribeSecurityGroups", `sg-[0-9a-f]+`)
	require.GreaterOrEqual(t, len(subnets), 2)
	require.NotEmpty(t, groups)
	return "{subnetIds: [" + strings.Join(subnets[:2], ", ") + "], securityGroupIds: [" + groups[0] + "]}"
}

// orders makes a queue of a team's own stack, and returns its ARN. Its messages are hidden for
// longer than the function may take.
func orders(t *testing.T) (arn string, gone func()) {
	t.Helper()
	queues := sqs.NewFromConfig(account(t))
	made, err := queues.CreateQueue(t.Context(), &sqs.CreateQueueInput{
		QueueName:  aws.String("orders"),
		Attributes: map[string]string{"VisibilityTimeout": "180"},
	})
	require.NoError(t, err)
	known, err := queues.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{
		QueueUrl:       made.QueueUrl,
		AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn},
	})
	require.NoError(t, err)
	return known.Attributes["QueueArn"], func() {
		_, err := queues.DeleteQueue(t.Context(), &sqs.DeleteQueueInput{QueueUrl: made.QueueUrl})
		require.NoError(t, err)
	}
}

// teams are services that each have other settings, and what is changed of each.
func teams(vpc, queue string) map[string][2]string {
	return map[string][2]string{
		"queued": {
			"{events: {orders: {queue: '" + queue + "'}}}",
			"{events: {orders: {queue: '" + queue + "', batchSize: 5, maxConcurrency: 4}}}",
		},
		"timed": {
			"{events: {nightly: {schedule: 'rate(1 day)'}}}",
			"{events: {nightly: {schedule: 'cron(0 3 * * ? *)', input: {task: clean}}}}",
		},
		"plain":  {"{}", "{memory: 512}"},
		"arm":    {"{architecture: arm64}", "{architecture: arm64, timeout: 10}"},
		"open":   {"{http: true}", "{http: {rate: 50, cors: {origins: ['https://shop.example.com'], methods: [GET]}}}"},
		"signed": {"{http: {type: url}}", "{http: {type: url}, timeout: 10}"},
		"sized": {
			"{memory: 2048, timeout: 60, ephemeralStorage: 1024, logging: {format: JSON}, logRetentionDays: 90, " +
				"release: linear}",
			"{memory: 2048, timeout: 60, ephemeralStorage: 2048, logging: {format: JSON}, logRetentionDays: 90, " +
				"release: linear}",
		},
		"inside": {"{vpc: " + vpc + "}", "{vpc: {}}"},
		"reader": {
			"{secrets: {DB: shop/db}, policies: ['arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess'], statements: [" +
				"{actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:us-east-1:123456789012:table/stock']}]}",
			"{secrets: {DB: shop/db}, policies: ['arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess']}",
		},
	}
}

// ofTeams has each service as it is, or if its name is among the changed, as it becomes.
func ofTeams(all map[string][2]string, changed ...string) string {
	var services []string
	for name, settings := range all {
		text := settings[0]
		for _, c := range changed {
			if c == name {
				text = settings[1]
			}
		}
		services = append(services, name+": "+text)
	}
	return "{" + strings.Join(services, ", ") + "}"
}

// manyServices takes an environment whose services use what there is, each something else.
func manyServices(t *testing.T) {
	const env = "team"
	secrets := secretsmanager.NewFromConfig(account(t))
	_, err := secrets.CreateSecret(t.Context(), &secretsmanager.CreateSecretInput{
		Name:         aws.String("shop/db"),
		SecretString: aws.String("hush"),
	})
	require.NoError(t, err)
	queue, gone := orders(t)
	h, all := emulated(t, nil), teams(network(t), queue)
	set := func(changed ...string) {
		configure(t, h, env, ofTeams(all, changed...), false)
	}
	set()
	h.Must(t, "deploy-all", "--env", env)
	t.Run("nothing differs when it is deployed again, or compared", func(t *testing.T) {
		unchanged(t, h.Must(t, "deploy-all", "--env", env))
		h.Must(t, "drift", "--env", env)
	})
	var every []string
	for service := range all {
		every = append(every, service)
		t.Run("a change of "+service+" touches nothing of another service", func(t *testing.T) {
			set(service)
			var p plan.Plan
			require.NoError(t, json.Unmarshal([]byte(h.Must(t, "preview-all", "--env", env, "--json").Out), &p))
			require.True(t, p.Changes())
			for _, l := range p.Layers {
				for _, r := range l.Resources {
					assert.NotEqual(t, "replace", r.Change, r.Name)
					assert.Contains(t, r.Name+"-", "-"+service+"-", "%s %s", l.Name, r.Type)
				}
			}
		})
	}
	t.Run("all changes are deployed in place", func(t *testing.T) {
		set(every...)
		for layer, c := range summary(t, h.Must(t, "deploy-all", "--env", env)) {
			assert.Zero(t, c.replaced, layer)
		}
		unchanged(t, h.Must(t, "deploy-all", "--env", env))
	})
	h.Must(t, "destroy-all", "--env", env, "--allow", env)
	assert.Empty(t, h.Deployed(t, env))
	gone()
	_, err = secrets.DeleteSecret(t.Context(), &secretsmanager.DeleteSecretInput{
		SecretId:                   aws.String("shop/db"),
		ForceDeleteWithoutRecovery: aws.Bool(true),
	})
	require.NoError(t, err)
}
