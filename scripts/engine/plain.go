package engine

import (
	"regexp"
	"strings"
)

var (
	// layered is what each layer over a file adds to an error of it.
	layered = regexp.MustCompile(`blob \((key "[^"]*")?\) \(code=\w+\): `)
	// unsaved is what the engine says around an error of the state's file.
	unsaved = regexp.MustCompile(`(?s)^.*(failed to save snapshot|saving update info|saving backup|writing snapshot): ` +
		`(An IO error occurred while writing the new snapshot file: )?`)
)

// plain is an error of the state's file in plain words; others are as they were.
func plain(message string) string {
	short := layered.ReplaceAllString(message, "")
	if unsaved.MatchString(short) {
		return "the state could not be saved: " + unsaved.ReplaceAllString(short, "")
	}
	return strings.TrimSpace(short)
}
