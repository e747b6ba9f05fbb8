package progress

import (
	"fmt"
	"io"
	"text/tabwriter"

	"slipway/scripts/layers"
)

// Losses lists what a deployment would take away.
func Losses(out io.Writer, losses []layers.Loss) {
	_, _ = fmt.Fprintln(out, "This takes away what holds data or serves traffic:")
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, l := range losses {
		_, _ = fmt.Fprintf(w, "  %s\t%s\t%s\n", l.Op, l.Name, l.What)
	}
	_ = w.Flush()
}
