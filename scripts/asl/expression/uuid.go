package expression

import (
	"fmt"
	"math/rand/v2"
)

// uuid is States.UUID: a version 4 UUID, which is random.
type uuid struct{}

// Eval draws from the scope's generator, so that a test sees the same UUIDs again.
func (uuid) Eval(scope Scope) (any, error) {
	draw := rand.Uint64
	if scope.Random != nil {
		draw = scope.Random.Uint64
	}
	high, low := draw(), draw()
	high = high&^0xf000 | 0x4000     // the version
	low = low&^(0b11<<62) | 0b10<<62 // the variant
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x",
		high>>32, high>>16&0xffff, high&0xffff, low>>48, low&(1<<48-1)), nil
}
