package iam_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/calls"
	"slipway/tests/iam/policy"
)

func TestEveryCallThatIsMadeIsAllowed(t *testing.T) { // R9 R16
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		require.Greater(t, len(e.calls), 100)
		for _, call := range e.calls {
			decision := e.around(call).Decide(call.Request)
			assert.True(t, decision.Allowed, "%s: %s", call, decision.Why)
		}
	})
}

// A right that nothing uses is one that only an intruder would use.
func TestNoRightIsLeftOver(t *testing.T) { // R16
	t.Parallel()
	inEach(t, func(t *testing.T, name string, e *environment) {
		users := e.users()
		var left []string
		for _, g := range e.Statements.Grants() {
			used := slices.ContainsFunc(users[g.Entry], func(c calls.Call) bool { return g.Covers(c.Action, c.Resource) })
			if !used {
				left = append(left, e.Normalise(e.Statements[g.Entry].Name()+": "+g.Action+" on "+g.Resource))
			}
		}
		settle(t, name, left, leftOver)
	})
}

// users are the requests that each statement takes part in allowing.
func (e *environment) users() map[int][]calls.Call {
	users := map[int][]calls.Call{}
	for _, call := range e.calls {
		for _, i := range e.around(call).Decide(call.Request).By {
			users[i] = append(users[i], call)
		}
	}
	return users
}

// around is what is deployed, then a role from outside with every right, so that our
// own policies decide, or a key from outside that leaves the decision to its account.
func (e *environment) around(call calls.Call) policy.Set {
	with := slices.Clone(e.Statements)
	var err error
	switch {
	case call.Outside:
		err = with.Add(policy.Identity, call.Principal, "", call.Principal, allows)
	case e.keyOfOnesOwn(call.Resource):
		account := strings.Split(call.Resource, ":")[4]
		err = with.Add(policy.Resource, call.Resource, account, call.Resource, fmt.Sprintf(
			`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", `+
				`"Resource": "*"}]}`, account))
	default:
		return e.Statements
	}
	if err != nil {
		panic(err)
	}
	return with
}

// keyOfOnesOwn reports whether the resource is a key that is not deployed here.
func (e *environment) keyOfOnesOwn(resource string) bool {
	return strings.HasPrefix(resource, "arn:aws:kms:") && !slices.ContainsFunc(e.Statements, func(s policy.Entry) bool {
		return s.Kind == policy.Resource && s.Owner == resource
	})
}
