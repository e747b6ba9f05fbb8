package config_test

import (
	"fmt"

	"slipway/shared/config"
)

// configured is a Source: the values that a stack file sets.
type configured map[string]string

// Get returns the value of a key and whether it is set.
func (f configured) Get(key string) (string, bool) {
	value, set := f[key]
	return value, set
}

// Stack is the name of the stack.
func (f configured) Stack() string { return "dev" }

// A reader knows a key's default and rule, and keeps every fault until Err.
func ExampleReader() {
	r := config.NewReader("slipway-compute", configured{
		"memory":  "64",
		"release": "linear",
	})
	fmt.Println(r.Int("timeout", 30, 1, 900), r.OneOf("release", "canary", "linear"))
	r.Int("memory", 1024, 128, 10240)
	fmt.Println(r.Err())
	// Output:
	// 30 linear
	// slipway-compute:memory is "64": a whole number from 128 to 10240
}
