package naming_test

import (
	"fmt"
	"testing"

	"slipway/shared/naming"
)

func BenchmarkFor(b *testing.B) {
	suffix, err := naming.NewSuffix("dev")
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 100} {
		var services []naming.Service
		for i := range n {
			s, err := naming.NewService(fmt.Sprintf("service-%d", i))
			if err != nil {
				b.Fatal(err)
			}
			services = append(services, s)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := naming.For(suffix, services); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
