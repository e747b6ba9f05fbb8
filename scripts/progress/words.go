package progress

import (
	"fmt"
	"strings"
	"time"

	"slipway/scripts/engine"
)

func ongoing(verb string) string {
	switch verb {
	case "plan":
		return "planning"
	case "compare":
		return "comparing"
	case "recover", "preview", "refresh", "deploy", "destroy":
		return verb + "ing"
	}
	return verb
}

// doing is what the engine's operation is called while it goes on.
func doing(op string) string {
	switch op {
	case "same":
		return "checking"
	case "delete-replaced":
		return "deleting"
	}
	return strings.TrimSuffix(strings.TrimSuffix(op, "-replacement"), "e") + "ing"
}

// listed tells whether a change gets a line of its own. A preview lists all; a
// run lists what it does to resources that were there before. Providers that the
// engine makes by itself are neither listed nor counted.
func listed(verb string, e engine.Event) bool {
	if e.Name == "default" && strings.HasPrefix(e.Type, "pulumi:providers:") {
		return false
	}
	switch e.Op {
	case "create":
		return verb == "preview"
	case "delete":
		return verb == "preview" || compares(verb)
	case "update":
		return verb != "refresh" // which has been compared before
	case "replace":
		return true
	}
	return false
}

// compares tells whether a verb looks at what is there, and follows no program.
func compares(verb string) bool { return verb == "compare" || verb == "recover" }

// found is what a comparison of the state with what is there calls a change.
var found = map[string]string{"update": "changed", "delete": "gone"}

// change says what is done to a resource and which properties make it necessary.
func change(verb string, e engine.Event) string {
	op := e.Op
	if compares(verb) {
		op = found[op]
	}
	line := fmt.Sprintf("  %-8s %s (%s)", op, e.Name, short(e.Type))
	if len(e.Changed) > 0 {
		line += ": " + strings.Join(e.Changed, ", ")
	}
	return line
}

// short leaves the last word of a resource's type: aws:s3/bucketV2:BucketV2 is BucketV2.
func short(kind string) string {
	return kind[strings.LastIndex(kind, ":")+1:]
}

// planned tells whether a verb changes nothing and says what would be changed.
func planned(verb string) bool { return verb == "preview" || verb == "plan" }

// Counts says what an operation did, or in a preview would do.
func Counts(verb string, c engine.Changes) string {
	if verb == "compare" {
		return fmt.Sprintf("%d changed, %d gone, %d as recorded", c.Updated, c.Deleted, c.Unchanged)
	}
	words := []struct {
		n          int
		done, plan string
	}{
		{c.Created, "created", "to create"},
		{c.Updated, "updated", "to update"},
		{c.Replaced, "replaced", "to replace"},
		{c.Deleted, "deleted", "to delete"},
	}
	var parts []string
	for _, w := range words {
		if w.n == 0 {
			continue
		}
		word := w.done
		if planned(verb) {
			word = w.plan
		}
		parts = append(parts, fmt.Sprintf("%d %s", w.n, word))
	}
	if len(parts) == 0 {
		if c.Unchanged == 0 {
			return "no changes"
		}
		return fmt.Sprintf("no changes, %d as they were", c.Unchanged)
	}
	if c.Unchanged > 0 {
		parts = append(parts, fmt.Sprintf("%d unchanged", c.Unchanged))
	}
	return strings.Join(parts, ", ")
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }
