package kill_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// said is a command that slipway tells a person to run.
var said = regexp.MustCompile("`make ([a-z-]+)(?: LAYER=([a-z]+))? ENV=" + env + "`")

// next is what a person does after a command: the last one that it names; if it names
// none, what the person came for.
func next(o outcome) []string {
	all := said.FindAllStringSubmatch(o.text, -1)
	if len(all) == 0 {
		return []string{"deploy-all"}
	}
	words := []string{all[len(all)-1][1]}
	if layer := all[len(all)-1][2]; layer != "" {
		words = append(words, "--layer", layer)
	}
	return words
}

// follow does what is said until a deployment succeeds, and returns what was done.
func (s *site) follow(t *testing.T, o outcome) []outcome {
	t.Helper()
	all := []outcome{o}
	for range 8 {
		words := next(o)
		o = s.run(t, words...)
		all = append(all, o)
		if o.code == 0 && o.words == "deploy-all" {
			return all
		}
		if o.code != 0 {
			require.Regexp(t, said, o.text, "a dead end:\n%s", told(all))
		}
	}
	require.Fail(t, "what is said leads in a circle", "%s", told(all))
	return nil
}

// told is what a person has typed and seen.
func told(all []outcome) string {
	var b strings.Builder
	for _, o := range all {
		b.WriteString(o.String())
	}
	return b.String()
}

// summary is the lines of one: what was or would be done to how many.
var summary = regexp.MustCompile(`(?m)^(foundation|compute|delivery) +done +(\d+) +(\d+) +(\d+) +(\d+) +\d+ +[\d.]+$`)

// unchanged tells whether a preview found nothing to do.
func unchanged(o outcome) bool {
	rows := summary.FindAllStringSubmatch(o.text, -1)
	return o.code == 0 && len(rows) == 3 && !slices.ContainsFunc(rows, func(row []string) bool {
		return strings.Join(row[2:], "") != "0000"
	})
}
