package iampolicy_test

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"slipway/shared/iampolicy"
	"slipway/shared/pulumitest"
)

// A document may hold outputs of resources; JSON renders it once they are known.
func ExampleDocument_JSON() {
	rec := pulumitest.Run{Project: "slipway-compute", Stack: "dev"}.Do(
		func(_ *pulumi.Context, rec *pulumitest.Recording) error {
			rec.Export("policy", iampolicy.Document{{
				Actions:   []string{"sns:Publish"},
				Resources: pulumi.StringArray{pulumi.String("*")},
			}}.JSON())
			return nil
		})
	fmt.Println(rec.Kept()["policy"])
	// Output:
	// {"Statement":[{"Action":["sns:Publish"],"Effect":"Allow","Resource":["*"]}],"Version":"2012-10-17"}
}

// Check finds what AWS would reject, or what JSON could not say.
func ExampleDocument_Check() {
	fmt.Println(iampolicy.Document{{Sid: "Empty"}}.Check())
	// Output:
	// policy statement 1 "Empty": no actions
}
