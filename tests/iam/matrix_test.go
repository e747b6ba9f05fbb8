package iam_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/tests/iam/policy"
)

var update = flag.Bool("update", false, "write the matrices as they are deployed now")

// A right that is added or widened changes a file that is reviewed: run the test
// with -update to see it there.
func TestTheMatrixIsWhatWasReviewed(t *testing.T) { // R9 R16
	t.Parallel()
	inEach(t, func(t *testing.T, name string, e *environment) {
		file, got := filepath.Join("testdata", "matrix-"+name+".txt"), e.matrix()
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err, "run with -update")
		assert.Equal(t, string(want), got,
			"the deployed rights differ from %s: run with -update and review the difference", file)
	})
}

// matrix is who may do what to what under which condition, a line each, by the
// role or the resource that the document belongs to.
func (e *environment) matrix() string {
	sections := map[string][]string{}
	for _, entry := range e.Statements {
		title := e.Normalise(entry.Owner)
		sections[title] = append(sections[title], e.rows(entry)...)
	}
	var text strings.Builder
	for _, title := range slices.Sorted(maps.Keys(sections)) {
		rows := sections[title]
		slices.Sort(rows)
		fmt.Fprintf(&text, "%s\n  %s\n\n", title, strings.Join(rows, "\n  "))
	}
	return text.String()
}

// rows are the lines of one statement.
func (e *environment) rows(entry policy.Entry) []string {
	subjects := []string{""}
	if entry.Kind != policy.Identity {
		subjects = nil
		for _, kind := range entry.Principals {
			for _, principal := range kind {
				subjects = append(subjects, principal+": ")
			}
		}
	}
	resources := entry.Resources
	if entry.Kind == policy.Trust || len(resources) == 0 {
		resources = []string{"this"}
	}
	verb := "may "
	if entry.Effect == "Deny" {
		verb = "may NOT "
	}
	var rows []string
	for _, subject := range subjects {
		for _, action := range entry.Actions {
			for _, resource := range resources {
				rows = append(rows, e.Normalise(subject+verb+action+" on "+resource+conditions(entry)))
			}
		}
	}
	return rows
}

// conditions are the conditions of a statement in words.
func conditions(entry policy.Entry) string {
	var all []string
	for _, operator := range slices.Sorted(maps.Keys(entry.Conditions)) {
		keys := entry.Conditions[operator]
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			all = append(all, fmt.Sprintf("%s %s %s", key, operator, strings.Join(keys[key], " | ")))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return " when " + strings.Join(all, " and ")
}
