package iampolicy_test

import (
	"encoding/json"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/iampolicy"
	"slipway/shared/pulumitest"
)

type (
	object = map[string]any
	list   = []any
)

// render gives the JSON of the document that a program makes.
func render(
	t testing.TB, dryRun bool, document func(ctx *pulumi.Context) iampolicy.Document,
) (string, *pulumitest.Recording) {
	t.Helper()
	rec := pulumitest.Run{
		Project: "p",
		Stack:   "s",
		DryRun:  dryRun,
	}.Do(func(ctx *pulumi.Context, rec *pulumitest.Recording) error {
		rec.Export("policy", document(ctx).JSON())
		return nil
	})
	text, _ := rec.Kept()["policy"].(string)
	return text, rec
}

// decode gives the document that a program makes as AWS would read it.
func decode(t testing.TB, document iampolicy.Document) object {
	t.Helper()
	text, rec := render(t, false, func(*pulumi.Context) iampolicy.Document { return document })
	require.NoError(t, rec.Err)
	var decoded object
	require.NoError(t, json.Unmarshal([]byte(text), &decoded))
	return decoded
}

// statement gives the only statement of a document.
func statement(t testing.TB, s iampolicy.Statement) object {
	t.Helper()
	decoded := decode(t, iampolicy.Document{s})
	assert.Equal(t, "2012-10-17", decoded["Version"])
	statements := decoded["Statement"].(list)
	require.Len(t, statements, 1)
	return statements[0].(object)
}
