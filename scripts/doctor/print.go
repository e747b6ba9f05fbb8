package doctor

import (
	"fmt"
	"io"
	"strings"
)

// narrow is how many columns a line needs for its name to stand beside what was found.
const narrow = 72

// Printer writes a line a check; what is found more gets one of its own, and so does the
// command that mends it. Off a terminal, which has no width, no line is broken.
type Printer struct {
	Out   io.Writer
	Width int // columns of the terminal, 0 for none
	Names int // columns of the longest name
}

// NewPrinter makes room for the names.
func NewPrinter(out io.Writer, width int, checks []Check) *Printer {
	p := &Printer{Out: out, Width: width}
	for _, c := range checks {
		p.Names = max(p.Names, len(c.Name))
	}
	return p
}

// Print writes a result.
func (p *Printer) Print(r Result) {
	head := fmt.Sprintf("%-6s  %-*s  ", r.Mark, p.Names, r.Name)
	indent := strings.Repeat(" ", len(head))
	if p.Width > 0 && p.Width < narrow {
		_, _ = fmt.Fprintf(p.Out, "%-6s  %s\n", r.Mark, r.Name)
		head, indent = "        ", "        "
	}
	for i, f := range r.Findings {
		if i > 0 {
			head = indent
		}
		p.write(head, indent, f.Says)
		if f.Mend != "" { // whole, for it is copied
			_, _ = fmt.Fprintf(p.Out, "%s$ %s\n", indent, f.Mend)
		}
	}
}

// Sum writes how many checks have which mark.
func (p *Printer) Sum(r Report) {
	of := map[Mark]int{}
	for _, c := range r.Checks {
		of[c.Mark]++
	}
	if r.Well {
		p.write("", "", fmt.Sprintf("%s is well: %s.", r.Environment, count(len(r.Checks), "check")))
		return
	}
	var parts []string
	for _, m := range []Mark{Fails, Warns, Unseen, OK} {
		if of[m] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", of[m], m))
		}
	}
	p.write("", "", fmt.Sprintf("%s: %s. A line with $ is the command that mends what stands above it.",
		r.Environment, strings.Join(parts, ", ")))
}

// write breaks the text between words if the terminal is too narrow for it.
func (p *Printer) write(head, indent, text string) {
	line := head
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
			line += word
		case p.Width > 0 && len(line)+1+len(word) > p.Width-1:
			_, _ = fmt.Fprintln(p.Out, line)
			line = indent + word
		default:
			line += " " + word
		}
	}
	_, _ = fmt.Fprintln(p.Out, strings.TrimRight(line, " "))
}
