package config

import (
	"fmt"
	"regexp"
	"slices"
)

// maxRollbackAlarms is what CodeDeploy takes as alarms of a deployment group, ten
// (CodeDeploy API, AlarmConfiguration), without slipway's own two of a service.
const maxRollbackAlarms = 8

// alarmPattern takes no character that means something in the resource of an IAM
// policy, in which the names stand.
var alarmPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 ._/:#()+=@-]{0,254}$`)

// rollbackAlarms reads a list of the names of metric alarms, none if it is not set.
func (r *Reader) rollbackAlarms(key string) []string {
	var names []string
	r.Object(key, &names, `a list of names of alarms, such as ["checkout-latency"]`)
	if len(names) > maxRollbackAlarms {
		r.Reject(key, fmt.Sprint(len(names)), fmt.Sprintf("at most %d alarms", maxRollbackAlarms))
	}
	for i, name := range names {
		if !alarmPattern.MatchString(name) {
			r.Reject(key, name, "the name of a metric alarm, without * and ?")
		}
		if slices.Contains(names[:i], name) {
			r.Reject(key, name, "named twice")
		}
	}
	return names
}

// watchedAnyway rejects slipway's own alarms of a service: CodeDeploy takes none twice.
func (r *Reader) watchedAnyway(c Common, service string, alarms []string) {
	n := c.Names.Services[service]
	for _, own := range []string{n.ErrorAlarm.String(), n.ReleaseAlarm.String()} {
		if slices.Contains(alarms, own) {
			r.Reject("rollbackAlarms", own, "an alarm of your own; every release watches this one anyway")
		}
	}
}

// rollbackAlarmsKey documents the key.
var rollbackAlarmsKey = Key{
	Name:    "rollbackAlarms",
	Default: "none",
	Rule: "the names of up to eight metric alarms of yours, in the account and region of the functions, that forbid and " +
		"undo a release beside slipway's own: of latency, of failed checkouts, of whatever tells a bad release",
	Example: `["checkout-latency"]`,
	Schema: Schema{
		"type":        "array",
		"items":       Pattern(alarmPattern),
		"maxItems":    maxRollbackAlarms,
		"uniqueItems": true,
	},
}
