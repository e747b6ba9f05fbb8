package plan

import (
	"fmt"
	"strings"
)

// commentLimit is how many letters GitHub takes in a comment; there is more than one line
// of each resource, so what is listed ends well before.
const commentLimit = 60000

// Markdown is the plan as a comment on a pull request: what would be lost first, then
// counts, then each resource.
func (p Plan) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "### What this would do to `%s`\n\n", p.Environment)
	if len(p.Losses) > 0 {
		b.WriteString("**This takes away what holds data or serves traffic:**\n\n")
		b.WriteString("| | resource | what goes with it | to allow it |\n|---|---|---|---|\n")
		for _, l := range p.Losses {
			fmt.Fprintf(&b, "| %s | `%s` | %s | `ALLOW=%s` |\n", l.Change, l.Name, cell(l.What), l.Allow)
		}
		b.WriteString("\n")
	}
	if !p.Changes() {
		b.WriteString("Nothing would change.\n")
		return b.String()
	}
	b.WriteString("| layer | create | update | replace | delete | unchanged |\n|---|---|---|---|---|---|\n")
	for _, l := range p.Layers {
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %d |\n", l.Name, l.Create, l.Update, l.Replace, l.Delete, l.Unchanged)
	}
	b.WriteString("\n<details><summary>Each resource</summary>\n\n")
	for _, l := range p.Layers {
		for _, r := range l.Resources {
			if b.Len() > commentLimit {
				b.WriteString("- and more, which do not fit here\n\n</details>\n")
				return b.String()
			}
			fmt.Fprintf(&b, "- %s: **%s** `%s` (%s)%s\n", l.Name, r.Change, r.Name, r.Type, r.why())
		}
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// why names the properties that make the change necessary.
func (r Resource) why() string {
	paths := r.Because
	if len(paths) == 0 {
		for _, property := range r.Properties {
			paths = append(paths, property.Path)
		}
	}
	if len(paths) == 0 {
		return ""
	}
	return ": `" + strings.Join(paths, "`, `") + "`"
}

// cell is a text that does not end the cell of a table that it stands in.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }
