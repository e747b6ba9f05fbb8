package named_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/named"
)

type m = map[string]any

// state is an exported one.
func state(t *testing.T, resources ...any) named.Recorded {
	t.Helper()
	text, err := json.Marshal(m{"deployment": m{"resources": resources}})
	require.NoError(t, err)
	r, err := named.ReadRecorded(text)
	require.NoError(t, err)
	return r
}

func inUse(t *testing.T) named.Recorded {
	t.Helper()
	return state(t,
		m{"type": "aws:lambda/function:Function", "id": "lambda-api-dev", "outputs": m{"timeout": 30,
			"vpcConfig": m{"subnetIds": []any{"subnet-a"}, "securityGroupIds": []any{"sg-a"}}}},
		m{"type": "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
			"outputs": m{"policyArn": "arn:aws:iam::aws:policy/P"}},
		m{"type": "aws:iam/rolePolicy:RolePolicy", "outputs": m{"policy": `{"Statement": [{"Resource": [` +
			`"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-??????"]}, ` +
			`{"Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/limits"}]}`}},
		m{"type": "aws:iam/rolePolicy:RolePolicy", "outputs": m{"policy": m{"ciphertext": "x"}}},
		m{"type": "aws:lambda/eventSourceMapping:EventSourceMapping", "outputs": m{"eventSourceArn": orders,
			"functionName": "arn:aws:lambda:eu-west-1:111122223333:function:lambda-api-dev:live"}},
		m{"type": "aws:sns/topicSubscription:TopicSubscription", "outputs": m{"topic": "arn:aws:sns:t"}},
		m{"type": "aws:cloudwatch/eventRule:EventRule", "outputs": m{"eventBusName": "shop"}},
		m{"type": "aws:apigatewayv2/domainName:DomainName", "outputs": m{
			"domainNameConfiguration": m{"certificateArn": "arn:aws:acm:c"}}},
		m{"type": "pulumi:pulumi:StackReference", "outputs": m{"name": "organization/shop/dev",
			"outputs": m{"queue": orders}}},
	)
}

// others are stacks: shop, and network with a secret output.
func others(read *[]string) named.Stacks {
	return named.Stacks{
		Hidden: "[secret]",
		Full: func(stack string) string {
			if strings.Contains(stack, "/") {
				return stack
			}
			return "organization/" + stack + "/dev"
		},
		Own: map[string]bool{"organization/slipway-foundation/dev": true},
		Read: func(_ context.Context, name string) (map[string]any, error) {
			*read = append(*read, name)
			switch name {
			case "organization/shop/dev":
				return m{"queue": orders, "number": 7.0, "secret": "[secret]", "text": "no ARN"}, nil
			case "acme/locked/prod":
				return nil, errors.New("access denied\nby the bucket")
			}
			return nil, nil
		},
	}
}

func TestWhatIsInUseIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	used := []named.Thing{
		thing(named.Subnet, "subnet-a", "vpc.subnetIds"),
		thing(named.Group, "sg-a", "vpc.securityGroupIds"),
		thing(named.Policy, "arn:aws:iam::aws:policy/P", "policies"),
		thing(named.Secret, "shop/db", "secrets.DB"),
		thing(named.Parameter, "/shop/limits", "parameters.LIMITS"),
		thing(named.Queue, "${stack:shop#queue}", "events.orders.queue"),
		thing(named.Topic, "arn:aws:sns:t", "events.news.topic"),
		thing(named.Bus, "shop", "events.paid.bus"),
		thing(named.Bus, "default", "events.made.bus"),
		thing(named.Certificate, "arn:aws:acm:c", "http.domain.certificate"),
		thing(named.Output, "${stack:shop#queue}", "variables.QUEUE"),
	}
	var read []string
	w := wanted()
	w.Resolve(t.Context(), used, inUse(t), others(&read))
	assert.Empty(t, w.Things)
	assert.Empty(t, read, "and no stack is read")

	fresh, err := named.ReadRecorded(nil)
	require.NoError(t, err)
	w = wanted()
	w.Resolve(t.Context(), used, fresh, others(&read))
	assert.Len(t, w.Things, len(used)-2, "all but the bus that every account has, and the output")
	assert.Equal(t, []string{"organization/shop/dev"}, read, "once")

	_, err = named.ReadRecorded([]byte("{"))
	require.ErrorContains(t, err, "decode state: ")
}

