package history

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/tabwriter"

	"slipway/shared/naming"
)

// Print writes one line a row, and below it what a person has to know of how it ended.
func Print(out io.Writer, rows []Row) error {
	var text strings.Builder // takes everything
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	line := func(fields ...string) { _, _ = fmt.Fprintln(w, strings.Join(fields, "\t")) }
	line("time", "service", "what", "state", "deployment", "commit", "version", "actor", "reason")
	for _, r := range rows {
		what := strings.ToLower(r["eventType"])
		if r["eventType"] == Change {
			what += " " + r.call()
		}
		if stage := r.Given("stage"); stage != "" {
			what += " " + stage
		}
		when, _, _ := strings.Cut(r.When(), ".")
		line(strings.TrimSuffix(when, "Z")+"Z", r["service"], what, r["state"], shortID(r["deploymentId"]),
			short(r.Given("commit"), 12), r.Given("version"), r.who(), oneLine(r.Given("reason")))
	}
	_ = w.Flush()
	next := -1 // the first line is the heading
	for line := range strings.Lines(text.String()) {
		if _, err := fmt.Fprintln(out, strings.TrimRight(line, " \n")); err != nil {
			return err
		}
		if next++; next == 0 {
			continue
		}
		for _, note := range rows[next-1].Notes() {
			if _, err := fmt.Fprintln(out, "  "+note); err != nil {
				return err
			}
		}
	}
	return nil
}

// who is the actor without what comes before a name in an ARN. A session of one of
// slipway's own roles has a random name, so that is the role's.
func (r Row) who() string {
	actor := r.Given("actor")
	path := strings.Split(actor, "/")
	if n := len(path); n > 1 && strings.HasPrefix(path[n-2], naming.Role.Type+"-") {
		return path[n-2]
	}
	return actor[strings.LastIndexAny(actor, ":/")+1:]
}

// random is the id that CodePipeline gives an execution, and CloudTrail a call.
var random = regexp.MustCompile(`^(change-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// shortID shortens an id that says nothing to a person.
func shortID(id string) string {
	if kind := random.FindStringSubmatch(id); kind != nil {
		return short(id, len(kind[1])+8)
	}
	return id
}

// oneLine keeps a text that AWS wrote from breaking the table.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func short(text string, length int) string {
	if len(text) > length {
		return text[:length]
	}
	return text
}
