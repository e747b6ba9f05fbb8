package progress

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"slipway/scripts/layers"
)

// Summary writes what a run did, layer by layer, and what is left to do.
func Summary(out io.Writer, env string, r layers.Report) {
	if len(r.Outcomes) == 0 {
		return
	}
	_, _ = fmt.Fprintln(out)
	if len(r.Losses) > 0 {
		Losses(out, r.Losses)
		_, _ = fmt.Fprintln(out)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	head := []string{"layer", "result", "created", "updated", "replaced", "deleted", "unchanged", "seconds"}
	if planned(r.Outcomes[0].Verb) {
		head = []string{"layer", "result", "to create", "to update", "to replace", "to delete", "unchanged", "seconds"}
	}
	_, _ = fmt.Fprintln(w, strings.Join(head, "\t"))
	for _, o := range r.Outcomes {
		c := o.Result.Changes
		if o.Status != layers.Done && o.Status != layers.Failed {
			_, _ = fmt.Fprintf(w, "%s\t%s\t\t\t\t\t\t\n", o.Layer, o.Status)
			continue
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%.1f\n", o.Layer, o.Status,
			c.Created, c.Updated, c.Replaced, c.Deleted, c.Unchanged, o.Result.Duration.Seconds())
	}
	_ = w.Flush()
	for _, layer := range r.Stale {
		_, _ = fmt.Fprintf(out,
			"%s reads outputs that have changed; update it with `make deploy LAYER=%s ENV=%s`\n", layer, layer, env)
	}
	for _, sentence := range r.Last {
		_, _ = fmt.Fprintln(out, sentence)
	}
	for _, service := range slices.Sorted(maps.Keys(r.Waiting)) {
		_, _ = fmt.Fprintf(out, "%s: the change of %s is not live. Traffic stays on the version that was published before "+
			"it. `make release ENV=%s SERVICE=%s` releases it with the image that is live; so does the next push.\n",
			service, strings.Join(r.Waiting[service], ", "), env, service)
	}
	if r.Resume != "" {
		_, _ = fmt.Fprintf(out, "What is done stays done. Mend the cause below, then go on with `%s`\n", r.Resume)
	}
}
