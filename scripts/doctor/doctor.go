// Package doctor says how an environment is: a list of checks, each with a mark for what
// it found and the command that mends it. A check looks at one thing and knows nothing of
// the others, so that one fault hides no other.
//
// What must not be here: any change, not even of a lock; a question to a person.
package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Mark is what a check found, the worst of its findings.
type Mark string

// Marks, from good to bad.
const (
	OK     Mark = "ok"
	Unseen Mark = "unseen" // it could not be looked at
	Warns  Mark = "warns"  // it works, and will not for long, or waits for a person
	Fails  Mark = "fails"
)

var worse = []Mark{OK, Unseen, Warns, Fails}

// Finding is one thing that was found.
type Finding struct {
	Mark Mark   `json:"mark"`
	Says string `json:"says"`
	// Mend is the command that mends it; "" if it is well, or if Says names the way out.
	Mend string `json:"mend,omitempty"`
}

// Check is something to look at.
type Check struct {
	Name string
	// Needs are the checks before it that have to be well for this one to be possible.
	Needs []string
	// Look says what it found. An error is something that could not be looked at.
	Look func(context.Context) ([]Finding, error)
}

// Result is what a check found.
type Result struct {
	Name     string    `json:"name"`
	Mark     Mark      `json:"mark"`
	Findings []Finding `json:"findings"`
}

// Report is what all checks found. docs/doctor.schema.json describes it.
type Report struct {
	Environment string   `json:"environment"`
	Well        bool     `json:"well"` // every mark is ok
	Checks      []Result `json:"checks"`
}

// Examine performs the checks in their order; each hears of a result as it is there.
func Examine(ctx context.Context, env string, checks []Check, each func(Result)) Report {
	report := Report{
		Environment: env,
		Well:        true,
		Checks:      []Result{},
	}
	marks := map[string]Mark{}
	for _, c := range checks {
		r := c.examine(ctx, marks)
		marks[c.Name] = r.Mark
		report.Well = report.Well && r.Mark == OK
		report.Checks = append(report.Checks, r)
		each(r)
	}
	return report
}

func (c Check) examine(ctx context.Context, before map[string]Mark) Result {
	r := Result{Name: c.Name, Mark: OK}
	var missing []string
	for _, name := range c.Needs {
		if mark, looked := before[name]; looked && (mark == Fails || mark == Unseen) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		r.Findings = []Finding{{Mark: Unseen, Says: "not looked at: it needs " + strings.Join(missing, ", ")}}
	} else {
		found, err := c.Look(ctx)
		r.Findings = found
		if err != nil {
			r.Findings = append(r.Findings, Finding{Mark: Unseen, Says: OneLine(err.Error())})
		}
	}
	for _, f := range r.Findings {
		if slices.Index(worse, f.Mark) > slices.Index(worse, r.Mark) {
			r.Mark = f.Mark
		}
	}
	return r
}

// Well is one good finding.
func Well(format string, args ...any) []Finding {
	return []Finding{{Mark: OK, Says: fmt.Sprintf(format, args...)}}
}

// OneLine makes one line of a text.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// orWell are the findings, or that all is well.
func orWell(found []Finding, format string, args ...any) []Finding {
	if len(found) > 0 {
		return found
	}
	return Well(format, args...)
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
