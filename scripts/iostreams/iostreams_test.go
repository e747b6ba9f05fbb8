package iostreams_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/iostreams"
)

func TestConfirm(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		terminal, yes bool
		typed         string
		talk, refusal string
	}{
		"yes is accepted": {
			terminal: true,
			typed:    "yes\n",
			talk:     "Sure? [y/N] ",
		},
		"a capital Y is accepted": {
			terminal: true,
			typed:    "Y\n",
			talk:     "Sure? [y/N] ",
		},
		"an empty answer is no": {
			terminal: true,
			typed:    "\n",
			talk:     "Sure? [y/N] ",
			refusal:  "stopped: not confirmed",
		},
		"the end of input is no": {
			terminal: true,
			typed:    "",
			talk:     "Sure? [y/N] ",
			refusal:  "stopped: not confirmed",
		},
		"YES=1 answers without asking": {terminal: true, yes: true},
		"YES=1 answers off a terminal": {yes: true},
		"nobody is asked off a terminal": {
			typed:   "yes\n",
			refusal: "not confirmed: Sure?\nThere is no terminal to ask on; set YES=1 to say yes.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var talk bytes.Buffer
			c := &iostreams.Console{
				In:       strings.NewReader(tt.typed),
				Err:      &talk,
				Terminal: tt.terminal,
				Yes:      tt.yes,
			}
			err := c.Confirm("Sure?")
			assert.Equal(t, tt.talk, talk.String())
			if tt.refusal == "" {
				assert.NoError(t, err)
				return
			}
			assert.EqualError(t, err, tt.refusal)
		})
	}
}

func TestABrokenInputIsAnError(t *testing.T) {
	t.Parallel()
	c := &iostreams.Console{
		In:       iotest.ErrReader(errors.New("torn")),
		Err:      &bytes.Buffer{},
		Terminal: true,
	}
	assert.EqualError(t, c.Confirm("Sure?"), "read answer: torn")
}

func TestDataAndTalkGoToTheirOwnStreams(t *testing.T) {
	t.Parallel()
	var out, talk bytes.Buffer
	c := &iostreams.Console{Out: &out, Err: &talk}
	c.Line("building %s", "api")
	c.Print("%s", "arn:aws:x")
	assert.Equal(t, "building api\n", talk.String())
	assert.Equal(t, "arn:aws:x\n", out.String())
}

func TestNames(t *testing.T) {
	t.Parallel()
	for says, tt := range map[string]struct {
		terminal bool
		typed    string
		named    bool
	}{
		"the name typed":      {true, "cart\n", true},
		"another name":        {true, "carts\n", false},
		"yes is not the name": {true, "yes\n", false},
		"nobody to type it":   {false, "cart\n", false},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			c := &iostreams.Console{
				In:       strings.NewReader(tt.typed),
				Err:      &bytes.Buffer{},
				Terminal: tt.terminal,
				Yes:      true,
			}
			named, err := c.Names("cart")
			assert.NoError(t, err)
			assert.Equal(t, tt.named, named)
		})
	}
	broken := &iostreams.Console{
		In:       iotest.ErrReader(errors.New("torn")),
		Err:      &bytes.Buffer{},
		Terminal: true,
	}
	_, err := broken.Names("cart")
	assert.EqualError(t, err, "read answer: torn")
}

func TestAsk(t *testing.T) {
	t.Parallel()
	var talk bytes.Buffer
	c := &iostreams.Console{
		In:  strings.NewReader(" main \n\n\ny\nlast"),
		Err: &talk,
	}
	for _, answer := range []struct{ usual, want string }{{"", "main"}, {"api", "api"}, {"", ""}} {
		got, err := c.Ask("Which", answer.usual)
		assert.NoError(t, err)
		assert.Equal(t, answer.want, got)
	}
	assert.Equal(t, "Which: Which [api]: Which: ", talk.String())
	c.Terminal = true
	assert.NoError(t, c.Confirm("Sure?"), "no line is lost between questions")
	got, err := c.Ask("Which", "api")
	assert.NoError(t, err)
	assert.Equal(t, "last", got)
	_, err = c.Ask("Which", "api")
	assert.EqualError(t, err, "stopped: not confirmed", "the end of input is no answer")
	c = &iostreams.Console{
		In:  iotest.ErrReader(errors.New("gone")),
		Err: &talk,
	}
	_, err = c.Ask("Which", "api")
	assert.EqualError(t, err, "read answer: gone")
}
