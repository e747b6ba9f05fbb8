package account_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/scripts/localaws"
	"slipway/scripts/localaws/account"
)

const (
	ruleType   = "aws:cloudwatch/eventRule:EventRule"
	targetType = "aws:cloudwatch/eventTarget:EventTarget"
	alarmType  = "aws:cloudwatch/metricAlarm:MetricAlarm"
)

// of is a resource with an id of its own.
func of(token, id string, outputs map[string]any) localaws.Resource {
	return localaws.Resource{
		Type:    token,
		ID:      id,
		Outputs: outputs,
	}
}

func TestOnlyTheEnabledRulesOfABusAreRead(t *testing.T) {
	t.Parallel()
	rule := func(name, bus, state string) localaws.Resource {
		return of(ruleType, bus+"/"+name, map[string]any{"name": name, "eventBusName": bus, "state": state,
			"eventPattern": `{"source": ["x"]}`, "arn": "arn:" + name})
	}
	v := view(t, rule("b", "bus-github", "ENABLED"), rule("a", "bus-github", "ENABLED"),
		rule("off", "bus-github", "DISABLED"), rule("a", "default", "ENABLED"))
	rules, err := v.Rules(owner, "bus-github")
	require.NoError(t, err)
	want := func(name string) account.Rule {
		return account.Rule{
			Name:         name,
			Arn:          "arn:" + name,
			EventBusName: "bus-github",
			EventPattern: `{"source": ["x"]}`,
			State:        "ENABLED",
		}
	}
	assert.Equal(t, []account.Rule{want("a"), want("b")}, rules)
	none, err := v.Rules("111122223333", "bus-github")
	require.NoError(t, err)
	assert.Empty(t, none, "another account's bus")
}

func TestTheTargetsOfARuleAreThoseOnItsBus(t *testing.T) {
	t.Parallel()
	target := func(id, rule, bus string) localaws.Resource {
		return of(targetType, id, map[string]any{"rule": rule, "eventBusName": bus, "arn": "arn:" + id, "targetId": id,
			"inputTransformer": map[string]any{"inputPaths": map[string]any{"ref": "$.detail.ref"}, "inputTemplate": "<ref>"}})
	}
	v := view(t, target("mine", "push", "bus-github"), target("other-rule", "pull", "bus-github"),
		target("other-bus", "push", "default"), of(targetType, "bare", map[string]any{
			"rule":         "pull",
			"eventBusName": "default",
		}))
	targets, err := v.Targets(owner, account.Rule{Name: "push", EventBusName: "bus-github"})
	require.NoError(t, err)
	require.Len(t, targets, 1)
	assert.Equal(t, "arn:mine", targets[0].Arn)
	assert.Equal(t, "mine", targets[0].TargetID)
	assert.Equal(t, map[string]string{"ref": "$.detail.ref"}, targets[0].InputTransformer.InputPaths)
	assert.Equal(t, "<ref>", targets[0].InputTransformer.InputTemplate)

	bare, err := v.Targets(owner, account.Rule{Name: "pull", EventBusName: "default"})
	require.NoError(t, err)
	require.Len(t, bare, 1)
	assert.Nil(t, bare[0].InputTransformer, "the event goes on as it is")
}

func TestAlarmsAreFoundByWhatTheyWatch(t *testing.T) {
	t.Parallel()
	v := view(t,
		of(alarmType, "errors", map[string]any{"name": "errors", "dimensions": map[string]any{"FunctionName": "lambda-api"},
			"alarmActions": []any{"arn:topic"}}),
		of(alarmType, "web", map[string]any{"name": "web", "dimensions": map[string]any{"FunctionName": "lambda-web"}}),
		of(alarmType, "project", map[string]any{
			"name":       "project",
			"dimensions": map[string]any{"ProjectName": "lambda-api"},
		}))
	alarms, err := v.AlarmsOn(owner, "FunctionName", "lambda-api")
	require.NoError(t, err)
	assert.Equal(t, []account.Alarm{{
		Name:         "errors",
		AlarmActions: []string{"arn:topic"},
		Dimensions:   map[string]string{"FunctionName": "lambda-api"},
	}}, alarms)
	for name, want := range map[string]bool{"errors": true, "none": false} {
		found, err := v.Alarm(owner, name)
		require.NoError(t, err)
		assert.Equal(t, want, found, name)
	}
}
