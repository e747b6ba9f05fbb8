package start_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/naming"
	"slipway/shared/pulumitest"
	"slipway/stacks/delivery/deliverytest"
	"slipway/stacks/delivery/start"
)

// buildTriggers gives each service a trigger; change is made to all of them.
func buildTriggers(change func(*start.TriggerArgs), services ...string) func(deliverytest.Rig) error {
	return build(false, change, services...)
}

// build is buildTriggers, with the watch over them or without it.
func build(watched bool, change func(*start.TriggerArgs), services ...string) func(deliverytest.Rig) error {
	return func(r deliverytest.Rig) error {
		bus, err := r.Bus()
		if err != nil {
			return err
		}
		starter, err := start.NewStarter(r.Ctx, "start", start.StarterArgs{
			Machine:          "sfn-start-dev",
			Role:             "role-start-dev",
			CallerRole:       "role-push-dev",
			Pipelines:        "pipeline-*-dev",
			Suffix:           r.Suffix,
			Rules:            []string{"bus-github-dev/*"},
			Bus:              bus,
			LogRetentionDays: 365,
			Account:          r.Own,
		})
		if err != nil {
			return err
		}
		r.Rec.Export("starter", starter.Arn)
		var triggers []*start.Trigger
		for _, s := range services {
			args := start.TriggerArgs{
				Rule:       naming.Name("rule-push-" + s + "-dev"),
				Service:    deliverytest.Service(s),
				Enabled:    true,
				Repository: "octo-org/shop",
				Branch:     "main",
				Pipeline:   deliverytest.Output("pipeline-" + s + "-dev"),
				Starter:    starter,
				Bus:        bus,
				Account:    r.Own,
			}
			if change != nil {
				change(&args)
			}
			trigger, err := start.NewTrigger(r.Ctx, "trigger-"+s, args)
			if err != nil {
				return err
			}
			r.Rec.Export(s, trigger.RuleName)
			triggers = append(triggers, trigger)
		}
		if !watched {
			return nil
		}
		_, err = start.NewWatch(r.Ctx, "pushes", start.WatchArgs{
			Rule:       "rule-pushes-dev",
			Repository: "octo-org/shop",
			Branch:     "main",
			Triggers:   triggers,
			Starter:    starter,
			Bus:        bus,
			Account:    r.Own,
		})
		return err
	}
}

func TestAPushToTheBranchStartsThePipeline(t *testing.T) { // R2, R10
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(nil, "api"))
	deliverytest.AssertInputs(t, map[string]any{
		"name": "rule-push-api-dev", "eventBusName": "bus-github-dev", "state": "ENABLED",
		"description": "Starts the pipeline of api on a push to main of octo-org/shop",
		"tags":        map[string]any{"Service": "api"},
		"eventPattern": deliverytest.Object(t, `{
			"source": ["github.com"], "detail-type": ["push"],
			"detail": {"ref": ["refs/heads/main"], "deleted": [false], "repository": {"full_name": ["octo-org/shop"]}}
		}`),
	}, rec.Get(t, "cloudwatch/eventRule:EventRule", "trigger-api-rule"))
	assert.Equal(t, map[string]any{
		"api":     "rule-push-api-dev",
		"starter": "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev",
	}, rec.Kept())
}

func TestTheTargetHandsThePushedCommitToTheStarterAndLosesNoEvent(t *testing.T) { // R10, V2
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(nil, "api"))
	target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "trigger-api-target")
	deliverytest.AssertInputs(t, map[string]any{
		"targetId": "starter", "rule": "rule-push-api-dev", "eventBusName": "bus-github-dev",
		"arn":     "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev",
		"roleArn": "arn:aws:iam::111122223333:role/role-push-dev",
		"inputTransformer": map[string]any{
			"inputPaths": map[string]any{"commit": "$.detail.after", "delivery": "$.detail.delivery", "at": "$.time"},
			"inputTemplate": `{"commit":"<commit>","pipeline":"pipeline-api-dev","pushedAt":"<at>","service":"api",` +
				`"token":"<commit>-<delivery>-api"}`,
		},
		"retryPolicy":      map[string]any{"maximumRetryAttempts": 60.0, "maximumEventAgeInSeconds": 3600.0},
		"deadLetterConfig": map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
	}, target)
	assert.Contains(t, target.DependsOn, "start-call-role-policy",
		"EventBridge may use the role as soon as the target is there")
}

func TestAServiceWithAFolderIsBuiltForChangesInItAndWhenPathsAreNotAllKnown(t *testing.T) {
	t.Parallel()
	rec := deliverytest.Built(t, false, buildTriggers(func(a *start.TriggerArgs) {
		a.Paths = []string{"services/api/", "go.mod"}
	}, "api"))
	pattern := rec.Get(t, "cloudwatch/eventRule:EventRule", "trigger-api-rule").JSON(t, "eventPattern")
	assert.Equal(t, []any{
		map[string]any{"prefix": anyCase("services/api/")}, anyCase("go.mod"), map[string]any{"prefix": anyCase("go.mod/")},
		"*",
	}, pattern["detail"].(map[string]any)["paths"])
}

