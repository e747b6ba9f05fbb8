package iampolicy_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"slipway/shared/iampolicy"
)

// faulty has every fault once.
var faulty = iampolicy.Document{
	{Sid: "Read the bucket", Actions: []string{"s3:GetObject"}},
	{Sid: "Same", Actions: []string{"s3:GetObject"}},
	{Sid: "Same", Conditions: []iampolicy.Condition{
		iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String("111122223333")),
		iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String("444455556666")),
		iampolicy.When("ArnLike", "aws:SourceArn"),
	}},
}

const faults = `policy statement 1 "Read the bucket": a Sid has letters and digits alone
policy statement 3 "Same": another statement has this Sid
policy statement 3 "Same": no actions
policy statement 3 "Same": condition StringEquals aws:SourceAccount is stated twice
policy statement 3 "Same": condition ArnLike aws:SourceArn has no values`

func TestADocumentThatWouldChangeItsMeaningIsRefused(t *testing.T) {
	t.Parallel()
	assert.EqualError(t, faulty.Check(), faults)

	text, rec := render(t, false, func(*pulumi.Context) iampolicy.Document { return faulty })
	assert.Empty(t, text)
	assert.ErrorContains(t, rec.Err, faults, "the program that uses it fails")
}

func TestASoundDocumentPasses(t *testing.T) {
	t.Parallel()
	assert.NoError(t, iampolicy.Document{}.Check())
	assert.NoError(t, iampolicy.Document{
		{Actions: []string{"a:A"}},
		{Actions: []string{"a:A"}, Conditions: []iampolicy.Condition{
			iampolicy.When("StringEquals", "k", pulumi.String("v")),
			iampolicy.When("StringLike", "k", pulumi.String("v")),
			iampolicy.When("StringEquals", "l", pulumi.String("v")),
		}},
		{Sid: "One1", Actions: []string{"a:A"}},
		{Sid: "One2", Actions: []string{"a:A"}},
	}.Check(), "statements without a Sid are not alike, nor one key under two tests")
}
