package buildspec_test

import (
	"context"
	"fmt"
	"os"

	"slipway/scripts/buildspec"
)

// A buildspec runs on this machine; what it exports is what later stages would see.
func ExampleRun() {
	dir, err := os.MkdirTemp("", "source")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	result, err := buildspec.Run(context.Background(), buildspec.Spec{
		YAML: []byte(`version: 0.2
env:
  shell: bash
  exported-variables: [IMAGE]
phases:
  build:
    commands:
      - export IMAGE="shop:$TAG"
      - echo "built $IMAGE"
`),
		Env: map[string]string{"TAG": "1"},
		Dir: dir,
		Out: os.Stdout,
	})
	fmt.Println(result.Succeeded(), result.Exported["IMAGE"], err)
	// Output:
	// built shop:1
	// true shop:1 <nil>
}
