package programs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/langhost"
	"slipway/scripts/langhost/programs"
)

// values are those of a stack file.
type values map[string]string

func (v values) Get(key string) (string, bool) {
	value, set := v[key]
	return value, set
}

func (values) Stack() string { return "dev" }

func TestTheComputeLayerListsWhatItsServicesName(t *testing.T) {
	t.Parallel()
	const (
		own   = "slipway-foundation:services.api."
		queue = "arn:aws:sqs:us-east-1:111122223333:orders"
		topic = "arn:aws:sns:us-east-1:111122223333:news"
		proof = "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
	)
	l, err := programs.Layers["slipway-compute"].Load(values{
		"services": `{"api": {"timeout": 60, "secrets": {"DB": "shop/db"}, ` +
			`"parameters": {"LIMITS": {"name": "/shop/limits"}}, "policies": ["arn:aws:iam::aws:policy/P"], ` +
			`"statements": [{"actions": ["s3:GetObject"], "resources": ["${stack:shop#bucketArn}/*"]}], ` +
			`"http": {"domain": {"name": "api.acme.test", "certificate": "` + proof + `"}}, ` +
			`"vpc": {"subnetIds": ["subnet-0123abcd"], "securityGroupIds": ["${stack:network#functions}"]}, ` +
			`"variables": {"TABLE": "${stack:shop#table}"}, ` +
			`"events": {"orders": {"queue": "` + queue + `"}, "news": {"topic": "` + topic + `"}, ` +
			`"nightly": {"schedule": "rate(1 day)"}, "paid": {"pattern": {"source": ["shop"]}, "bus": "shop"}}}, "cart": {}}`,
		"vpc": `{"subnetIds": ["subnet-89abcdef"], "securityGroupIds": ["sg-89abcdef"]}`,
	})
	require.NoError(t, err)
	of := func(function string, timeout int, kind, name, setting string) langhost.Named {
		return langhost.Named{
			Kind:     kind,
			Name:     name,
			Setting:  setting,
			Function: function,
			Timeout:  timeout,
		}
	}
	api := func(kind, name, setting string) langhost.Named {
		return of("lambda-api-dev", 60, kind, name, own+setting)
	}
	assert.ElementsMatch(t, []langhost.Named{
		api("output", "${stack:shop#bucketArn}", "statements[0].resources"),
		api("policy", "arn:aws:iam::aws:policy/P", "policies"),
		api("secret", "shop/db", "secrets.DB"),
		api("parameter", "/shop/limits", "parameters.LIMITS"),
		api("queue", queue, "events.orders.queue"),
		api("topic", topic, "events.news.topic"),
		api("bus", "shop", "events.paid.bus"),
		api("certificate", proof, "http.domain.certificate"),
		api("subnet", "subnet-0123abcd", "vpc.subnetIds"),
		api("security group", "${stack:network#functions}", "vpc.securityGroupIds"),
		api("output", "${stack:shop#table}", "variables.TABLE"),
		of("lambda-cart-dev", 30, "subnet", "subnet-89abcdef", "slipway-compute:vpc.subnetIds"),
		of("lambda-cart-dev", 30, "security group", "sg-89abcdef", "slipway-compute:vpc.securityGroupIds"),
	}, l.Named)
}
