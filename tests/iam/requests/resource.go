package requests

import (
	"encoding/json"
	"net/url"
	"strings"
)

// Place is where a call is made.
type Place struct{ Account, RolePath string }

// place is a parameter that names a resource. The form is an ARN with {R} for the
// region, {A} for the account and N for the name; a name that is an ARN is taken as it is.
type place struct{ param, form string }

var places = map[string][]place{
	"dynamodb": {{"ResourceArn", ""}, {"TableName", "arn:aws:dynamodb:{R}:{A}:table/N"}},
	"ecr": {
		{"resourceArn", ""}, {"repositoryName", "arn:aws:ecr:{R}:{A}:repository/N"},
		{"repositoryNames", "arn:aws:ecr:{R}:{A}:repository/N"},
	},
	"kms": {{"AliasName", "arn:aws:kms:{R}:{A}:N"}, {"KeyId", "arn:aws:kms:{R}:{A}:key/N"}},
	"logs": {
		{"resourceArn", ""}, {"logGroupName", "arn:aws:logs:{R}:{A}:log-group:N"},
		{"logGroupNamePrefix", "arn:aws:logs:{R}:{A}:log-group:N"},
	},
	"monitoring": {
		{"ResourceARN", ""}, {"AlarmName", "arn:aws:cloudwatch:{R}:{A}:alarm:N"},
		{"AlarmNames.member.1", "arn:aws:cloudwatch:{R}:{A}:alarm:N"}, {"AlarmNames", "arn:aws:cloudwatch:{R}:{A}:alarm:N"},
		{"DashboardName", "arn:aws:cloudwatch::{A}:dashboard/N"},
		{"DashboardNames.member.1", "arn:aws:cloudwatch::{A}:dashboard/N"},
	},
	"iam": {{"RoleName", "arn:aws:iam::{A}:roleP"}},
	"sns": {
		{"ResourceArn", ""}, {"TopicArn", ""}, {"SubscriptionArn", ""}, {"Name", "arn:aws:sns:{R}:{A}:N"},
	},
	"sqs": {{"QueueUrl", "arn:aws:sqs:{R}:{A}:L"}, {"QueueName", "arn:aws:sqs:{R}:{A}:N"}},
	"secretsmanager": {
		{"SecretId", "arn:aws:secretsmanager:{R}:{A}:secret:N"}, {"Name", "arn:aws:secretsmanager:{R}:{A}:secret:S"},
	},
	"states": {
		{"resourceArn", ""}, {"stateMachineArn", ""}, {"executionArn", ""}, {"name", "arn:aws:states:{R}:{A}:stateMachine:N"},
	},
	"codebuild": {
		{"resourceArn", ""}, {"arn", ""}, {"reportGroupArns", ""}, {"name", "arn:aws:codebuild:{R}:{A}:K/N"},
		{"names", "arn:aws:codebuild:{R}:{A}:project/N"},
	},
	"codepipeline": {
		{"resourceArn", ""}, {"pipelineName", "arn:aws:codepipeline:{R}:{A}:N"}, {"name", "arn:aws:codepipeline:{R}:{A}:N"},
		{"pipeline.name", "arn:aws:codepipeline:{R}:{A}:N"},
	},
	"codestar-connections": {{"ConnectionArn", ""}, {"ResourceArn", ""}},
	"codedeploy": {{"ResourceArn", ""}, {"deploymentGroupName", "arn:aws:codedeploy:{R}:{A}:deploymentgroup:G"},
		{"applicationName", "arn:aws:codedeploy:{R}:{A}:application:N"}},
	"codestar-notifications": {{"Arn", ""}},
	"servicequotas":          {{"QuotaCode", "arn:aws:servicequotas:{R}:{A}:Q/N"}},
	"events":                 {{"ResourceARN", ""}},
	"sts":                    {{"RoleArn", ""}},
}

