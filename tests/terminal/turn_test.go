package terminal_test

import (
	"slices"
	"strings"

	"slipway/shared/contract"
)

// inTurn puts together what is said of each layer: several are at work at a time, and
// their lines come as they come.
func inTurn(text string) string {
	type said struct {
		layer int
		lines []string // the first, and those it goes on in
	}
	var all []string
	var together []said
	flush := func() {
		slices.SortStableFunc(together, func(a, b said) int { return a.layer - b.layer })
		for _, s := range together {
			all = append(all, s.lines...)
		}
		together = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		first, _, _ := strings.Cut(line, " ")
		layer := slices.Index(contract.LayerNames(), first)
		switch {
		case layer >= 0:
			together = append(together, said{layer: layer, lines: []string{line}})
		case len(together) > 0 && strings.HasPrefix(line, " "):
			last := &together[len(together)-1]
			last.lines = append(last.lines, line)
		default:
			flush()
			all = append(all, line)
		}
	}
	flush()
	return strings.Join(all, "\n")
}
