package release

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// String is an image in one line: version, commit, digest.
func (i Image) String() string {
	return fmt.Sprintf("version %s, commit %.12s, %.19s", cmp.Or(i.Version, "not published"),
		cmp.Or(i.Commit, "unknown"), cmp.Or(i.Digest, "digest unknown"))
}

// Describe adds since when the image has had, or last had, production.
func (i Image) Describe(now time.Time) string {
	if i.Since == "" {
		return i.String() + ", no row tells since when"
	}
	return i.String() + ", since " + Moment(i.Since, now)
}

// Moment is a time in a row with its age: "2026-03-01 12:00:00 UTC, 3 min ago".
func Moment(text string, now time.Time) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	return at.UTC().Format("2006-01-02 15:04:05 UTC") + ", " + Age(now.Sub(at))
}

// Age is how long ago something was, as a person says it. A simulated run ends later
// than the clock on the wall, so what it did may be to come.
func Age(passed time.Duration) string {
	switch {
	case passed < time.Minute:
		return "just now"
	case passed < time.Hour:
		return fmt.Sprintf("%d min ago", int(passed.Minutes()))
	case passed < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(passed.Hours()))
	}
	return fmt.Sprintf("%d days ago", int(passed.Hours()/24))
}

// Question is what a person is shown before an image gets production, line by line.
func Question(live, to Image, warnings []string, now time.Time) string {
	lines := []string{"Live now: " + live.Describe(now) + ".", "Goes to:  " + to.Describe(now) + "."}
	for _, warning := range warnings {
		lines = append(lines, "Warning: "+warning)
	}
	return strings.Join(lines, "\n")
}