// Resource is what IAM checks the action on, "*" for nothing in particular.
func (r Request) Resource(at Place) string {
	fill := func(form, name string) string {
		return strings.NewReplacer("{R}", r.Region, "{A}", at.Account).Replace(form) + name
	}
	switch r.Service {
	case "s3":
		path := strings.TrimPrefix(r.Path, "/")
		if path == "" {
			return "*"
		}
		bucket := "arn:aws:s3:::" + strings.TrimSuffix(path, "/")
		if r.Action() == "s3:DeleteObjectVersion" {
			return bucket + "/any" // the body names the objects
		}
		return bucket
	case "apigateway":
		return fill("arn:aws:apigateway:{R}::", strings.TrimPrefix(r.Path, "/v2"))
	case "lambda":
		return r.function(fill)
	case "codeartifact":
		return r.packages(fill)
	case "codestar-notifications":
		if arn, ok := strings.CutPrefix(r.Path, "/untagResource/"); ok {
			return arn
		}
	case "events":
		if name := r.eventName(); name != "" {
			return fill("arn:aws:events:{R}:{A}:", name)
		}
	}
	for _, p := range places[r.Service] {
		name := first(r.Params[p.param])
		switch {
		case name == "":
			continue
		case strings.HasPrefix(name, "arn:"):
			return name
		}
		form := strings.TrimSuffix(p.form, "N")
		switch {
		case strings.HasSuffix(form, "L"):
			form, name = strings.TrimSuffix(form, "L"), name[strings.LastIndex(name, "/")+1:]
		case strings.HasSuffix(form, "P"):
			form, name = strings.TrimSuffix(form, "P"), at.RolePath+name
		case strings.HasSuffix(form, "G"):
			form, name = strings.TrimSuffix(form, "G"), r.Params["applicationName"]+"/"+name
		case strings.HasSuffix(form, "S"):
			form, name = strings.TrimSuffix(form, "S"), name+"-abcdef"
		case strings.HasSuffix(form, "Q/"):
			form, name = strings.TrimSuffix(form, "Q/"), r.Params["ServiceCode"]+"/"+name
		case strings.HasSuffix(form, "K/"):
			form, name = strings.TrimSuffix(form, "K/"), r.built()+"/"+name
		}
		return fill(form, name)
	}
	if form := made[r.Action()]; form != "" {
		return fill(form, "new")
	}
	if r.Action() == "cloudwatch:DescribeAlarms" {
		return fill("arn:aws:cloudwatch:{R}:{A}:alarm:", "*") // the names are in CBOR
	}
	return "*"
}

// made are the calls that make what AWS gives a number, on which they are checked.
var made = map[string]string{
	"codestar-notifications:CreateNotificationRule": "arn:aws:codestar-notifications:{R}:{A}:notificationrule/",
}

func (r Request) built() string {
	if strings.Contains(r.Call, "ReportGroup") {
		return "report-group"
	}
	return "project"
}

// first is the first of a list that is written as JSON, or the text itself.
func first(text string) string {
	var list []string
	if json.Unmarshal([]byte(text), &list) == nil && len(list) > 0 {
		return list[0]
	}
	return text
}

func (r Request) function(fill func(form, name string) string) string {
	parts := strings.SplitN(strings.Trim(r.Path, "/"), "/", 4)
	if len(parts) > 1 && parts[1] == "tags" {
		arn, _ := url.PathUnescape(strings.Join(parts[2:], "/"))
		return arn
	}
	name := r.Params["FunctionName"]
	if len(parts) > 2 {
		name, _ = url.PathUnescape(parts[2])
	}
	switch {
	case name == "":
		return "*"
	case strings.HasPrefix(name, "arn:"):
		return name
	}
	if query, _ := url.ParseQuery(r.Query); query.Get("Qualifier") != "" && query.Get("Qualifier") != "$LATEST" {
		name += ":" + query.Get("Qualifier")
	}
	return fill("arn:aws:lambda:{R}:{A}:function:", name)
}

func (r Request) packages(fill func(form, name string) string) string {
	query, _ := url.ParseQuery(r.Query)
	domain, repository := query.Get("domain"), query.Get("repository")
	switch {
	case query.Get("resourceArn") != "":
		return query.Get("resourceArn")
	case repository != "":
		return fill("arn:aws:codeartifact:{R}:{A}:repository/", domain+"/"+repository)
	}
	return fill("arn:aws:codeartifact:{R}:{A}:domain/", domain)
}

// eventName is the part of the ARN of a rule or bus that names it.
func (r Request) eventName() string {
	bus, name := r.Params["EventBusName"], r.Params["Name"]
	bus = bus[strings.LastIndex(bus, "/")+1:]
	if rule := r.Params["Rule"]; rule != "" {
		name = rule
	}
	switch {
	case strings.HasSuffix(r.Call, "EventBus"), strings.HasSuffix(r.Call, "Permission"):
		if name == "" {
			name = bus
		}
		return "event-bus/" + name
	case name == "":
		return ""
	case bus != "" && bus != "default":
		name = bus + "/" + name
	}
	return "rule/" + name
}
