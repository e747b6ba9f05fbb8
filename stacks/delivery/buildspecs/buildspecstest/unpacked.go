package buildspecstest

import (
	"compress/gzip"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
)

var packed = regexp.MustCompile(`(?s)<<'END_OF_STEPS'[^\n]*\n(.*?)\n\s*END_OF_STEPS\n`)

// Unpacked is a buildspec with its shell functions in the clear, after its own text. One
// that has none is as it was.
func Unpacked(buildspec string) string {
	steps := packed.FindStringSubmatch(buildspec)
	if steps == nil {
		return buildspec
	}
	from, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding,
		strings.NewReader(strings.Join(strings.Fields(steps[1]), ""))))
	if err != nil {
		return buildspec
	}
	text, _ := io.ReadAll(from)
	return buildspec + string(text)
}
