package logs

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
)

// Print writes each line after its time, those of a function after the version as well.
func Print(out io.Writer, lines []Line) error {
	for _, line := range lines {
		version := ""
		if found := versioned.FindStringSubmatch(line.From); found != nil {
			version = found[1] + "  "
		}
		if _, err := fmt.Fprintf(out, "%s  %s%s\n", line.At.UTC().Format("2006-01-02T15:04:05Z"), version,
			plain(line.Text)); err != nil {
			return err
		}
	}
	return nil
}

// versioned is the name of a stream of a function: date, version and instance (Lambda
// Developer Guide, monitoring-cloudwatchlogs).
var versioned = regexp.MustCompile(`^\d{4}/\d\d/\d\d/(\[[^\]]+\])`)

// colours are the sequences that move a terminal's cursor or colour it.
var colours = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")

// plain is a text that does nothing to a terminal.
func plain(text string) string {
	text = colours.ReplaceAllString(strings.TrimRight(text, "\r\n"), "")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}
