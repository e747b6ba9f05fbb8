package resources_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/awstest"
)

// TestWhatThePlanRejectsIsWhatTheProviderRejects holds limits that the Terraform
// provider 5.100 checks before any call.
func TestWhatThePlanRejectsIsWhatTheProviderRejects(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	for _, d := range []struct {
		token, property string
		longest         int // characters; 0 where the property must be an ARN
	}{
		{
			awstest.API, "description", 1024,
		}, {awstest.Route, "target", 128}, {awstest.Bus, "description", 512}, {awstest.BusPolicy, "eventBusName", 256},
		{
			awstest.Target, "rule", 64,
		}, {awstest.Target, "roleArn", 0}, {awstest.Alarm, "alarmDescription", 1024}, {awstest.Alarm, "metricName", 255},
		{awstest.Alarm, "namespace", 255}, {awstest.Project, "description", 255}, {awstest.Project, "serviceRole", 0},
		{awstest.Group, "appName", 100},
		{awstest.Group, "deploymentConfigName", 100}, {awstest.RolePolicy, "role", 64}, {awstest.Permission, "function", 140},
		{awstest.Permission, "sourceArn", 0},
		{awstest.BucketLifecycle, "bucket", 63}, {awstest.BucketEncryption, "bucket", 63},
		{awstest.BucketVersioning, "bucket", 63},
	} {
		rejected := func(value string) bool {
			_, faults := c.Check(d.token, "it", m{d.property: value})
			for _, f := range faults {
				if f.GetProperty() == d.property {
					return true
				}
			}
			return false
		}
		good := strings.Repeat("x", d.longest)
		if d.longest == 0 {
			good = awstest.RoleARN("a")
		}
		assert.False(t, rejected(good), "%s %s", d.token, d.property)
		assert.True(t, rejected(strings.Repeat("x", d.longest+1)), "%s %s", d.token, d.property)
	}
	for _, d := range []struct {
		token, property string
		good, bad       float64
	}{{awstest.Function, "reservedConcurrentExecutions", -1, -2}, {awstest.Alarm, "datapointsToAlarm", 1, 0}} {
		_, good := c.Check(d.token, "it", m{d.property: d.good})
		_, bad := c.Check(d.token, "it", m{d.property: d.bad})
		assert.Len(t, bad, len(good)+1, "%s %s", d.token, d.property)
	}
}

func TestWhatIsTakenAwayAndHoldsAnywayIsNoChange(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	key := c.Given(awstest.Key, "k", m{"description": "of the tests", "deletionWindowInDays": 7.0})
	assert.Empty(t, c.Diff(key, m{"deletionWindowInDays": 7.0}).GetDiffs(),
		"AWS chooses the description, and chose this one")
	role := c.Given(awstest.Role, "r", m{
		"name":               "role-a",
		"assumeRolePolicy":   awstest.Trust("lambda"),
		"maxSessionDuration": 3600.0,
	})
	assert.Empty(t, c.Diff(role, m{
		"name":             "role-a",
		"assumeRolePolicy": awstest.Trust("lambda"),
	}).GetDiffs(), "the default says the same")
	longer := c.Given(awstest.Role, "s", m{
		"name":               "role-b",
		"assumeRolePolicy":   awstest.Trust("lambda"),
		"maxSessionDuration": 7200.0,
	})
	assert.Equal(t, []string{"maxSessionDuration"}, c.Diff(longer, m{
		"name":             "role-b",
		"assumeRolePolicy": awstest.Trust("lambda"),
	}).GetDiffs())
}

func TestADefinitionIsComparedLetterByLetter(t *testing.T) {
	t.Parallel()
	c := awstest.NewClient(t)
	in := m{
		"name":       "sfn-a",
		"roleArn":    c.Role("role-a", "states"),
		"definition": `{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}`,
	}
	e := c.Given(awstest.Machine, "s", in)
	assert.Equal(t, []string{"definition"},
		c.Diff(e, awstest.With(in, m{"definition": in["definition"].(string) + " "})).GetDiffs())
}
