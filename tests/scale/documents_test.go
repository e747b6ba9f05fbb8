package scale_test

import (
	"encoding/json"
	"strings"

	"slipway/tests/harness"
)

// document is something of a deployed environment that AWS bounds.
type document struct {
	kind string // of limits
	of   string // the resource that holds it
}

// limits are the most that AWS takes: characters, bytes or entries.
var limits = map[string]int{
	"trust policy":            2048,    // IAM User Guide, reference_iam-quotas
	"inline policies of role": 10240,   // the same
	"policy of kms":           32768,   // KMS Developer Guide, resource-limits
	"policy of s3":            20480,   // Amazon S3 User Guide, bucket-policies
	"policy of ecr":           10240,   // Amazon ECR API, SetRepositoryPolicy
	"policy of events":        10240,   // EventBridge User Guide, eb-quota
	"policy of sns":           30720,   // Amazon SNS API, AddPermission
	"policy of sqs":           8192,    // Amazon SQS Developer Guide, quotas-policies
	"policy of lambda":        20480,   // Lambda Developer Guide, gettingstarted-limits
	"images' lifecycle":       30720,   // Amazon ECR API, PutLifecyclePolicy
	"state machine":           1048576, // Step Functions API, CreateStateMachine
	"event pattern":           2048,    // EventBridge User Guide, eb-quota
	"input template":          8192,    // EventBridge API, InputTransformer
	"dashboard's widgets":     500,     // CloudWatch User Guide, cloudwatch_limits
	"dashboard's metrics":     2500,    // the same
	"chart's metrics":         500,     // the same
	"query":                   10000,   // CloudWatch Logs API, PutQueryDefinition
	"query's log groups":      50,      // CloudWatch Logs API, StartQuery
	"alarm's description":     1024,    // CloudWatch API, PutMetricAlarm
	"function's variables":    4096,    // Lambda Developer Guide, gettingstarted-limits
	"deployment group alarms": 10,      // CodeDeploy User Guide, limits
}

// measures return the sizes of a resource's documents, by resource type.
var measures = map[string]func(r harness.Resource) map[document]int{
	"iam/role:Role":                         text("trust policy", "assumeRolePolicy", "name"),
	"iam/rolePolicy:RolePolicy":             text("inline policies of role", "policy", "role"),
	"kms/key:Key":                           text("policy of kms", "policy", "description"),
	"s3/bucketPolicy:BucketPolicy":          text("policy of s3", "policy", "bucket"),
	"ecr/repositoryPolicy:RepositoryPolicy": text("policy of ecr", "policy", "repository"),
	"ecr/lifecyclePolicy:LifecyclePolicy":   text("images' lifecycle", "policy", "repository"),
	"cloudwatch/eventBusPolicy:EventBusPolicy": text("policy of events", "policy",
		"eventBusName"),
	"sns/topicPolicy:TopicPolicy":                text("policy of sns", "policy", "arn"),
	"sqs/queuePolicy:QueuePolicy":                text("policy of sqs", "policy", "queueUrl"),
	"sfn/stateMachine:StateMachine":              text("state machine", "definition", "name"),
	"cloudwatch/eventRule:EventRule":             text("event pattern", "eventPattern", "name"),
	"cloudwatch/metricAlarm:MetricAlarm":         text("alarm's description", "alarmDescription", "name"),
	"cloudwatch/dashboard:Dashboard":             dashboard,
	"cloudwatch/queryDefinition:QueryDefinition": query,
	"cloudwatch/eventTarget:EventTarget":         template,
	"lambda/function:Function":                   variables,
	"lambda/permission:Permission":               permission,
	"codedeploy/deploymentGroup:DeploymentGroup": groupAlarms,
}

// text measures an output, as part of what the resource that another output names holds.
func text(kind, output, of string) func(harness.Resource) map[document]int {
	return func(r harness.Resource) map[document]int {
		return map[document]int{{kind, r.Text(of)}: len(r.Text(output))}
	}
}

func dashboard(r harness.Resource) map[document]int {
	var body struct {
		Widgets []struct{ Properties struct{ Metrics []any } }
	}
	if err := json.Unmarshal([]byte(r.Text("dashboardBody")), &body); err != nil {
		panic(err)
	}
	metrics, most := 0, 0
	for _, w := range body.Widgets {
		metrics += len(w.Properties.Metrics)
		most = max(most, len(w.Properties.Metrics))
	}
	name := r.Text("dashboardName")
	return map[document]int{
		{"dashboard's widgets", name}: len(body.Widgets),
		{"dashboard's metrics", name}: metrics,
		{"chart's metrics", name}:     most,
	}
}

func query(r harness.Resource) map[document]int {
	groups, _ := r.Outputs["logGroupNames"].([]any)
	return map[document]int{
		{"query", r.Text("name")}:              len(r.Text("queryString")),
		{"query's log groups", r.Text("name")}: len(groups),
	}
}

func template(r harness.Resource) map[document]int {
	transformer, _ := r.Outputs["inputTransformer"].(map[string]any)
	written, _ := transformer["inputTemplate"].(string)
	return map[document]int{{"input template", r.Text("rule")}: len(written)}
}

func variables(r harness.Resource) map[document]int {
	environment, _ := r.Outputs["environment"].(map[string]any)
	all, _ := environment["variables"].(map[string]any)
	size := 0
	for name, value := range all {
		size += len(name) + len(value.(string))
	}
	return map[document]int{{"function's variables", r.Text("name")}: size}
}

// permission is a statement of a function's policy, which is not stored as it is written:
// what its parts and a frame around them take.
func permission(r harness.Resource) map[document]int {
	size := 300
	for _, part := range []string{"statementId", "principal", "action", "sourceArn", "sourceAccount", "function"} {
		size += len(r.Text(part))
	}
	return map[document]int{{"policy of lambda", r.Text("function")}: size}
}

func groupAlarms(r harness.Resource) map[document]int {
	configuration, _ := r.Outputs["alarmConfiguration"].(map[string]any)
	alarms, _ := configuration["alarms"].([]any)
	return map[document]int{{"deployment group alarms", r.Text("deploymentGroupName")}: len(alarms)}
}

// measured are all documents of an environment.
func measured(all []harness.Resource) map[document]int {
	sizes := map[document]int{}
	for _, r := range all {
		if measure, bounded := measures[strings.TrimPrefix(r.Type, "aws:")]; bounded {
			for d, size := range measure(r) {
				sizes[d] += size
			}
		}
	}
	return sizes
}
