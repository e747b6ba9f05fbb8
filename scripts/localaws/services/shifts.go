package services

import "time"

// Shift is how a deployment configuration moves traffic: Share at once, then, after
// each Every, as much again (linear) or all the rest (canary).
type Shift struct {
	Share  float64
	Every  time.Duration
	Linear bool
}

// Shifts are the predefined configurations for Lambda ("Predefined deployment
// configurations for an AWS Lambda compute platform", CodeDeploy user guide).
var Shifts = map[string]Shift{
	"CodeDeployDefault.LambdaAllAtOnce":                     {Share: 1},
	"CodeDeployDefault.LambdaCanary10Percent5Minutes":       {Share: 0.1, Every: 5 * time.Minute},
	"CodeDeployDefault.LambdaCanary10Percent10Minutes":      {Share: 0.1, Every: 10 * time.Minute},
	"CodeDeployDefault.LambdaCanary10Percent15Minutes":      {Share: 0.1, Every: 15 * time.Minute},
	"CodeDeployDefault.LambdaCanary10Percent30Minutes":      {Share: 0.1, Every: 30 * time.Minute},
	"CodeDeployDefault.LambdaLinear10PercentEvery1Minute":   tenth(1),
	"CodeDeployDefault.LambdaLinear10PercentEvery2Minutes":  tenth(2),
	"CodeDeployDefault.LambdaLinear10PercentEvery3Minutes":  tenth(3),
	"CodeDeployDefault.LambdaLinear10PercentEvery10Minutes": tenth(10),
}

// tenth is a linear shift of ten percent at a time.
func tenth(minutes time.Duration) Shift {
	return Shift{
		Share:  0.1,
		Every:  minutes * time.Minute,
		Linear: true,
	}
}

// Takes is how long it is until all traffic has moved.
func (s Shift) Takes() time.Duration {
	steps := s.steps(time.Time{})
	return steps[len(steps)-1].at.Sub(time.Time{})
}

// step is a share that the new version gets at a moment.
type step struct {
	at    time.Time
	share float64
}

// steps are those of a shift that begins now; the last gives all.
func (s Shift) steps(now time.Time) []step {
	steps := []step{{now, s.Share}}
	for percent := int(100*s.Share + 0.5); s.Linear && percent < 100; {
		percent += int(100*s.Share + 0.5)
		now = now.Add(s.Every)
		steps = append(steps, step{now, float64(min(percent, 100)) / 100})
	}
	if !s.Linear {
		steps = append(steps, step{now.Add(s.Every), 1})
	}
	return steps
}
