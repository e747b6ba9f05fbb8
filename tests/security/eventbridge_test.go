package security_test

import (
	"slices"
	"strings"
)

const (
	busType       = "cloudwatch/eventBus:EventBus"
	eventRuleType = "cloudwatch/eventRule:EventRule"
	targetType    = "cloudwatch/eventTarget:EventTarget"
)

var (
	busPolicy  = beside("cloudwatch/eventBusPolicy:EventBusPolicy", "eventBusName", "name")
	targetRole = beside(roleType, "arn", "roleArn")
)

func eventRules() []rule {
	return []rule{{
		property: "V1",
		says:     "exact roles alone put events on the bus",
		ids:      "AwsSolutions-EVB1 EventBridge.3",
		service:  "EventBridge",
		over:     every(busType),
		fault: func(env *environment, s subject) string {
			grants := policy(busPolicy(env, s.resource), "policy").allows()
			for _, grant := range grants {
				if fault := trusting(env, grant); fault != "" {
					return fault
				}
			}
			return unless(len(grants) > 0, "no policy")
		},
		breaks: map[string]change{
			"no policy": without(busPolicy), "the whole account": rewriting(busPolicy, "policy", unconditional),
			"anyone": granting(busPolicy, "policy", statement{Principal: everybody, Action: words{"events:PutEvents"}}),
		},
	}, {
		property: "V2",
		says: "a rule matches one repository and branch, one pipeline, one release machine, one function or what a service " +
			"asks for",
		service: "EventBridge",
		over:    every(eventRuleType),
		fault:   func(env *environment, s subject) string { return broad(env, s.resource) },
		breaks: map[string]change{
			"everything": setting("eventPattern", `{"source":["github.com","aws.codepipeline"]}`),
			"any branch, another pipeline": setting("eventPattern",
				`{"detail":{"repository":{"full_name":["example/shop"]},"pipeline":["other"]}}`),
		},
	}, {
		property: "V2",
		says:     "a target is tried again, then kept, and its role starts it and nothing else",
		service:  "EventBridge",
		over:     every(targetType),
		fault: func(env *environment, s subject) string {
			return faults(
				unless(number(s.resource, "retryPolicy.maximumRetryAttempts") > 0, "tried once"),
				unless(
					env.the("sqs/queue:Queue", "arn", text(s.resource, "deadLetterConfig.arn")) != nil,
					"lost in the end",
				),
				starts(env, s.resource),
			)
		},
		breaks: map[string]change{
			"tried once": setting("retryPolicy.maximumRetryAttempts", 0.0), "lost": setting("deadLetterConfig", nil),
			"another target": setting("arn", "arn:aws:codepipeline:us-east-1:000000000000:other"),
			"a wide role": func(env *environment, r *resource) {
				role := targetRole(env, r)
				if role == nil { // a function, which needs none
					put(env.edit(r), "roleArn", env.of(roleType)[0].Text("arn"))
					return
				}
				granting(itself, "policy", statement{
					Action:   words{"codepipeline:StopPipelineExecution"},
					Resource: words{r.Text("arn")},
				})(env, inline(env, role)[0])
			},
		},
	}}
}

// broad says what a rule leaves open: of a push the repository and the branch, of all else
// the pipeline, the release machine or the function.
func broad(env *environment, r *resource) string {
	pattern := decode(r.Text("eventPattern"))
	if strings.HasPrefix(r.Text("name"), "rule-event-") {
		source, _ := down(pattern, "source.0").(string)
		timed := r.Text("scheduleExpression") != "" && r.Text("eventPattern") == ""
		return unless(timed || source != "" && source != "github.com", "any source")
	}
	if source, _ := down(pattern, "source.0").(string); source != "github.com" {
		name, _ := down(pattern, "detail.pipeline.0").(string)
		machine, _ := down(pattern, "detail.stateMachineArn.0").(string)
		function, _ := down(pattern, "detail.$or.0.requestParameters.functionName.0").(string)
		group, _ := down(pattern, "detail.$or.1.requestParameters.deploymentGroupName.0").(string)
		before := strings.Contains(machine, ":stateMachine:sfn-release-") // of the environment that images come from
		return unless(env.the(pipelineType, "name", name) != nil || env.the(machineType, "arn", machine) != nil || before ||
			env.the(functionType, "name", function) != nil &&
				env.the("codedeploy/deploymentGroup:DeploymentGroup", "deploymentGroupName", group) != nil,
			"any pipeline, machine or function")
	}
	ref, _ := down(pattern, "detail.ref.0").(string)
	repository, _ := down(pattern, "detail.repository.full_name.0").(string)
	return faults(
		unless(strings.HasPrefix(ref, "refs/heads/"), "any branch"),
		unless(strings.Count(repository, "/") == 1, "any repository"),
	)
}

// starts says what else a target's role may do than start the target.
func starts(env *environment, target *resource) string {
	role := targetRole(env, target)
	if function, is := strings.CutSuffix(target.Text("arn"), ":live"); is { // it needs none
		called := env.the(functionType, "arn", function)
		return unless(called != nil && role == nil, "another function")
	}
	if role == nil {
		return "no role"
	}
	start := []string{"codepipeline:StartPipelineExecution", "states:StartExecution", "events:PutEvents"}
	for _, p := range inline(env, role) {
		for _, s := range policy(p, "policy").allows() {
			exact := len(s.Action) == 1 && slices.Contains(start, s.Action[0])
			if !exact || !slices.Equal(s.Resource, words{target.Text("arn")}) {
				return "its role may do more"
			}
		}
	}
	return unless(len(inline(env, role)) > 0, "its role may do nothing")
}
