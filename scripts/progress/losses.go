package progress

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"slipway/scripts/iostreams"
	"slipway/scripts/layers"
)

// Losses lists what a deployment would take away, for a terminal of so many columns, 0 for
// none.
func Losses(out io.Writer, columns int, losses []layers.Loss) {
	var list strings.Builder
	list.WriteString("This takes away what holds data or serves traffic:\n")
	w := tabwriter.NewWriter(&list, 0, 0, 2, ' ', 0)
	for _, l := range losses {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\n", l.Op, l.Name, l.What)
	}
	_ = w.Flush()
	_, _ = io.WriteString(out, iostreams.Fold(list.String(), columns))
}
