package localaws_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/status"
)

// Type tokens by the words that the tests use for them.
const (
	aliasT         = "aws:kms/alias:Alias"
	alarmT         = "aws:cloudwatch/metricAlarm:MetricAlarm"
	apiT           = "aws:apigatewayv2/api:Api"
	applicationT   = "aws:codedeploy/application:Application"
	bucketT        = "aws:s3/bucketV2:BucketV2"
	bucketPolicyT  = "aws:s3/bucketPolicy:BucketPolicy"
	busT           = "aws:cloudwatch/eventBus:EventBus"
	busPolicyT     = "aws:cloudwatch/eventBusPolicy:EventBusPolicy"
	connectionT    = "aws:codestarconnections/connection:Connection"
	dashboardT     = "aws:cloudwatch/dashboard:Dashboard"
	groupT         = "aws:codedeploy/deploymentGroup:DeploymentGroup"
	domainT        = "aws:codeartifact/domain:Domain"
	encryptionT    = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2"
	functionT      = "aws:lambda/function:Function"
	functionAliasT = "aws:lambda/alias:Alias"
	integrationT   = "aws:apigatewayv2/integration:Integration"
	keyT           = "aws:kms/key:Key"
	lifecycleT     = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
	expiryT        = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"
	loggingT       = "aws:s3/bucketLoggingV2:BucketLoggingV2"
	logGroupT      = "aws:cloudwatch/logGroup:LogGroup"
	logPolicyT     = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy"
	machineT       = "aws:sfn/stateMachine:StateMachine"
	notificationT  = "aws:codestarnotifications/notificationRule:NotificationRule"
	ownershipT     = "aws:s3/bucketOwnershipControls:BucketOwnershipControls"
	packagesT      = "aws:codeartifact/repository:Repository"
	permissionT    = "aws:lambda/permission:Permission"
	pipelineT      = "aws:codepipeline/pipeline:Pipeline"
	projectT       = "aws:codebuild/project:Project"
	publicAccessT  = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
	queryT         = "aws:cloudwatch/queryDefinition:QueryDefinition"
	queueT         = "aws:sqs/queue:Queue"
	queuePolicyT   = "aws:sqs/queuePolicy:QueuePolicy"
	reportT        = "aws:codebuild/reportGroup:ReportGroup"
	repositoryT    = "aws:ecr/repository:Repository"
	repoPolicyT    = "aws:ecr/repositoryPolicy:RepositoryPolicy"
	roleT          = "aws:iam/role:Role"
	rolePolicyT    = "aws:iam/rolePolicy:RolePolicy"
	routeT         = "aws:apigatewayv2/route:Route"
	ruleT          = "aws:cloudwatch/eventRule:EventRule"
	secretT        = "aws:secretsmanager/secret:Secret"
	stageT         = "aws:apigatewayv2/stage:Stage"
	subscriptionT  = "aws:sns/topicSubscription:TopicSubscription"
	tableT         = "aws:dynamodb/table:Table"
	targetT        = "aws:cloudwatch/eventTarget:EventTarget"
	topicT         = "aws:sns/topic:Topic"
	topicPolicyT   = "aws:sns/topicPolicy:TopicPolicy"
	versioningT    = "aws:s3/bucketVersioningV2:BucketVersioningV2"
)

const account = "000000000000"

// list is short for a list of values.
type list = []any

// document renders a policy of the given statements.
func document(statements ...m) string {
	return text(m{"Version": "2012-10-17", "Statement": statements})
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// trusting is a trust policy for one service.
func trusting(service string) string {
	return document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"Service": service + ".amazonaws.com"}})
}

// trustingRole is a trust policy for one role.
func trustingRole(arn string) string {
	return document(m{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": m{"AWS": arn}})
}

func roleARN(name string) string { return "arn:aws:iam::" + account + ":role/" + name }

// role makes a role for a service and returns its ARN.
func (c client) role(name, service string) string {
	c.t.Helper()
	return c.given(roleT, name, m{"name": name, "assumeRolePolicy": trusting(service)}).out.Str("arn")
}

// grant attaches an inline policy that allows actions on a resource.
func (c client) grant(role, name string, resource string, actions ...string) existing {
	c.t.Helper()
	return c.given(rolePolicyT, name, m{"name": name, "role": role, "policy": allowing(resource, actions...)})
}

func allowing(resource string, actions ...string) string {
	return document(m{"Effect": "Allow", "Action": actions, "Resource": resource})
}

// key makes a customer managed key that the named services may use.
func (c client) key(name string, services ...string) string {
	c.t.Helper()
	statements := []m{{"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": m{"AWS": "arn:aws:iam::" + account + ":root"}}}
	for _, s := range services {
		statements = append(statements, m{"Effect": "Allow", "Action": list{"kms:GenerateDataKey*", "kms:Decrypt", "kms:Encrypt*"}, "Resource": "*",
			"Principal": m{"Service": s + ".amazonaws.com"}})
	}
	return c.given(keyT, name, m{"policy": document(statements...), "deletionWindowInDays": 7.0}).out.Str("arn")
}

// topic makes a topic on a customer key, with a policy that lets services publish.
func (c client) topic(name string, services ...string) string {
	c.t.Helper()
	arn := c.given(topicT, name, m{"name": name, "kmsMasterKeyId": c.key("key-"+name, services...)}).out.Str("arn")
	for i, s := range services {
		if i == 0 {
			c.given(topicPolicyT, name, m{"arn": arn, "policy": document(m{"Effect": "Allow", "Action": "sns:Publish", "Resource": arn,
				"Principal": m{"Service": s + ".amazonaws.com"}})})
		}
	}
	return arn
}

func (c client) bucket(name string) string {
	c.t.Helper()
	return c.given(bucketT, name, m{"bucket": name}).id
}

// zipFunction makes a function from a zip.
func (c client) zipFunction(name string) existing {
	c.t.Helper()
	return c.given(functionT, name, c.zip(name))
}

func (c client) zip(name string) m {
	c.t.Helper()
	role := "role-" + name
	return m{"name": name, "role": c.role(role, "lambda"), "handler": "bootstrap", "runtime": "provided.al2023", "s3Bucket": "code", "publish": true}
}

// refusal is a call that has to be refused, with the words expected.
type refusal struct {
	says  string           // what the case shows, as a sentence
	given func(c client)   // what is there already
	token string           // the type to create
	in    m                // its inputs,
	make  func(c client) m // or how to get them
	want  string           // the refusal, word for word
}

// refused creates each case's resource in a rehearsal of its own.
func refused(t *testing.T, cases []refusal) {
	t.Helper()
	for _, r := range cases {
		t.Run(r.says, func(t *testing.T) {
			t.Parallel()
			c := rehearse(t)
			if r.given != nil {
				r.given(c)
			}
			in := r.in
			if r.make != nil {
				in = r.make(c)
			}
			_, err := c.create(r.token, "it", in)
			require.Error(t, err)
			assert.Equal(t, r.want, message(err))
		})
	}
}

// message is an error's text without what gRPC puts before it.
func message(err error) string {
	if err == nil {
		return ""
	}
	if s, ok := status.FromError(err); ok {
		return s.Message()
	}
	return err.Error()
}
