package contract_test

import (
	"fmt"

	"slipway/shared/contract"
)

// The command reads a layer's recorded outputs into the same struct that the layer
// fills, so that nothing is looked up by the text of its key.
func ExampleDecodeDelivery() {
	out := contract.DecodeDelivery(map[string]any{
		"busName":          "bus-github-dev",
		"api.pipelineName": "pipeline-api-dev",
	})
	fmt.Println(out.BusName, out.Services["api"].Name)
	fmt.Printf("%q\n", out.WebhookURL) // not recorded
	// Output:
	// bus-github-dev pipeline-api-dev
	// ""
}

// The layers are listed in the order in which they are deployed.
func ExampleLayers() {
	for _, layer := range contract.Layers() {
		fmt.Println(contract.Project(layer.Name), layer.Needs)
	}
	// Output:
	// slipway-foundation []
	// slipway-compute [foundation]
	// slipway-delivery [foundation compute]
}
