package iampolicy_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
)

func BenchmarkDocument(b *testing.B) {
	var d iampolicy.Document
	for range 20 {
		d = append(d, iampolicy.Statement{
			Actions:   []string{"sns:Publish", "sns:Subscribe"},
			Resources: pulumi.StringArray{pulumi.String("arn:aws:sns:us-east-1:111122223333:topic")},
			Conditions: []iampolicy.Condition{
				iampolicy.When("StringEquals", "aws:SourceAccount", pulumi.String("111122223333")),
			},
		})
	}
	for b.Loop() {
		if err := d.Check(); err != nil || d.Length() == 0 {
			b.Fatal(err)
		}
	}
}
