package stackfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// edit exchanges what stands between two places of a text.
type edit struct {
	from, to int
	text     string
}

// apply is the text with edits, which are in the order of their places and do not
// overlap.
func apply(body []byte, edits []edit) []byte {
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.from < at || e.to < e.from || e.to > len(body) {
			return nil
		}
		out.Write(body[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.Write(body[at:])
	return out.Bytes()
}

// body is the text that the nodes' lines and columns are of.
func (f *File) body() []byte { return bytes.TrimPrefix(f.text, mark) }

// newline is how the file's lines end.
func (f *File) newline() string {
	if bytes.Contains(f.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// place is where a node begins.
func (f *File) place(node *yaml.Node) int {
	at := f.line(node.Line)
	for range node.Column - 1 {
		_, size := utf8.DecodeRune(f.body()[at:])
		at += size
	}
	return at
}

// line is where a line begins; that after the last is the end of the text.
func (f *File) line(number int) int {
	at := 0
	for range number - 1 {
		end := bytes.IndexByte(f.body()[at:], '\n')
		if end < 0 {
			return len(f.body())
		}
		at += end + 1
	}
	return at
}

// end is where a node ends that does not go by the indentation of its lines; -1 for any
// other.
func (f *File) end(node *yaml.Node) int {
	at := f.place(node)
	switch {
	case node.Style&yaml.FlowStyle != 0:
		return closing(f.body(), at)
	case node.Kind != yaml.ScalarNode || node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return -1
	case node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return quoted(f.body(), at)
	case bytes.HasPrefix(f.body()[at:], []byte(node.Value)):
		return at + len(node.Value)
	}
	return -1
}

// closing is the place after the bracket that closes the one at a place.
func closing(text []byte, at int) int {
	depth := 0
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			if before := bytes.TrimRight(text[at:i], " \t\r\n"); len(before) > 0 &&
				bytes.IndexByte([]byte("[{,:"), before[len(before)-1]) >= 0 {
				i = quoted(text, i) - 1
			}
		case c == '#' && (text[i-1] == ' ' || text[i-1] == '\t' || text[i-1] == '\n'):
			i += len(first(text[i:])) - 1
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// quoted is the place after the quote that ends the text which begins at a place.
func quoted(text []byte, at int) int {
	for i := at + 1; i < len(text); i++ {
		switch {
		case text[at] == '"' && text[i] == '\\':
			i++
		case text[i] == text[at] && text[at] == '\'' && i+1 < len(text) && text[i+1] == '\'':
			i++
		case text[i] == text[at]:
			return i + 1
		}
	}
	return len(text)
}

// first is the first line of a text, with its end.
func first(text []byte) []byte {
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return text[:end+1]
	}
	return text
}

// block is the place after the lines that belong to a key at a column of a line: those
// that are indented further. A list's hyphens may stand at the key's own column.
func (f *File) block(line, column int) int {
	end := f.line(line + 1)
	for at := end; at < len(f.body()); {
		text := string(first(f.body()[at:]))
		at += len(text)
		bare := strings.TrimLeft(text, " ")
		indent := len(text) - len(bare)
		switch {
		case strings.TrimSpace(bare) == "":
		case indent >= column, indent == column-1 && strings.HasPrefix(bare, "- "):
			end = at
		case !strings.HasPrefix(bare, "#"):
			return end
		}
	}
	return end
}
