package services_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/localaws/services"
)

// after is how long it takes until the alarm fires, in whole minutes; 0 for never in
// half an hour.
func after(t *testing.T, w services.Watch, perMinute, percent float64) int {
	t.Helper()
	m, clock := newModel()
	m.Watches = map[string]services.Watch{"errors": w}
	m.Traffic.PerMinute, m.Function.Versions["1"].FailureRate = perMinute, percent
	m.Advance()
	for minute := 1; minute <= 30; minute++ {
		if pass(t, m, clock, time.Minute); m.Alarms["errors"] == "ALARM" {
			return minute
		}
	}
	return 0
}

func TestAlarmsLookAtNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		perMinute, percent  float64
		errors, ofTenInRate int
	}{
		{1, 100, 7, 4},  // five errors take five minutes, and two more to arrive
		{10, 100, 3, 4}, // all in one minute; the other alarm waits for a second one
		{100, 10, 3, 4}, // just ten of a hundred
		{100, 9, 3, 0},  // too few of a hundred
		{5, 10, 0, 0},   // half an error a minute
		{1, 10, 0, 0},   // half an error in five minutes
		{1000, 1, 3, 0}, // ten errors, one of a hundred
		{0, 100, 0, 0},  // nobody calls
		{100, 1, 7, 0},  // one error a minute
	} {
		assert.Equal(t, c.errors, after(t, services.ErrorsWatch(5, 5*time.Minute), c.perMinute, c.percent), "errors %v", c)
		assert.Equal(t, c.ofTenInRate, after(t, services.ReleaseWatch(10), c.perMinute, c.percent), "release %v", c)
	}
}

func TestAnAlarmRecoversAndAHandLastsAMinute(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Watches = map[string]services.Watch{"errors": services.ReleaseWatch(5)}
	m.Alarms["by hand"] = "ALARM"
	m.Traffic.PerMinute, m.Function.Versions["1"].ThrottleRate = 100, 10
	m.Advance()
	pass(t, m, clock, 4*time.Minute)
	assert.Equal(t, "ALARM", m.Alarms["errors"], "throttles count")
	m.Function.Versions["1"].ThrottleRate = 0
	pass(t, m, clock, 5*time.Minute)
	assert.Equal(t, "ALARM", m.Alarms["errors"], "two of the last five minutes that have arrived")
	pass(t, m, clock, time.Minute)
	assert.Equal(t, "OK", m.Alarms["errors"])
	m.Alarms["errors"] = "ALARM"
	pass(t, m, clock, 59*time.Second)
	assert.Equal(t, "ALARM", m.Alarms["errors"])
	pass(t, m, clock, time.Second)
	assert.Equal(t, "OK", m.Alarms["errors"])
	assert.Equal(t, "ALARM", m.Alarms["by hand"], "an alarm without numbers stays as it was set")
}

func TestACanaryIsJudgedByNumbers(t *testing.T) {
	t.Parallel()
	m, clock := newModel()
	m.Function.Add("2", &services.Version{
		Digest:      "sha256:b",
		State:       "Active",
		FailureRate: 100,
	})
	m.Group.Share, m.Group.Alarms = 0, []string{"release"}
	m.Watches = map[string]services.Watch{"release": services.ReleaseWatch(5)}
	m.Traffic.PerMinute = 10
	start(t, m, canary)
	pass(t, m, clock, 4*time.Minute-time.Second)
	assert.Equal(t, "InProgress", m.Group.Deployments[0].Status)
	pass(t, m, clock, time.Hour)
	assert.Equal(t, "Stopped", m.Group.Deployments[0].Status, "two bad minutes, two to arrive: in time for five")
	assert.Equal(t, "1", m.Function.AliasVersion)
	assert.Equal(t, "OK", m.Alarms["release"])
}
