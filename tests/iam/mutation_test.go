package iam_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/tests/iam/calls"
	"slipway/tests/iam/policy"
)

// Taking away any statement stops something that has to work: no statement is
// superfluous, and the list of calls would notice one that is missing.
func TestEveryStatementThatAllowsIsNeeded(t *testing.T) { // R16
	t.Parallel()
	inEach(t, func(t *testing.T, name string, e *environment) {
		users := e.users()
		var idle []string
		for i, entry := range e.Statements {
			if entry.Effect != "Allow" {
				continue
			}
			missed := slices.ContainsFunc(users[i],
				func(c calls.Call) bool { return !e.around(c).Without(i).Decide(c.Request).Allowed })
			if !missed {
				idle = append(idle, e.Normalise(entry.Name()))
			}
		}
		settle(t, name, idle, superfluous)
	})
}

// foreign is a value that no condition of ours may be met by.
const foreign = "arn:aws:events:us-east-1:999999999999:rule/foreign"

// A condition that another value meets as well would protect from nothing.
func TestEveryConditionKeepsForeignCallsOut(t *testing.T) { // I4 I8
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		users, tried := e.users(), 0
		for i, entry := range e.Statements {
			if entry.Effect != "Allow" || len(users[i]) == 0 {
				continue
			}
			for operator, keys := range entry.Conditions {
				for key, values := range keys {
					r := users[i][0].Request
					r.Context = r.Context.With(key, foreign)
					if strings.Contains(operator, "Not") {
						r.Context = r.Context.With(key, values[0])
					}
					if operator == "Null" {
						r.Context = r.Context.With(key)
					}
					assert.NotContains(t, e.Statements.Speaking(r), i, "%s %s %s", entry.Name(), operator, key)
					tried++
				}
			}
		}
		assert.Greater(t, tried, 20)
	})
}

// A denial that could be left out without letting anything in denies nothing.
func TestEveryDenialIsNeeded(t *testing.T) { // S2 N3 V1
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		forbidden, set := e.forbidden(), e.withIntruder()
		for i, entry := range set {
			if entry.Effect != "Deny" {
				continue
			}
			without := set.Without(i)
			let := slices.ContainsFunc(forbidden, func(r policy.Request) bool { return without.Decide(r).Allowed })
			assert.True(t, let, "%s denies nothing that would be allowed", entry.Name())
		}
	})
}
