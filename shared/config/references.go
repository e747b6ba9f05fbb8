package config

import (
	"regexp"
	"strings"
)

// Reference is an output of another Pulumi stack, in a setting.
type Reference struct {
	Stack  string // project, of the same environment; or organization/project/stack
	Output string
}

var referencePattern = regexp.MustCompile(
	`\$\{stack:([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?)#([A-Za-z0-9_.-]+)\}`)

const (
	referenceStart = "${stack:"
	// ReferenceRule is what a legal reference is.
	ReferenceRule = "a reference to an output of another stack is ${stack:PROJECT#OUTPUT}, or " +
		"${stack:ORGANIZATION/PROJECT/STACK#OUTPUT}"
)

// Refers reports whether the text holds an output of another stack.
func Refers(text string) bool { return strings.Contains(text, referenceStart) }

// References are the outputs that the text refers to, and the text between them: one more.
func References(text string) (between []string, references []Reference) {
	last := 0
	for _, at := range referencePattern.FindAllStringSubmatchIndex(text, -1) {
		between = append(between, text[last:at[0]])
		references = append(references, Reference{text[at[2]:at[3]], text[at[4]:at[5]]})
		last = at[1]
	}
	return append(between, text[last:]), references
}

// Misread reports whether something begins as a reference does, and is none.
func Misread(text string) bool {
	between, _ := References(text)
	return Refers(strings.Join(between, ""))
}
