package security_test

import (
	"slices"
	"strconv"
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
		fault: func(w *world, s subject) string {
			for i := range list(s.resource, "artifactStores") {
				if fault := customerKey(w, text(s.resource, "artifactStores."+strconv.Itoa(i)+".encryptionKey.id")); fault != "" {
					return fault
				}
			}
			return unless(len(list(s.resource, "artifactStores")) > 0, "no store")
		},
		breaks: map[string]change{
			"the key that AWS manages": setting("artifactStores.0.encryptionKey", nil),
			"no store":                 setting("artifactStores", []any{}),
		},
	}, {
		property: "P2",
		says:     "the source comes through a connection, without a token of ours",
		ids:      "codepipeline_project_repo_private",
		service:  "CodePipeline",
		over:     every(pipelineType),
		fault: func(_ *world, s subject) string {
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
		fault: func(w *world, s subject) string {
			last := len(list(s.resource, "stages")) - 1
			gate := "stages." + strconv.Itoa(last-1) + ".actions.0."
			return faults(
				unless(text(s.resource, "stages."+strconv.Itoa(last)+".name") == "Deploy" && text(s.resource,
					gate+"category") == "Approval", "nobody is asked"),
				unless(w.the(topicType, "arn", text(s.resource, gate+"configuration.NotificationArn")) != nil, "nobody is told"),
				approvers(w),
			)
		},
		breaks: map[string]change{
			"no gate":        setting("stages.3.actions.0.category", "Test"),
			"nobody is told": setting("stages.3.actions.0.configuration.NotificationArn", ""),
			"a role approves": func(w *world, r *resource) {
				granting(itself, "policy", statement{
					Action:   words{"codepipeline:PutApprovalResult"},
					Resource: words{r.Text("arn") + "/*"},
				})(w, w.of(rolePolicyType)[0])
			},
		},
	}, {
		property: "P4",
		says:     "a failed release goes back, and every end is recorded",
		service:  "CodePipeline",
		over:     every(pipelineType),
		fault: func(w *world, s subject) string {
			last := len(list(s.resource, "stages")) - 1
			return faults(
				unless(text(s.resource, "stages."+strconv.Itoa(last)+".onFailure.result") == "ROLLBACK", "stays as it failed"),
				unless(recorded(w, s.Text("name")), "no record"),
			)
		},
		breaks: map[string]change{
			"no way back": setting("stages.4.onFailure.result", "FAIL"), "no recorder": func(w *world, _ *resource) {
				for _, target := range w.of(targetType) {
					w.remove(target)
				}
			},
		},
	}}
}

// approvers says which role could approve in a person's place.
func approvers(w *world) string {
	for _, r := range w.of(rolePolicyType) {
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

// recorded tells whether an enabled rule hands every state of the pipeline's
// executions to a state machine.
func recorded(w *world, pipeline string) bool {
	return slices.ContainsFunc(w.of(eventRuleType), func(r *resource) bool {
		pattern := decode(r.Text("eventPattern"))
		target := w.the(targetType, "rule", r.Text("name"))
		return r.Text("state") == "ENABLED" && down(pattern,
			"detail.pipeline.0") == pipeline && down(pattern, "detail.state") == nil &&
			target != nil && w.the(machineType, "arn", target.Text("arn")) != nil
	})
}
