package pulumitest

import (
	"cmp"
	"strings"
)

// compute gives the id and the outputs that AWS computes for a resource, as far as
// the layers read them.
func compute(x *Resource) (id string, outputs map[string]any) {
	input := func(key string) string {
		text, _ := x.Inputs[key].(string)
		return text
	}
	arn := func(service, resource string) string {
		return strings.Join([]string{"arn:aws", service, Region, x.Account, resource}, ":")
	}
	name := input("name")
	_, kind, _ := strings.Cut(x.Type, ":")
	switch kind {
	case "kms/key:Key":
		id = "1234abcd-12ab-34cd-56ef-" + hash(x.Name)
		return id, map[string]any{"arn": arn("kms", "key/"+id), "keyId": id}
	case "s3/bucketV2:BucketV2":
		id = input("bucket")
		return id, map[string]any{"arn": "arn:aws:s3:::" + id}
	case "ecr/repository:Repository":
		return name, map[string]any{"arn": arn("ecr", "repository/"+name), "registryId": x.Account,
			"repositoryUrl": x.Account + ".dkr.ecr." + Region + ".amazonaws.com/" + name}
	case "iam/role:Role":
		return name, map[string]any{"arn": "arn:aws:iam::" + x.Account + ":role" + cmp.Or(input("path"), "/") + name}
	case "lambda/function:Function":
		a := arn("lambda", "function:"+name)
		return name, map[string]any{"arn": a, "version": "1", "qualifiedArn": a + ":1",
			"invokeArn": "arn:aws:apigateway:" + Region + ":lambda:path/2015-03-31/functions/" + a + "/invocations"}
	case "lambda/alias:Alias":
		a := arn("lambda", "function:"+input("functionName")+":"+name)
		return a, map[string]any{"arn": a}
	case "codeartifact/domain:Domain":
		a := arn("codeartifact", "domain/"+input("domain"))
		return a, map[string]any{"arn": a, "owner": x.Account}
	case "codeartifact/repository:Repository":
		a := arn("codeartifact", "repository/"+input("domain")+"/"+input("repository"))
		return a, map[string]any{"arn": a}
	case "sqs/queue:Queue":
		url := "https://sqs." + Region + ".amazonaws.com/" + x.Account + "/" + name
		return url, map[string]any{"arn": arn("sqs", name), "url": url}
	case "apigatewayv2/api:Api":
		id = hash(x.Name)[:10]
		return id, map[string]any{
			"executionArn": arn("execute-api", id),
			"arn":          "arn:aws:apigateway:" + Region + "::/apis/" + id,
			"apiEndpoint":  "https://" + id + ".execute-api." + Region + ".amazonaws.com",
		}
	case "apigatewayv2/domainName:DomainName":
		return input("domainName"), map[string]any{"domainNameConfiguration": map[string]any{
			"targetDomainName": "d-" + hash(x.Name)[:10] + ".execute-api." + Region + ".amazonaws.com",
		}}
	case "apigatewayv2/stage:Stage":
		return name, nil
	case "lambda/functionUrl:FunctionUrl":
		return input("functionName"), map[string]any{
			"functionUrl": "https://" + hash(x.Name) + ".lambda-url." + Region + ".on.aws/",
		}
	case "codestarconnections/connection:Connection":
		a := arn("codestar-connections", "connection/aaaabbbb-1111-2222-3333-"+hash(x.Name))
		return a, map[string]any{"arn": a, "connectionStatus": "PENDING"}
	case "secretsmanager/secret:Secret":
		a := arn("secretsmanager", "secret:"+name+"-AbCdEf")
		return a, map[string]any{"arn": a}
	case "cloudwatch/eventRule:EventRule":
		path := name
		if bus := input("eventBusName"); bus != "" {
			path = bus + "/" + name
		}
		return name, map[string]any{"arn": arn("events", "rule/"+path)}
	case "codedeploy/deploymentGroup:DeploymentGroup":
		group := input("deploymentGroupName")
		return hash(x.Name), map[string]any{"arn": arn("codedeploy", "deploymentgroup:"+input("appName")+"/"+group)}
	}
	if form, ok := plain[kind]; ok {
		a := arn(form.service, form.prefix+name)
		if form.idIsName {
			return name, map[string]any{"arn": a}
		}
		return a, map[string]any{"arn": a}
	}
	return x.Name + "-id", nil
}

// plain are the types whose ARN is a prefix and the name.
var plain = map[string]struct {
	service, prefix string
	idIsName        bool // the id is the name, not the ARN
}{
	"cloudwatch/eventBus:EventBus":       {"events", "event-bus/", true},
	"cloudwatch/logGroup:LogGroup":       {"logs", "log-group:", true},
	"cloudwatch/metricAlarm:MetricAlarm": {"cloudwatch", "alarm:", true},
	"codebuild/project:Project":          {"codebuild", "project/", false},
	"codebuild/reportGroup:ReportGroup":  {"codebuild", "report-group/", false},
	"codedeploy/application:Application": {"codedeploy", "application:", true},
	"codepipeline/pipeline:Pipeline":     {"codepipeline", "", true},
	"dynamodb/table:Table":               {"dynamodb", "table/", true},
	"sfn/stateMachine:StateMachine":      {"states", "stateMachine:", false},
	"sns/topic:Topic":                    {"sns", "", false},
}
