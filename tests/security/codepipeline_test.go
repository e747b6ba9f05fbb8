package security_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const (
	pipelineType = "codepipeline/pipeline:Pipeline"
	machineType  = "sfn/stateMachine:StateMachine"
)

func pipelineRules() []rule {
	return []rule{{
		property: "P1",
		says:     "artifacts are encrypted with a customer key",
		ids:      "CKV_AWS_219",
		service:  "CodePipeline",
		over:     every(pipelineType),
		fault: func(env *environment, s subject) string {
			for i := range list(s.resource, "artifactStores") {
				used := text(s.resource, "artifactStores."+strconv.Itoa(i)+".encryptionKey.id")
				if fault := customerKey(env, used); fault != "" {
					return fault
				}
			}
			return unless(len(list(s.resource, "artifactStores")) > 0, "no store")
		},
		breaks: map[string]change{
			"the key that AWS manages": setting("artifactStores.0.encryptionKey", nil),
			"no store":                 setting("artifactStores", []any{}),
		},
		mend: func(env *environment, r *resource) {
			put(env.edit(r), "artifactStores.0.encryptionKey", map[string]any{
				"type": "KMS",
				"id":   env.of(keyType)[0].Text("arn"),
			})
		},
	}, {
		property: "P2",
		says:     "the source comes through a connection, without a token of ours",
		ids:      "codepipeline_project_repo_private",
		service:  "CodePipeline",
		over:     every(pipelineType),
		fault: func(_ *environment, s subject) string {
			const action = "stages.0.actions.0."
			return faults(
				unless(text(s.resource, action+"provider") == "CodeStarSourceConnection" && text(s.resource,
					action+"configuration.ConnectionArn") != "", "no connection"),
				unless(at(s.resource, action+"configuration.OAuthToken") == nil, "a token"),
			)
		},
		breaks: map[string]change{
			"a token":             setting("stages.0.actions.0.configuration.OAuthToken", "ghp_1"),
			"GitHub's old action": setting("stages.0.actions.0.provider", "GitHub"),
		},
	}, {
		property: "P3",
		says:     "a person approves before production, is told, and no role of ours can",
		service:  "CodePipeline",
		over:     every(pipelineType),
		fault: func(env *environment, s subject) string {
			last := len(list(s.resource, "stages")) - 1
			gate := "stages." + strconv.Itoa(last-1) + ".actions.0."
			return faults(
				unless(text(s.resource, "stages."+strconv.Itoa(last)+".name") == "Deploy" && text(s.resource,
					gate+"category") == "Approval", "nobody is asked"),
				unless(
					env.the(topicType, "arn", text(s.resource, gate+"configuration.NotificationArn")) != nil,
					"nobody is told",
				),
				approvers(env),
			)
		},
		breaks: map[string]change{
			"no gate":        setting("stages.3.actions.0.category", "Test"),
			"nobody is told": setting("stages.3.actions.0.configuration.NotificationArn", ""),
			"a role approves": func(env *environment, r *resource) {
				granting(itself, "policy", statement{
					Action:   words{"codepipeline:PutApprovalResult"},
					Resource: words{r.Text("arn") + "/*"},
				})(env, env.of(rolePolicyType)[0])
			},
		},
	}, {
		property: "P4",
		says: "a failed release is undone by its machine, whatever ends it, by no stage behind it, " +
			"and every end is recorded",
		service: "CodePipeline",
		over:    every(pipelineType),
		fault: func(env *environment, s subject) string {
			stages := len(list(s.resource, "stages"))
			for i := range stages {
				stage := "stages." + strconv.Itoa(i)
				failed := at(s.resource, stage+".onFailure")
				again := text(s.resource, stage+".onFailure.result") == "RETRY" &&
					text(s.resource, stage+".actions.0.provider") == "CodeBuild"
				if failed != nil && !again {
					return "a stage releases behind the machine"
				}
			}
			machine := text(s.resource, "stages."+strconv.Itoa(stages-1)+".actions.0.configuration.StateMachineArn")
			return faults(
				unless(undone(env, machine), "an execution that dies stays as it is"),
				unless(recorded(env, s.Text("name")), "no record"),
			)
		},
		breaks: map[string]change{
			"a stage rolls back":           setting("stages.4.onFailure.result", "ROLLBACK"),
			"a build rolls back":           setting("stages.1.onFailure.result", "ROLLBACK"),
			"a release is tried once more": setting("stages.4.onFailure.result", "RETRY"),
			"no recorder and no undo": func(env *environment, _ *resource) {
				for _, target := range env.of(targetType) {
					env.remove(target)
				}
			},
			"aborts are not seen": func(env *environment, _ *resource) {
				for _, rule := range env.of(eventRuleType) {
					pattern := strings.ReplaceAll(rule.Text("eventPattern"), "ABORTED", "SUCCEEDED")
					put(env.edit(rule), "eventPattern", pattern)
				}
			},
		},
	}}
}

// undone reports whether an enabled rule hands executions of the machine that died to
// the machine itself.
func undone(env *environment, machine string) bool {
	return slices.ContainsFunc(env.of(eventRuleType), func(r *resource) bool {
		pattern, target := decode(r.Text("eventPattern")), env.the(targetType, "rule", r.Text("name"))
		ends := fmt.Sprint(down(pattern, "detail.$or"))
		return machine != "" && r.Text("state") == "ENABLED" && down(pattern, "detail.stateMachineArn.0") == machine &&
			strings.Contains(ends, "ABORTED TIMED_OUT") && strings.Contains(ends, "FAILED") &&
			strings.Contains(ends, `prefix:{"undoOf"`) && // an undo that fails would call for another one without end
			target != nil && target.Text("arn") == machine &&
			strings.Contains(text(target, "inputTransformer.inputTemplate"), "undoOf")
	})
}

// approvers says which role could approve in a person's place.
func approvers(env *environment) string {
	for _, r := range env.of(rolePolicyType) {
		for _, s := range policy(r, "policy").allows() {
			if slices.ContainsFunc(s.Action, func(a string) bool {
				return a == "codepipeline:PutApprovalResult" || a == "codepipeline:*" || a == "*"
			}) {
				return title(r) + " can approve"
			}
		}
	}
	return ""
}

// recorded reports whether an enabled rule hands every state of the pipeline's
// executions to a state machine.
func recorded(env *environment, pipeline string) bool {
	return slices.ContainsFunc(env.of(eventRuleType), func(r *resource) bool {
		pattern := decode(r.Text("eventPattern"))
		target := env.the(targetType, "rule", r.Text("name"))
		return r.Text("state") == "ENABLED" && down(pattern,
			"detail.pipeline.0") == pipeline && down(pattern, "detail.state") == nil &&
			target != nil && env.the(machineType, "arn", target.Text("arn")) != nil
	})
}
