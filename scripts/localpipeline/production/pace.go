package production

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// What the simulated services take, about as long as they do on AWS.
const (
	updateTakes   = 8 * time.Second
	publishTakes  = 5 * time.Second
	rollbackTakes = 15 * time.Second
)

// Pace is how a deployment configuration shifts traffic: a share at once, all of
// it in the end. The steps of a linear shift in between are not modelled.
type Pace struct {
	Share float64
	Takes time.Duration
}

var (
	canary = regexp.MustCompile(`^CodeDeployDefault\.LambdaCanary(\d+)Percent(\d+)Minutes$`)
	linear = regexp.MustCompile(`^CodeDeployDefault\.LambdaLinear(\d+)PercentEvery(\d+)Minutes?$`)
)

// paceOf reads a predefined configuration's name (CodeDeploy user guide,
// deployment-configurations).
func paceOf(configuration string) (Pace, error) {
	if configuration == "CodeDeployDefault.LambdaAllAtOnce" {
		return Pace{Share: 1}, nil
	}
	if m := canary.FindStringSubmatch(configuration); m != nil {
		percent, minutes := number(m[1]), number(m[2])
		return Pace{Share: float64(percent) / 100, Takes: time.Duration(minutes) * time.Minute}, nil
	}
	if m := linear.FindStringSubmatch(configuration); m != nil {
		percent, minutes := number(m[1]), number(m[2])
		return Pace{
			Share: float64(percent) / 100,
			Takes: time.Duration(minutes*((100+percent-1)/percent-1)) * time.Minute,
		}, nil
	}
	return Pace{}, fmt.Errorf("deployment configuration %s is not known to the simulated AWS", configuration)
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // the pattern takes digits alone
	return max(n, 1)
}