// never two starts for one push
func TestWithTheConnectionAsTriggerTheRuleIsDisabledAndNothingElseDiffers(t *testing.T) {
	t.Parallel()
	enabled := deliverytest.Built(t, false, buildTriggers(nil, "api"))
	disabled := deliverytest.Built(t, false, buildTriggers(func(a *start.TriggerArgs) { a.Enabled = false }, "api"))
	rule := disabled.Get(t, "cloudwatch/eventRule:EventRule", "trigger-api-rule")
	assert.Equal(t, "DISABLED", rule.Inputs["state"])
	rule.Inputs["state"] = "ENABLED"
	assert.Equal(t, deliverytest.InputsOf(enabled), deliverytest.InputsOf(disabled))
}

func TestAServiceThatComesLeavesTheOthersTriggersAsTheyAre(t *testing.T) { // R14
	t.Parallel()
	one, three := deliverytest.Built(t, false,
		buildTriggers(nil, "api")), deliverytest.Built(t, false, buildTriggers(nil, "api", "cart", "checkout"))
	before, after := deliverytest.InputsOf(one), deliverytest.InputsOf(three)
	for name, inputs := range before {
		assert.Equal(t, inputs, after[name], name)
	}
	assert.Len(t, three.Of("cloudwatch/eventRule:EventRule"), 3)
	assert.Len(t, after, len(before)+2*3, "a component, a rule and a target for each")
}

func TestATriggerLivesWithThePipeline(t *testing.T) {
	t.Parallel()
	build := buildTriggers(nil, "api")
	rec := deliverytest.Built(t, true, build)
	deliverytest.AssertPlaced(t, rec, "trigger-", pulumitest.Account)
	assert.True(t, rec.Get(t, "", "trigger-api-rule").DeleteBeforeReplace)
	assert.Equal(t, "trigger-api", rec.Get(t, "", "trigger-api-rule").Parent)
	deliverytest.AssertPreviewed(t, deliverytest.Built(t, false, build), build)
}

func TestEveryRefusalAroundATriggerNamesWhatWasRefused(t *testing.T) { // R17
	t.Parallel()
	build := buildTriggers(nil, "api")
	texts := map[string]string{
		"trigger-api":        "register component trigger-api",
		"trigger-api-rule":   "create rule rule-push-api-dev",
		"trigger-api-target": "create target of rule rule-push-api-dev",
	}
	deliverytest.AssertErrors(t, texts, build)
	deliverytest.AssertEveryResourceHasAnError(t, texts, deliverytest.Built(t, false, build), "trigger-")
}

func anyCase(text string) map[string]any { return map[string]any{"equals-ignore-case": text} }

func TestWatch(t *testing.T) { // R10
	t.Parallel()
	watched := build(true, nil, "api", "cart")
	rec := deliverytest.Built(t, false, watched)
	t.Run("takes every push to the branch", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertInputs(t, map[string]any{
			"name": "rule-pushes-dev", "eventBusName": "bus-github-dev", "state": "ENABLED",
			"description": "Has the rules looked at that start pipelines, on a push to main of octo-org/shop",
			"eventPattern": deliverytest.Object(t, `{
				"source": ["github.com"], "detail-type": ["push"],
				"detail": {"ref": ["refs/heads/main"], "deleted": [false], "repository": {"full_name": ["octo-org/shop"]}}
			}`),
		}, rec.Get(t, "cloudwatch/eventRule:EventRule", "pushes-rule"))
	})
	t.Run("says how many rules lead to the starter, its own among them", func(t *testing.T) {
		t.Parallel()
		target := rec.Get(t, "cloudwatch/eventTarget:EventTarget", "pushes-target")
		assert.Equal(t, "arn:aws:states:us-east-1:111122223333:stateMachine:sfn-start-dev", target.Inputs["arn"])
		assert.Equal(t, map[string]any{
			"inputPaths":    map[string]any{"commit": "$.detail.after", "at": "$.time"},
			"inputTemplate": `{"bus":"bus-github-dev","commit":"<commit>","pushedAt":"<at>","rules":3}`,
		}, target.Inputs["inputTransformer"])
		assert.Subset(t, target.DependsOn, []string{"trigger-api-target", "trigger-cart-target", "start-call-role-policy"},
			"it counts what is there")
		assert.Equal(t, map[string]any{"arn": "arn:aws:sqs:us-east-1:111122223333:queue-deadletters-dev"},
			target.Inputs["deadLetterConfig"])
	})
	t.Run("counts no more than EventBridge lists at once", func(t *testing.T) {
		t.Parallel()
		var many []string
		for i := range 120 {
			many = append(many, fmt.Sprintf("s%d", i))
		}
		target := deliverytest.Built(t, false, build(true, nil, many...)).
			Get(t, "cloudwatch/eventTarget:EventTarget", "pushes-target")
		assert.Contains(t, target.Inputs["inputTransformer"].(map[string]any)["inputTemplate"], `"rules":100}`)
	})
	t.Run("lives with the pipelines", func(t *testing.T) {
		t.Parallel()
		deliverytest.AssertPlaced(t, deliverytest.Built(t, true, watched), "pushes-", pulumitest.Account)
		deliverytest.AssertPreviewed(t, rec, watched)
	})
	t.Run("names what was rejected", func(t *testing.T) { // R17
		t.Parallel()
		texts := map[string]string{
			"pushes":        "register component pushes",
			"pushes-rule":   "create rule rule-pushes-dev",
			"pushes-target": "create target of rule rule-pushes-dev",
		}
		deliverytest.AssertErrors(t, texts, watched)
		deliverytest.AssertEveryResourceHasAnError(t, texts, rec, "pushes")
	})
}
