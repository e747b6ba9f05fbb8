package security_test

import (
	"regexp"
	"strings"
)

const (
	functionType   = "lambda/function:Function"
	permissionType = "lambda/permission:Permission"
	urlType        = "lambda/functionUrl:FunctionUrl"

	invokeConfigType = "lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
	subscriptionType = "sns/topicSubscription:TopicSubscription"
)

func functionRules() []rule {
	return []rule{{
		property: "L1",
		says:     "who may invoke is named by its source",
		ids:      "AWS-0067 CKV_AWS_364",
		service:  "Lambda",
		over:     every(permissionType),
		fault: func(_ *environment, s subject) string {
			return unless(s.Text("sourceArn") != "" && !anywhere(s.Text("sourceArn")), "any source")
		},
		breaks: map[string]change{
			"no source":   setting("sourceArn", ""),
			"any account": setting("sourceArn", "arn:aws:execute-api:us-east-1:*:api/*"),
		},
	}, {
		property: "L2",
		says:     "nobody invokes it without being asked who they are",
		ids:      "CKV_AWS_258 CKV_AWS_301 Lambda.1",
		service:  "Lambda",
		over:     every(functionType),
		fault: func(env *environment, s subject) string {
			open := env.where(permissionType,
				func(r *resource) bool { return r.Text("function") == s.Text("name") && r.Text("principal") == "*" })
			urls := env.where(urlType, func(r *resource) bool {
				return r.Text("functionName") == s.Text("name") && r.Text("authorizationType") != "AWS_IAM"
			})
			return faults(unless(len(open) == 0, "anyone may invoke"), unless(len(urls) == 0, "an open address"))
		},
		breaks: map[string]change{
			"anyone": func(env *environment, r *resource) {
				env.all = append(env.all, &resource{
					Type:    "aws:" + permissionType,
					Outputs: map[string]any{"function": r.Text("name"), "principal": "*"},
				})
			},
			"an open address": func(env *environment, r *resource) {
				env.all = append(env.all, &resource{
					Type:    "aws:" + urlType,
					Outputs: map[string]any{"functionName": r.Text("name"), "authorizationType": "NONE"},
				})
			},
		},
	}, {
		property: "L3",
		says:     "invocations are traced",
		ids:      "AWS-0066 CKV_AWS_50",
		service:  "Lambda",
		over:     every(functionType),
		fault: func(_ *environment, s subject) string {
			return unless(text(s.resource, "tracingConfig.mode") == "Active", "not traced")
		},
		breaks: map[string]change{"passed through": setting("tracingConfig.mode", "PassThrough")},
	}, {
		property:       "L4",
		says:           "concurrency is set aside, and so bounded",
		ids:            "CKV_AWS_115 LambdaConcurrency",
		service:        "Lambda",
		over:           every(functionType),
		productionOnly: true,
		fault: func(_ *environment, s subject) string {
			return unless(number(s.resource, "reservedConcurrentExecutions") > 0, "unbounded")
		},
		breaks: map[string]change{"unbounded": setting("reservedConcurrentExecutions", -1.0)},
	}, {
		property: "L5",
		says:     "what is lost when nobody waits for the answer goes to a dead-letter target",
		ids:      "CKV_AWS_116 LambdaDLQ",
		service:  "Lambda",
		over:     every(functionType),
		fault: func(env *environment, s subject) string {
			waitless := func(r *resource) bool {
				called := r.Text("arn") + r.Text("endpoint")
				return called == s.Text("arn") || strings.HasPrefix(called, s.Text("arn")+":")
			}
			if len(env.where(targetType, waitless))+len(env.where(subscriptionType, waitless)) == 0 {
				return ""
			}
			kept := env.the(invokeConfigType, "functionName", s.Text("name"))
			return unless(kept != nil && env.the("sqs/queue:Queue", "arn",
				text(kept, "destinationConfig.onFailure.destination")) != nil, "lost without a trace")
		},
		breaks: map[string]change{
			"a rule invokes it": func(env *environment, r *resource) {
				if kept := env.the(invokeConfigType, "functionName", r.Text("name")); kept != nil {
					env.remove(kept)
				}
				put(env.edit(env.of(targetType)[0]), "arn", r.Text("arn")+":live")
			},
		},
	}, {
		property: "L6",
		says:     "it runs in a network of ours",
		ids:      "CKV_AWS_117 Lambda.3",
		service:  "Lambda",
		over:     every(functionType),
		fault: func(_ *environment, s subject) string {
			return unless(len(list(s.resource, "vpcConfig.subnetIds")) > 0, "in Lambda's own network")
		},
		mend: setting("vpcConfig", map[string]any{"subnetIds": []any{"subnet-1"}}),
	}, {
		property: "L7",
		says:     "no secret stands among its settings",
		ids:      "CKV_AWS_45",
		service:  "Lambda",
		over:     every(functionType),
		fault: func(_ *environment, s subject) string {
			variables, _ := at(s.resource, "environment.variables").(map[string]any)
			for name, value := range variables {
				if content, _ := value.(string); secret(name, content) {
					return name + " holds a secret"
				}
			}
			return ""
		},
		breaks: map[string]change{
			"a password":    setting("environment", variable("DB_PASSWORD", "hunter2")),
			"an access key": setting("environment", variable("ID", "AKIA"+strings.Repeat("A", 16))),
		},
	}, {
		property:       "L7",
		says:           "its settings are encrypted with a customer key",
		ids:            "CKV_AWS_173",
		service:        "Lambda",
		over:           every(functionType),
		productionOnly: true,
		fault: func(env *environment, s subject) string {
			if variables, _ := at(s.resource, "environment.variables").(map[string]any); len(variables) == 0 {
				return "" // nothing to encrypt
			}
			return customerKey(env, s.Text("kmsKeyArn"))
		},
		breaks: map[string]change{"Lambda's own key": func(env *environment, r *resource) {
			c := env.edit(r)
			put(c, "environment", variable("LOG_LEVEL", "info"))
			put(c, "kmsKeyArn", "")
		}},
	}}
}

func variable(name, value string) map[string]any {
	return map[string]any{"variables": map[string]any{name: value}}
}

var (
	secretName = regexp.MustCompile(`(?i)(secret|passw|token|private_?key|api_?key|credential)`)
	accessKey  = regexp.MustCompile(`\b(AKIA|ASIA)[A-Z0-9]{16}\b`)
)

// secret reports whether a setting is a secret itself. The ARN of a secret is not.
func secret(name, value string) bool {
	return accessKey.MatchString(value) ||
		secretName.MatchString(name) && !strings.HasPrefix(value, "arn:aws:secretsmanager:")
}
