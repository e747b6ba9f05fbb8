package iam_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/actions"
	"slipway/tests/iam/lint"
	"slipway/tests/iam/policy"
)

func TestNoDocumentSaysMoreThanItMust(t *testing.T) { // I1 I2 I3 I4 I5 I8 K2 N4 R3 S9 V1
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		require.Greater(t, len(e.Statements), 40)
		assert.Empty(t, lint.Check(e.Statements))
	})
}

// An exception from the reference that is no longer needed goes.
func TestEveryActionThatIsExceptedFromTheReferenceIsGivenOnAllResources(t *testing.T) { // I2
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		given := map[string]bool{}
		for _, g := range e.Statements.Grants() {
			if g.Resource == "*" {
				given[g.Action] = true
			}
		}
		for action := range actions.Unscoped {
			assert.True(t, given[action], action)
		}
	})
}

func TestAWSStoresEveryDocument(t *testing.T) { // R16
	t.Parallel()
	inEach(t, func(t *testing.T, _ string, e *environment) {
		lengths := map[string]int{} // of what a role or a resource holds together
		for _, d := range e.Documents {
			lengths[limitOf(d.Kind, d.Owner)+" "+d.Owner] += len(d.Text)
		}
		for name, length := range lengths {
			kind, _, _ := strings.Cut(name, " ")
			assert.Empty(t, lint.Size(kind, length), name)
		}
	})
}

// limitOf names the limit of a document: its kind, or the service it is kept by.
func limitOf(kind policy.Kind, owner string) string {
	if kind != policy.Resource {
		return string(kind)
	}
	return strings.Split(owner, ":")[2]
}

// Rights are written where the role is: a policy that AWS manages grows with
// AWS's services, and one that is attached from elsewhere is not in the matrix. A
// function has those that its settings name, and no other role any.
func TestRolesHaveNoOtherPolicies(t *testing.T) { // I6
	t.Parallel()
	inEach(t, func(t *testing.T, name string, e *environment) {
		for _, role := range e.Of("aws:iam/role:Role") {
			assert.Empty(t, role.Outputs["managedPolicyArns"], role.ID)
		}
		var found []string
		for _, r := range e.Resources {
			if strings.Contains(r.Type, "olicyAttachment") {
				found = append(found, fmt.Sprint(r.Outputs["role"], " ", r.Outputs["policyArn"]))
			}
		}
		var named []string
		if name == "two-accounts-webhook" {
			named = []string{"role-function-orders-two " + attached}
		}
		assert.Equal(t, named, found)
	})
}
