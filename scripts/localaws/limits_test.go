package localaws_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestWhatThePlanRefusesIsWhatTheProviderRefuses holds limits that the Terraform
// provider 5.100 checks before any call.
func TestWhatThePlanRefusesIsWhatTheProviderRefuses(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	for _, d := range []struct {
		token, property string
		longest         int // characters; 0 where the property must be an ARN
	}{
		{apiT, "description", 1024}, {routeT, "target", 128}, {busT, "description", 512}, {busPolicyT, "eventBusName", 256},
		{targetT, "rule", 64}, {targetT, "roleArn", 0}, {alarmT, "alarmDescription", 1024}, {alarmT, "metricName", 255},
		{alarmT, "namespace", 255}, {projectT, "description", 255}, {projectT, "serviceRole", 0}, {groupT, "appName", 100},
		{groupT, "deploymentConfigName", 100}, {rolePolicyT, "role", 64}, {permissionT, "function", 140}, {permissionT, "sourceArn", 0},
		{expiryT, "bucket", 63}, {encryptionT, "bucket", 63}, {versioningT, "bucket", 63},
	} {
		refused := func(value string) bool {
			_, faults := c.check(d.token, "it", m{d.property: value})
			for _, f := range faults {
				if f.GetProperty() == d.property {
					return true
				}
			}
			return false
		}
		good := strings.Repeat("x", d.longest)
		if d.longest == 0 {
			good = roleARN("a")
		}
		assert.False(t, refused(good), "%s %s", d.token, d.property)
		assert.True(t, refused(strings.Repeat("x", d.longest+1)), "%s %s", d.token, d.property)
	}
	for _, d := range []struct {
		token, property string
		good, bad       float64
	}{{functionT, "reservedConcurrentExecutions", -1, -2}, {alarmT, "datapointsToAlarm", 1, 0}} {
		_, good := c.check(d.token, "it", m{d.property: d.good})
		_, bad := c.check(d.token, "it", m{d.property: d.bad})
		assert.Len(t, bad, len(good)+1, "%s %s", d.token, d.property)
	}
}

func TestWhatIsTakenAwayAndHoldsAnywayIsNoChange(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	key := c.given(keyT, "k", m{"description": "of the tests", "deletionWindowInDays": 7.0})
	assert.Empty(t, c.diff(key, m{"deletionWindowInDays": 7.0}).GetDiffs(), "AWS chooses the description, and chose this one")
	role := c.given(roleT, "r", m{"name": "role-a", "assumeRolePolicy": trusting("lambda"), "maxSessionDuration": 3600.0})
	assert.Empty(t, c.diff(role, m{"name": "role-a", "assumeRolePolicy": trusting("lambda")}).GetDiffs(), "the default says the same")
	longer := c.given(roleT, "s", m{"name": "role-b", "assumeRolePolicy": trusting("lambda"), "maxSessionDuration": 7200.0})
	assert.Equal(t, []string{"maxSessionDuration"}, c.diff(longer, m{"name": "role-b", "assumeRolePolicy": trusting("lambda")}).GetDiffs())
}

func TestADefinitionIsComparedLetterByLetter(t *testing.T) {
	t.Parallel()
	c := rehearse(t)
	in := m{"name": "sfn-a", "roleArn": c.role("role-a", "states"), "definition": `{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}`}
	e := c.given(machineT, "s", in)
	assert.Equal(t, []string{"definition"}, c.diff(e, with(in, m{"definition": in["definition"].(string) + " "})).GetDiffs())
}
