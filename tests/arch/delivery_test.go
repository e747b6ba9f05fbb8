package arch_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const deliveryLayer = "stacks/delivery"

// deliveryRooms are the packages that the delivery layer's resources are in, each with
// those that it may import: earlier in the way of a push, or what several stand on.
// The root wires them together and is imported by none.
var deliveryRooms = map[string][]string{
	"machine":   nil,
	"push":      {"receiver/pushevent"},
	"eventrule": {"push"},
	"start":     {"machine", "push", "receiver/pushevent", "statemachines"},
	"build":     {"buildspecs"},
	"release":   {"machine", "push", "statemachines"},
	"record":    {"eventrule", "machine", "push", "statemachines"},
	"approve":   {"eventrule", "machine", "push", "statemachines"},
	"pipeline":  {"build", "push", "release"},
	"observe":   {"approve", "push", "record", "start"},
}

func TestDeliveryRooms(t *testing.T) {
	t.Parallel()
	files := map[string]int{}
	for _, s := range sources(t) {
		if !s.within(deliveryLayer) {
			continue
		}
		files[s.folder()]++
		room := strings.TrimPrefix(strings.TrimPrefix(s.folder(), deliveryLayer), "/")
		may, is := deliveryRooms[room]
		if !is || s.isTest() {
			continue
		}
		for _, path := range s.imports() {
			if other, inside := strings.CutPrefix(path, "slipway/"+deliveryLayer); inside {
				assert.True(t, slices.Contains(may, strings.TrimPrefix(other, "/")), "%s imports %s", s.path, path)
			}
		}
	}
	for room := range deliveryRooms {
		assert.Positive(t, files[deliveryLayer+"/"+room], "no package %s", room)
	}
	for folder, n := range files {
		if !strings.HasPrefix(folder, deliveryLayer+"/receiver") {
			assert.LessOrEqual(t, n, 12, "files in %s", folder)
		}
	}
}
