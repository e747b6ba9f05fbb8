package account

// Rule is a deployed EventBridge rule.
type Rule struct{ Name, Arn, EventBusName, EventPattern, State string }

// Target is what a rule hands its events to.
type Target struct {
	Rule, EventBusName, Arn, TargetID string
	RoleArn                           string
	InputTransformer                  *struct {
		InputPaths    map[string]string
		InputTemplate string
	}
}

// Rules are the enabled rules on a bus.
func (v View) Rules(account, bus string) ([]Rule, error) {
	return list(v, account, "aws:cloudwatch/eventRule:EventRule",
		func(r Rule) bool { return r.EventBusName == bus && r.State == "ENABLED" })
}

// AllRules are the rules on a bus, the disabled ones too.
func (v View) AllRules(account, bus string) ([]Rule, error) {
	return list(v, account, "aws:cloudwatch/eventRule:EventRule",
		func(r Rule) bool { return r.EventBusName == bus })
}

// Targets are a rule's targets.
func (v View) Targets(account string, rule Rule) ([]Target, error) {
	return list(v, account, "aws:cloudwatch/eventTarget:EventTarget", func(t Target) bool {
		return t.EventBusName == rule.EventBusName && t.Rule == rule.Name
	})
}

// Alarm is a deployed CloudWatch alarm.
type Alarm struct {
	Name         string
	AlarmActions []string
	Dimensions   map[string]string
}

// AlarmsOn are the alarms on a dimension's value.
func (v View) AlarmsOn(account, dimension, value string) ([]Alarm, error) {
	return list(v, account, "aws:cloudwatch/metricAlarm:MetricAlarm",
		func(a Alarm) bool { return a.Dimensions[dimension] == value })
}

// Alarm reports whether the alarm is there.
func (v View) Alarm(account, name string) (bool, error) {
	_, found, err := v.Store.Get(account, "aws:cloudwatch/metricAlarm:MetricAlarm", name)
	return found, err
}
