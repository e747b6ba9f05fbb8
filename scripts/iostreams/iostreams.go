// Package iostreams holds the command's input and output streams and knows whether
// a terminal is at the other end. Data goes to Out, messages go to Err.
//
// YES=1 answers every question that is one of yes or no; without a terminal and
// without YES such a question is an error that says so.
package iostreams

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
)

// Console is the command's streams.
type Console struct {
	In  io.Reader
	Out io.Writer // data, for a person or a program
	Err io.Writer // talk
	// Terminal says that a person reads Err and can answer on In.
	Terminal bool
	// Width is how many columns the terminal has now, 0 if it does not say; nil for the
	// usual number.
	Width func() int
	// Yes answers every question of yes or no.
	Yes bool
	// Doing says what the command is doing, to break the silence with; nil does not know.
	Doing func() string

	typed  *bufio.Reader // of In, so that no line is lost between questions
	asking atomic.Bool   // somebody is asked, and has not answered
}

// RefusedError is a question that was not answered with yes.
type RefusedError struct {
	Question string
	Asked    bool // false when nobody was there to ask
}

// Error says what was asked and how to answer it.
func (e *RefusedError) Error() string {
	if e.Asked {
		return "stopped: not confirmed"
	}
	return "not confirmed: " + e.Question + "\nThere is no terminal to ask on; set YES=1 to say yes."
}

// Confirm asks the question and returns nil when the answer is yes.
func (c *Console) Confirm(question string) error {
	if c.Yes {
		return nil
	}
	if !c.Terminal {
		return &RefusedError{Question: question}
	}
	c.Say("%s [y/N] ", question)
	line, err := c.line()
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read answer: %w", err)
	}
	switch strings.ToLower(line) {
	case "y", "yes":
		return nil
	}
	return &RefusedError{Question: question, Asked: true}
}

// Names tells whether a person typed the name. YES=1 does not: who has not read what
// is named cannot agree to it.
func (c *Console) Names(name string) (bool, error) {
	if !c.Terminal {
		return false, nil
	}
	c.Say("Type %s to let it go: ", name)
	line, err := c.line()
	if err != nil && !errors.Is(err, io.EOF) {
		return false, fmt.Errorf("read answer: %w", err)
	}
	return line == name, nil
}

// Ask asks a person on the terminal for a text; nothing typed is the usual one.
func (c *Console) Ask(question, usual string) (string, error) {
	if usual != "" {
		question += " [" + usual + "]"
	}
	c.Say("%s: ", question)
	switch line, err := c.line(); {
	case errors.Is(err, io.EOF) && line == "":
		return "", &RefusedError{
			Question: question,
			Asked:    true,
		}
	case err != nil && !errors.Is(err, io.EOF):
		return "", fmt.Errorf("read answer: %w", err)
	case line != "":
		return line, nil
	}
	return usual, nil
}

// line is what a person types next, without space around it.
func (c *Console) line() (string, error) {
	c.asking.Store(true)
	defer c.asking.Store(false)
	if c.typed == nil {
		c.typed = bufio.NewReader(c.In)
	}
	line, err := c.typed.ReadString('\n')
	return strings.TrimSpace(line), err
}

// Columns is how wide the terminal is that talk goes to, 0 for none or one that does not say.
func (c *Console) Columns() int {
	if !c.Terminal || c.Width == nil {
		return 0
	}
	return c.Width()
}

// Say writes talk, broken between words where the terminal ends.
func (c *Console) Say(format string, args ...any) {
	_, _ = io.WriteString(c.Err, Fold(fmt.Sprintf(format, args...), c.Columns()))
}

// Line writes a line of talk.
func (c *Console) Line(format string, args ...any) { c.Say(format+"\n", args...) }

// Print writes a line of data.
func (c *Console) Print(format string, args ...any) { _, _ = fmt.Fprintf(c.Out, format+"\n", args...) }
