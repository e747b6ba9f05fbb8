package eventpattern_test

import (
	"fmt"

	"slipway/scripts/eventpattern"
)

// A rule's pattern decides about an event as EventBridge does.
func ExampleMatch() {
	pattern := []byte(`{"source": ["github.com"], "detail": {"ref": [{"prefix": "refs/heads/"}]}}`)
	for _, ref := range []string{"refs/heads/main", "refs/tags/v1"} {
		event := `{"source": "github.com", "detail": {"ref": "` + ref + `"}}`
		matches, err := eventpattern.Match(pattern, []byte(event))
		fmt.Println(ref, matches, err)
	}
	// Output:
	// refs/heads/main true <nil>
	// refs/tags/v1 false <nil>
}
