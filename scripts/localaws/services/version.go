package services

import (
	"cmp"
	"maps"
	"time"
)

// Version is one published version.
type Version struct {
	// Digest is its image.
	Digest string
	// Architecture is what it runs on, x86_64 if it is empty.
	Architecture string
	// Provisioned is what is kept ready of it; nil for nothing.
	Provisioned *Provisioned
	// State is Pending, Active, Inactive or Failed; Code is the StateReasonCode. An
	// Inactive version without a code is one that nobody called for weeks.
	State, Code string
	// Role, Settings and Environment are what $LATEST had when it was published.
	Role, Settings string
	Environment    map[string]string

	// Answers are what it answers, call by call; the last one stays. Without them the
	// function's answer to its image counts. An error value is an error of the function.
	Answers []any
	// FailureRate and ThrottleRate are how many of a hundred calls end as an error of
	// the function, and are turned away.
	FailureRate, ThrottleRate float64
	// Throttles is how many of the next calls are turned away.
	Throttles int

	readyAt time.Time
	woken   bool // it was Inactive before it was Pending
}

// same reports whether the version has the configuration of $LATEST.
func (v *Version) same(f *Function) bool {
	return cmp.Or(v.Architecture, x86) == cmp.Or(f.Architecture, x86) && v.Role == f.Role &&
		v.Settings == f.Settings && maps.Equal(v.Environment, f.Environment)
}

// reasons are the sentences to the codes.
var reasons = map[string]string{
	"Creating":     "The function is being created.",
	"Restoring":    "The function is being restored.",
	"Idle":         "The function has not been invoked for a long time.",
	"ImageDeleted": "The image of the function was deleted.",
	"InvalidImage": "The image of the function could not be started.",
}

// code is the StateReasonCode; an Active version has none.
func (v *Version) code() string {
	if v.Code == "" && v.State == "Inactive" {
		return "Idle"
	}
	return v.Code
}

// wake begins to bring an Inactive version back.
func (v *Version) wake(now time.Time, takes time.Duration) {
	v.State, v.Code, v.woken, v.readyAt = "Pending", "Restoring", true, now.Add(takes)
}
