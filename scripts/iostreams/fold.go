package iostreams

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// pieces are what a line is broken between: words, and commands in backticks, which are
// copied and so stay whole.
var pieces = regexp.MustCompile("(?:[^\\s`]*`[^`]*`[^\\s`]*|\\S)+")

// column is where the text of a line begins: behind its name, if it has one.
var column = regexp.MustCompile(`^ *\S+ {2,}`)

// Fold breaks lines that are wider than a terminal of so many columns between words, and
// begins what goes on below the text. 0 columns are no terminal: nothing is broken.
func Fold(text string, columns int) string {
	if columns <= 0 {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = fold(line, columns)
	}
	return strings.Join(lines, "\n")
}

func fold(line string, columns int) string {
	if utf8.RuneCountInString(line) < columns {
		return line
	}
	head := column.FindString(line)
	if head == "" || utf8.RuneCountInString(head) > columns/2 {
		head = line[:len(line)-len(strings.TrimLeft(line, " "))]
	}
	indent := strings.Repeat(" ", utf8.RuneCountInString(head))
	var b strings.Builder
	b.WriteString(head)
	at, first := len(indent), true
	for _, piece := range pieces.FindAllString(line[len(head):], -1) {
		n := utf8.RuneCountInString(piece)
		switch {
		case first:
		case at+1+n >= columns: // the last column would begin a row
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(piece)
		at, first = at+n, false
	}
	if strings.HasSuffix(line, " ") { // a question
		b.WriteString(" ")
	}
	return b.String()
}
