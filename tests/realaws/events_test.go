package realaws_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/require"

	"slipway/scripts/eventpattern"
	"slipway/scripts/localaws/events"
)

// deliver hands an event to the rules of the environment as EventBridge does, on a bus of
// its own or, without one, on the default bus. It returns the executions that it starts,
// each named as given or, after the first, with a number; the emulator starts none.
func (d *deployed) deliver(t *testing.T, bus string, event []byte, name string) []string {
	t.Helper()
	client, on := eventbridge.NewFromConfig(d.c), aws.String("default")
	if bus != "" {
		on = &bus
	}
	rules, err := client.ListRules(t.Context(), &eventbridge.ListRulesInput{
		NamePrefix:   aws.String("rule-"),
		EventBusName: on,
	})
	require.NoError(t, err)
	var started []string
	for _, rule := range rules.Rules {
		if !strings.HasSuffix(aws.ToString(rule.Name), "-"+d.env) || rule.EventPattern == nil {
			continue
		}
		matches, err := eventpattern.Match([]byte(*rule.EventPattern), event)
		require.NoError(t, err, *rule.Name)
		if !matches {
			continue
		}
		targets, err := client.ListTargetsByRule(t.Context(), &eventbridge.ListTargetsByRuleInput{
			Rule:         rule.Name,
			EventBusName: on,
		})
		require.NoError(t, err)
		for _, target := range targets.Targets {
			input, err := events.Transform(target.InputTransformer.InputPathsMap,
				aws.ToString(target.InputTransformer.InputTemplate), event)
			require.NoError(t, err)
			own := name
			if len(started) > 0 {
				own = fmt.Sprintf("%s-%d", name, len(started)+1)
			}
			started = append(started, d.startMachine(t, aws.ToString(target.Arn), own, json.RawMessage(input)))
		}
	}
	return started
}
