package hook

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// Print writes one line a delivery. The branch is the one that is delivered.
func Print(out io.Writer, branch string, all []Delivery) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "No delivery has been seen.")
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "time\trepository\tbranch\tcommit\tevent\tanswer\twhat it led to")
	for _, d := range all {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%s\n", d.Time.UTC().Format(time.DateTime+"Z"), or(d.Repository),
			or(d.Branch()), or(fmt.Sprintf("%.12s", d.Commit)), or(d.Event), d.Answer, d.led(branch))
	}
	return w.Flush()
}

// led is what a delivery led to.
func (d Delivery) led(branch string) string {
	var starts []string
	for _, s := range d.Started {
		starts = append(starts, fmt.Sprintf("%s %.8s %s", s.Service, s.Execution, s.Status))
	}
	switch {
	case len(starts) > 0:
		return strings.Join(starts, ", ")
	case !d.accepted():
		return d.Outcome
	case d.Branch() != branch:
		return "nothing: delivered is the branch " + branch
	case strings.Trim(d.Commit, "0") == "":
		return "nothing: the branch was deleted"
	}
	return "nothing: no service is built for what it changes"
}

func or(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
