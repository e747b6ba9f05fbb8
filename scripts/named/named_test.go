package named_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/named"
)

const (
	account = "111122223333"
	region  = "eu-west-1"
	orders  = "arn:aws:sqs:eu-west-1:111122223333:orders"
	at      = "slipway-foundation:services.api."
)

// states is an account, by what is asked for.
type states map[string]named.State

func (s states) Look(_ context.Context, _ named.Kind, names []string) map[string]named.State {
	all := map[string]named.State{}
	for _, name := range names {
		all[name] = s[name]
	}
	return all
}

func wanted(things ...named.Thing) named.Wanted {
	return named.Wanted{
		Env:     "dev",
		Region:  region,
		Account: account,
		Things:  things,
	}
}

func thing(kind named.Kind, name, setting string) named.Thing {
	return named.Thing{
		Kind:     kind,
		Name:     name,
		Setting:  at + setting,
		Function: "lambda-api-dev",
		Timeout:  30,
	}
}

func TestAllFaultsAreToldAtOnceWithTheSettingAndTheCommand(t *testing.T) {
	t.Parallel()
	w := wanted(
		thing(named.Secret, "shop/db", "secrets.DB"),
		thing(named.Secret, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-abcdef", "secrets.A"),
		thing(named.Parameter, "/shop/limits", "parameters.LIMITS"),
		thing(named.Policy, "arn:aws:iam::111122223333:policy/team/Orders", "policies"),
		thing(named.Policy, "arn:aws:iam::aws:policy/AmazonSSMReadOnly", "policies"),
		thing(named.Queue, orders, "events.orders.queue"),
		thing(named.Queue, orders+".fifo", "events.fifo.queue"),
		thing(named.Topic, "arn:aws:sns:eu-west-1:111122223333:news", "events.news.topic"),
		thing(named.Bus, "shop", "events.paid.bus"),
		thing(named.Stream, "arn:aws:dynamodb:eu-west-1:111122223333:table/stock/stream/1", "events.stock.stream"),
		thing(named.Certificate, "arn:aws:acm:eu-west-1:111122223333:certificate/c", "http.domain.certificate"),
		thing(named.Subnet, "subnet-0123abcd", "vpc.subnetIds"),
		thing(named.Group, "sg-0123abcd", "vpc.securityGroupIds"),
	)
	w.Faults = []string{"stack organization/shop/dev, which " + at + "variables.A names, is not there"}
	_, err := w.Check(t.Context(), states{})
	const (
		not     = " is not in account 111122223333 and eu-west-1: "
		correct = "deploy the stack that makes it, or correct the setting"
		by      = correct + "; by hand: `aws "
	)
	require.EqualError(t, err, "the settings of dev name what is not there or cannot be used, so nothing was changed:"+
		"\n- stack organization/shop/dev, which "+at+"variables.A names, is not there"+
		"\n- secret shop/db ("+at+"secrets.DB)"+not+by+
		"secretsmanager create-secret --name shop/db --secret-string file://value --region eu-west-1`"+
		"\n- secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-abcdef ("+at+"secrets.A)"+not+correct+
		"; `aws secretsmanager list-secrets --region eu-west-1` lists what there is"+
		"\n- parameter /shop/limits ("+at+"parameters.LIMITS)"+not+by+
		"ssm put-parameter --type SecureString --name /shop/limits --value file://value --region eu-west-1`"+
		"\n- policy arn:aws:iam::111122223333:policy/team/Orders ("+at+"policies)"+not+by+
		"iam create-policy --policy-name Orders --policy-document file://policy.json`"+
		"\n- policy arn:aws:iam::aws:policy/AmazonSSMReadOnly ("+at+"policies)"+not+
		"AWS has none of this name: correct the setting; `aws iam list-policies --scope AWS` lists them"+
		"\n- queue "+orders+" ("+at+"events.orders.queue)"+not+by+
		"sqs create-queue --queue-name orders --attributes VisibilityTimeout=180 --region eu-west-1`"+
		"\n- queue "+orders+".fifo ("+at+"events.fifo.queue)"+not+by+
		"sqs create-queue --queue-name orders.fifo --attributes VisibilityTimeout=180,FifoQueue=true --region eu-west-1`"+
		"\n- topic arn:aws:sns:eu-west-1:111122223333:news ("+at+"events.news.topic)"+not+by+
		"sns create-topic --name news --region eu-west-1`"+
		"\n- bus shop ("+at+"events.paid.bus)"+not+by+"events create-event-bus --name shop --region eu-west-1`"+
		"\n- stream arn:aws:dynamodb:eu-west-1:111122223333:table/stock/stream/1 ("+at+"events.stock.stream)"+not+correct+
		"\n- certificate arn:aws:acm:eu-west-1:111122223333:certificate/c ("+at+"http.domain.certificate)"+not+correct+
		"; `aws acm list-certificates --region eu-west-1` lists what there is"+
		"\n- subnet subnet-0123abcd ("+at+"vpc.subnetIds)"+not+correct+
		"; `aws ec2 describe-subnets --region eu-west-1` lists what there is"+
		"\n- security group sg-0123abcd ("+at+"vpc.securityGroupIds)"+not+correct+
		"; `aws ec2 describe-security-groups --region eu-west-1` lists what there is")
}

func TestAThingThatSeveralSettingsNameIsOneFault(t *testing.T) {
	t.Parallel()
	w := wanted(thing(named.Secret, "shop/db", "secrets.A"), thing(named.Secret, "shop/db", "secrets.B"),
		thing(named.Secret, "shop/db", "secrets.B"))
	_, err := w.Check(t.Context(), states{})
	var absent *named.AbsentError
	require.ErrorAs(t, err, &absent)
	require.Len(t, absent.Faults, 1)
	assert.Contains(t, absent.Faults[0], "secret shop/db ("+at+"secrets.A, "+at+"secrets.B) is not in account")
}

func TestAQueueHidesAMessageForSixTimesAsLongAsTheFunctionMayTake(t *testing.T) {
	t.Parallel()
	w := wanted(thing(named.Queue, orders, "events.orders.queue"))
	check := func(visible int) (named.Found, error) {
		queue := named.State{There: true, Visible: visible}
		return w.Check(t.Context(), states{orders: queue})
	}
	const mend = "AWS asks for six times as many, `aws sqs set-queue-attributes --queue-url " +
		"https://sqs.eu-west-1.amazonaws.com/111122223333/orders --attributes VisibilityTimeout=180 --region eu-west-1`, " +
		"or lower the service's timeout"
	for _, visible := range []int{0, 29} {
		_, err := check(visible)
		require.ErrorContains(t, err, "while it is worked on, and lambda-api-dev may take 30, and Lambda takes events of no "+
			"such queue: "+mend)
	}
	for _, visible := range []int{30, 179} {
		found, err := check(visible)
		require.NoError(t, err)
		require.Len(t, found.Notes, 1)
		assert.Contains(t, found.Notes[0], "so messages may come again while they are worked on: "+mend+".")
	}
	for _, visible := range []int{180, -1} { // -1 is a queue of which it is not known
		found, err := check(visible)
		require.NoError(t, err)
		assert.Empty(t, found.Notes)
	}
}

func TestWhatCannotBeUsedIsAFaultAndWhatMayNotBeReadIsNone(t *testing.T) {
	t.Parallel()
	w := wanted(thing(named.Secret, "old", "secrets.A"), thing(named.Secret, "hidden", "secrets.B"))
	w.Unread = []string{"stack organization/shop/dev (locked)"}
	found, err := w.Check(t.Context(), states{
		"old":    {There: true, Unfit: "is to be deleted"},
		"hidden": {Err: errors.New("AccessDeniedException\nand an id")},
	})
	require.ErrorContains(t, err, "\n- secret old ("+at+"secrets.A) is to be deleted")
	assert.NotContains(t, err.Error(), "hidden")
	assert.Equal(t, []string{
		"stack organization/shop/dev (locked)",
		"secret hidden (AccessDeniedException)",
	}, found.Unread)
}

func TestANetworkIsOfOneVPC(t *testing.T) {
	t.Parallel()
	other := thing(named.Subnet, "subnet-b", "vpc.subnetIds")
	other.Function = "lambda-cart-dev"
	group := thing(named.Group, "sg-a", "vpc.securityGroupIds")
	w := wanted(thing(named.Subnet, "subnet-a", "vpc.subnetIds"), group, other)
	vpcs := states{
		"subnet-a": {There: true, Network: "vpc-1"},
		"sg-a":     {There: true, Network: "vpc-1"},
		"subnet-b": {There: true, Network: "vpc-2"},
	}
	_, err := w.Check(t.Context(), vpcs)
	require.NoError(t, err, "each function has its own")
	vpcs["sg-a"] = named.State{There: true, Network: "vpc-2"}
	_, err = w.Check(t.Context(), vpcs)
	require.ErrorContains(t, err, "\n- the network of lambda-api-dev ("+at+"vpc) is of several VPCs, and a function is "+
		"in one: subnet-a of vpc-1, sg-a of vpc-2. Correct the setting")
}
