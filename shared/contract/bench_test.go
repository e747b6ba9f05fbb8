package contract_test

import (
	"fmt"
	"testing"

	"slipway/shared/contract"
)

func BenchmarkDecodeDelivery(b *testing.B) {
	for _, n := range []int{1, 100} {
		recorded := map[string]any{"webhookUrl": "https://example.test", "busName": "bus"}
		for i := range n {
			recorded[fmt.Sprintf("service-%d.pipelineArn", i)] = "arn"
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if d := contract.DecodeDelivery(recorded); len(d.Services) != n {
					b.Fatal(d)
				}
			}
		})
	}
}
