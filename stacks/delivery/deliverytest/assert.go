package deliverytest

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/pulumitest"
)

// AssertInputs compares every property that a resource was given. Texts that
// hold JSON objects are compared as what they mean.
func AssertInputs(t *testing.T, want map[string]any, x *pulumitest.Resource) {
	t.Helper()
	assert.Equal(t, want, x.Decoded(t), "%s %s", x.Type, x.Name)
}

// Object is JSON text as what it means.
func Object(t *testing.T, text string) any {
	t.Helper()
	return pulumitest.Decode(t, text)
}

// Statements are the statements of a resource's policy.
func Statements(t *testing.T, policy any) []any {
	t.Helper()
	text, is := policy.(string)
	require.True(t, is, "a policy is a text")
	return Object(t, text).(map[string]any)["Statement"].([]any)
}

// TrustIn is the trust policy of a role that an AWS service assumes for
// sources in an account.
func TrustIn(t *testing.T, service, account string, sources ...string) any {
	t.Helper()
	source := strings.Join(sources, `", "`)
	return Object(t, `{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": {"Service": ["`+service+`"]}, "Action": ["sts:AssumeRole"],
		"Condition": {"StringEquals": {"aws:SourceAccount": ["`+account+`"]}, "ArnLike": {"aws:SourceArn": ["`+source+`"]}}
	}]}`)
}

// AssertErrors lets AWS reject each resource in turn and compares how the error begins.
func AssertErrors(t *testing.T, texts map[string]string, build func(Rig) error) {
	t.Helper()
	denied := errors.New("AccessDenied: no")
	for name, text := range texts {
		rec := OnRig(pulumitest.Run{Refuse: pulumitest.RefuseNamed(name, denied)}, false, build)
		if assert.Error(t, rec.Err, name) {
			assert.ErrorContains(t, rec.Err, text+": AccessDenied: no", name)
		}
	}
}

// AssertEveryResourceHasAnError checks that the table of errors has a line for every
// resource of the components that it is about.
func AssertEveryResourceHasAnError(t *testing.T, texts map[string]string, rec *pulumitest.Recording, prefix string) {
	t.Helper()
	for _, x := range rec.All() {
		if strings.HasPrefix(x.Name, prefix) {
			assert.Contains(t, texts, x.Name)
		}
	}
}

// AssertPreviewed checks that a preview registers what the update will, though nothing that
// AWS computes is known.
func AssertPreviewed(t *testing.T, updated *pulumitest.Recording, build func(Rig) error) {
	t.Helper()
	preview := OnRig(pulumitest.Run{DryRun: true}, false, build)
	require.NoError(t, preview.Err)
	assert.Equal(t, Identities(updated), Identities(preview))
}

// Identities are the types and names of all resources.
func Identities(rec *pulumitest.Recording) []string {
	var all []string
	for _, x := range rec.All() {
		all = append(all, x.Type+" "+x.Name)
	}
	return all
}

// AssertPlaced compares the account and the provider of every resource whose
// name begins with prefix, and whether a replacement waits for the deletion.
func AssertPlaced(t *testing.T, rec *pulumitest.Recording, prefix, account string) {
	t.Helper()
	for _, x := range rec.All() {
		if !x.Custom || !strings.HasPrefix(x.Name, prefix) {
			continue
		}
		assert.Equal(t, account, x.Account, x.Name)
		assert.NotEmpty(t, x.Provider, x.Name)
		assert.False(t, x.Protect || x.RetainOnDelete, "%s must go with a teardown (R15)", x.Name)
	}
}

// InputsOf are the inputs of every resource by its type and name.
func InputsOf(rec *pulumitest.Recording) map[string]any {
	all := map[string]any{}
	for _, x := range rec.All() {
		all[x.Type+" "+x.Name] = x.Inputs
	}
	return all
}

// ThroughJSON is a value as it is after a way through JSON.
func ThroughJSON(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return Object(t, string(text))
}
