package iostreams_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/iostreams"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		columns    int
		text, want string
	}{
		"no terminal breaks nothing":         {0, "one two three", "one two three"},
		"what fits stays":                    {15, "one two  three", "one two  three"},
		"the last column would begin a row":  {13, "one two three", "one two\nthree"},
		"between words":                      {9, "one two three four", "one two\nthree\nfour"},
		"below the text behind a name":       {24, "compute     one two three", "compute     one two\n            three"},
		"below the line's own indentation":   {12, "  one two three", "  one two\n  three"},
		"a name too long to stand beside it": {20, "name-of-twelve  one two three", "name-of-twelve one\ntwo three"},
		"a word that is longer than the row": {8, "a verylongword b", "a\nverylongword\nb"},
		"a command is copied whole":          {20, "now run `make a ENV=b`, please", "now run\n`make a ENV=b`,\nplease"},
		"each line by itself":                {8, "one\n\ntwo three\n", "one\n\ntwo\nthree\n"},
		"letters, and not bytes":             {8, "üüü üüü", "üüü üüü"},
		"what is typed has its space":        {8, "one two? ", "one\ntwo? "},
		"a backtick that is alone":           {8, "it`s one two", "it`s\none two"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, iostreams.Fold(c.text, c.columns))
		})
	}
}

func TestTalkFitsTheTerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	c := &iostreams.Console{Err: &out, Width: func() int { return 9 }}
	c.Line("one two three")
	assert.Equal(t, "one two three\n", out.String(), "off a terminal")
	out.Reset()
	c.Terminal = true
	c.Line("one %s three", "two")
	assert.Equal(t, "one two\nthree\n", out.String())
	c.Width = nil
	assert.Zero(t, c.Columns())
}
