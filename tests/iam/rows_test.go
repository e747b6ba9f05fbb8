package iam_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/shared/contract"
	"slipway/tests/iam/calls"
	"slipway/tests/iam/policy"
)

// onRows asks whether a role may do something to the rows of a partition.
func (e *environment) onRows(role, action, partition string) bool {
	return e.Statements.Decide(policy.Request{
		Principal: role,
		Action:    action,
		Resource:  e.Only("aws:dynamodb/table:Table").Text("arn"),
		Context:   policy.Context{}.With("dynamodb:LeadingKeys", partition),
	}).Allowed
}

var writes = []string{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}

// Only a release changes rows, and nobody deletes one. The recorder writes new ones.
func TestOnlyReleasesChangeRowsOfTheHistory(t *testing.T) { // R6
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		for _, role := range e.Of("aws:iam/role:Role") {
			release, recorder := strings.HasPrefix(role.ID, "role-release-"), strings.HasPrefix(role.ID, "role-recorder-")
			for _, action := range writes {
				may := release && action != "dynamodb:DeleteItem" || recorder && action == "dynamodb:PutItem"
				assert.Equal(t, may, e.onRows(role.Text("arn"), action, calls.ARow), "%s %s", role.ID, action)
			}
		}
	})
}

// A release reads, writes and deletes the lock and the marks of its own service. Those
// of another could hold its releases up, or let an image pass that was taken back.
func TestLocksAndMarksAreThoseOfTheServiceAlone(t *testing.T) { // R14 R16
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		for _, role := range e.Of("aws:iam/role:Role") {
			for _, prefix := range []string{contract.LockPrefix, contract.TakenBackPrefix} {
				for _, service := range []string{"api", "orders", "api-2", "a*", ""} {
					own := strings.HasPrefix(role.ID, "role-release-"+service+"-")
					for _, action := range append([]string{"dynamodb:GetItem"}, writes...) {
						may := e.onRows(role.Text("arn"), action, prefix+service)
						assert.Equal(t, own, may, "%s %s %s%s", role.ID, action, prefix, service)
					}
					assert.False(t, e.onRows(role.Text("arn"), "dynamodb:Query", prefix+service), "%s %s", role.ID, service)
				}
			}
		}
	})
}

// A call that names no partition reads all of them.
func TestNoRowIsReachedWithoutItsPartition(t *testing.T) { // R16
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		table := e.Only("aws:dynamodb/table:Table").Text("arn")
		for _, role := range e.Of("aws:iam/role:Role") {
			for _, action := range append([]string{"dynamodb:GetItem", "dynamodb:Query"}, writes...) {
				assert.False(t, e.Statements.Decide(policy.Request{
					Principal: role.Text("arn"),
					Action:    action,
					Resource:  table,
				}).Allowed, "%s %s", role.ID, action)
			}
		}
	})
}