func TestWhatIsNewIsAskedFor(t *testing.T) {
	t.Parallel()
	slower := thing(named.Queue, orders, "events.orders.queue")
	slower.Timeout = 31
	elsewhere := thing(named.Queue, orders, "events.orders.queue")
	elsewhere.Function = "lambda-cart-dev"
	for says, all := range map[string][]named.Thing{
		"a function that may take longer needs more of its queue": {slower},
		"another function of the queue":                           {elsewhere},
		"a network that gains a subnet is looked at as a whole": {
			thing(named.Subnet, "subnet-a", "vpc.subnetIds"), thing(named.Subnet, "subnet-b", "vpc.subnetIds"),
			thing(named.Group, "sg-a", "vpc.securityGroupIds"),
		},
		"another secret": {thing(named.Secret, "shop/dbs", "secrets.DB")},
	} {
		assert.Equal(t, all, inUse(t).New(all, region, account), says)
	}
}

func TestOutputsOfOtherStacksThatCannotBe(t *testing.T) {
	t.Parallel()
	const shop = "stack organization/shop/dev has no output "
	for name, tt := range map[string]struct {
		thing  named.Thing
		fault  string
		unread string
	}{
		"no such stack": {
			thing: thing(named.Output, "${stack:shap#queue}", "variables.A"),
			fault: "stack organization/shap/dev, which " + at + "variables.A names, is not there: deploy it, " +
				"or correct the setting",
		},
		"no such output": {
			thing: thing(named.Output, "${stack:shop#queues}", "variables.A"),
			fault: shop + "queues that is a text, and " + at + "variables.A names it: deploy that stack, or correct the setting",
		},
		"no text": {
			thing: thing(named.Queue, "${stack:shop#number}", "events.a.queue"),
			fault: shop + "number that is a text, and " + at + "events.a.queue names it: deploy that stack, " +
				"or correct the setting",
		},
		"no queue": {
			thing: thing(named.Queue, "${stack:shop#text}", "events.a.queue"),
			fault: `${stack:shop#text} is "no ARN" (` + at + "events.a.queue), and has to be the ARN of a queue, such as " +
				"arn:aws:sqs:us-east-1:111122223333:orders",
		},
		"no bus": {
			thing: thing(named.Bus, "${stack:shop#text}", "events.a.bus"),
			fault: `${stack:shop#text} is "no ARN" (` + at + "events.a.bus), and has to be the name of a bus",
		},
		"no subnet": {
			thing: thing(named.Subnet, "${stack:shop#text}", "vpc.subnetIds"),
			fault: `${stack:shop#text} is "no ARN" (` + at + "vpc.subnetIds), and has to be the id of a subnet",
		},
		"no security group": {
			thing: thing(named.Group, "${stack:shop#text}", "vpc.securityGroupIds"),
			fault: `${stack:shop#text} is "no ARN" (` + at + "vpc.securityGroupIds), and has to be the id of a security group",
		},
		"a secret, which nobody is shown": {
			thing:  thing(named.Queue, "${stack:shop#secret}", "events.a.queue"),
			unread: "output secret of stack organization/shop/dev (it is secret)",
		},
		"a stack that may not be read": {
			thing:  thing(named.Queue, "${stack:acme/locked/prod#queue}", "events.a.queue"),
			unread: "stack acme/locked/prod (access denied)",
		},
		"what this deployment makes": {thing: thing(named.Output, "${stack:slipway-foundation#historyTable}", "variables.A")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var read []string
			w := wanted()
			w.Resolve(t.Context(), []named.Thing{tt.thing, tt.thing}, state(t), others(&read))
			assert.Empty(t, w.Things)
			assert.Equal(t, tt.fault, strings.Join(w.Faults, "\n"), "once")
			assert.Equal(t, tt.unread, strings.Join(w.Unread, "\n"))
			assert.LessOrEqual(t, len(read), 1)
		})
	}
}
