package kill_test

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
)

// figures count the runs of a campaign.
type figures struct {
	mu    sync.Mutex
	count map[string]int
}

func (f *figures) add(names ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		f.count[name]++
	}
}

// print writes them, for whoever runs a campaign.
func (f *figures) print(to io.Writer) {
	for _, name := range slices.Sorted(maps.Keys(f.count)) {
		_, _ = fmt.Fprintf(to, "%5d  %s\n", f.count[name], name)
	}
}
