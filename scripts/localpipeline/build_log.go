package localpipeline

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"slipway/scripts/localaws/logs"
)

// said is how our buildspecs begin the lines that are for people.
const said = "slipway: "

// buildLog passes on what a build says to people, line by line. Commands write into a pipe,
// and call tools by another way: a line must be read before the call that comes after it
// is answered, or it is told at the time at which the call has ended.
type buildLog struct {
	in, out *os.File      // of the pipe
	all     chan struct{} // what was written before a mark is read

	print   func(string)
	pending string
	last    string   // what was said last
	tail    []string // the last lines that were not for people
	now     func() time.Time
	events  []logs.Event // every line
}

// logFollows is said after a failure, and is not what failed.
const logFollows = "the log of the service follows"

// tailLines are shown of a build that failed.
const tailLines = 5

// mark is a byte that no log holds.
const mark = "\x00"

// open makes the pipe, and begins to read it.
func (l *buildLog) open() (err error) {
	if l.out, l.in, err = os.Pipe(); err != nil {
		return fmt.Errorf("make pipe for a build: %w", err)
	}
	l.all = make(chan struct{}, 1)
	go func() {
		defer close(l.all)
		for chunk := make([]byte, 4096); ; {
			n, err := l.out.Read(chunk)
			if err != nil {
				return // the pipe is closed
			}
			l.take(string(chunk[:n]))
		}
	}()
	return nil
}

// read waits until all that was written is told.
func (l *buildLog) read() {
	if _, err := l.in.WriteString(mark); err == nil { // else the log is closed, and its build over
		<-l.all
	}
}

// close gives the pipe back. A child that outlives the build may hold its other end.
func (l *buildLog) close() error { return errors.Join(l.in.Close(), l.out.Close()) }

// take takes what the commands print.
func (l *buildLog) take(text string) {
	for {
		before, after, marked := strings.Cut(text, mark)
		l.pending += before
		for {
			line, rest, whole := strings.Cut(l.pending, "\n")
			if !whole {
				break
			}
			l.pending = rest
			l.line(line)
		}
		if !marked {
			return
		}
		select {
		case l.all <- struct{}{}:
		default: // a build has written one itself
		}
		text = after
	}
}

func (l *buildLog) line(line string) {
	if line != "" {
		l.events = append(l.events, logs.Event{At: l.now(), Message: line})
	}
	switch text, ok := strings.CutPrefix(line, said); {
	case ok && text == logFollows:
	case ok:
		l.last = text
		l.print(text)
	case line != "":
		l.tail = append(l.tail, line)
		l.tail = l.tail[max(0, len(l.tail)-tailLines):]
	}
}

// end tells the last line, which need not be a whole one.
func (l *buildLog) end() {
	l.read()
	l.line(l.pending)
	l.pending = ""
}
