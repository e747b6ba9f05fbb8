package progress

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"slipway/scripts/iostreams"
	"slipway/scripts/layers"
)

// Summary writes what a run did, layer by layer, and what is left to do, for a terminal of
// so many columns, 0 for none.
func Summary(out io.Writer, columns int, env string, r layers.Report) {
	if len(r.Outcomes) == 0 {
		return
	}
	say := func(format string, args ...any) {
		_, _ = fmt.Fprintln(out, iostreams.Fold(fmt.Sprintf(format, args...), columns))
	}
	say("")
	if len(r.Losses) > 0 {
		Losses(out, columns, r.Losses)
		say("")
	}
	say("%s", table(columns, r.Outcomes))
	for _, l := range r.Stale {
		mend := fmt.Sprintf("; update it with `make deploy LAYER=%s ENV=%s`", l.Layer, env)
		if r.Resume != "" { // which updates it too, or comes first
			mend = ""
		}
		say("%s has not taken what has changed: %s%s", l.Layer, some(l.Outputs), mend)
	}
	for _, sentence := range r.Last {
		say("%s", sentence)
	}
	for _, service := range slices.Sorted(maps.Keys(r.Waiting)) {
		say("%s: the change of %s is not live. Traffic stays on the version that was published before "+
			"it. `make release ENV=%s SERVICE=%s` releases it with the image that is live; so does the next push.",
			service, strings.Join(r.Waiting[service], ", "), env, service)
	}
	if r.Resume != "" {
		say("What is done stays done. Mend the cause below, then go on with `%s`", r.Resume)
	}
}

// some are the first of the names; a service has a dozen outputs, which change together.
func some(names []string) string {
	const most = 4
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// table is what was done to each layer, a line each. Where the terminal has no room for
// the columns, the line says the same in words.
func table(columns int, outcomes []layers.Outcome) string {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	head := []string{"layer", "result", "created", "updated", "replaced", "deleted", "unchanged", "seconds"}
	if planned(outcomes[0].Verb) {
		head = []string{"layer", "result", "to create", "to update", "to replace", "to delete", "unchanged", "seconds"}
	}
	_, _ = fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, o := range outcomes {
		c := o.Result.Changes
		if !worked(o) {
			_, _ = fmt.Fprintf(w, "%s\t%s\t\t\t\t\t\t\n", o.Layer, o.Status)
			continue
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%.1f\n", o.Layer, o.Status,
			c.Created, c.Updated, c.Replaced, c.Deleted, c.Unchanged, o.Result.Duration.Seconds())
	}
	_ = w.Flush()
	rows := strings.Split(strings.TrimSuffix(table.String(), "\n"), "\n")
	if columns > 0 && slices.ContainsFunc(rows, func(row string) bool { return runes(row) >= columns }) {
		rows = nil
		for _, o := range outcomes {
			rows = append(rows, row(o))
		}
	}
	return strings.Join(rows, "\n")
}

// row is what the table says of a layer, in words.
func row(o layers.Outcome) string {
	line := fmt.Sprintf("%-10s  %s", o.Layer, o.Status)
	if worked(o) {
		line += fmt.Sprintf(": %s, %s", Counts(o.Verb, o.Result.Changes), seconds(o.Result.Duration))
	}
	return line
}

// worked tells whether something was done to the layer.
func worked(o layers.Outcome) bool {
	return o.Status == layers.Done || o.Status == layers.Failed || o.Status == layers.Stopped
}
