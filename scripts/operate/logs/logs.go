// Package logs reads what the parts of a service have written: builds, tests and functions
// into log groups, releases into the history of their state machine.
//
// What must not be here: which log group or machine that is.
package logs

import (
	"context"
	"time"
)

// Line is one line of a log.
type Line struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
	// From is the log stream: a build, or an instance of a function. A release has none.
	From string `json:"from,omitempty"`
	// ID tells the line from others of the same time.
	ID string `json:"-"`
}

// Log is what has been written.
type Log struct {
	// Of is the log group, with its stream if it is of one, or the execution; "" if nothing
	// has been written.
	Of    string
	Lines []Line
	// Ended says that nothing more will be written.
	Ended bool
}

// Reader reads a log from a time on.
type Reader interface {
	Read(ctx context.Context, from time.Time) (Log, error)
}

// Groups are the log groups of an account.
type Groups interface {
	// Stream is the latest of the group's streams whose name begins as said; "" if there is none.
	Stream(ctx context.Context, group, begin string) (string, error)
	// Lines are those of the group, the oldest first, of one stream alone if it is named.
	Lines(ctx context.Context, q Query) ([]Line, error)
}

// Query is which lines of a log group are wanted.
type Query struct {
	Group, Stream string
	// Pattern is as CloudWatch Logs has it (User Guide, FilterAndPatternSyntax).
	Pattern string
	// From is the first moment, To the first that is no longer meant; zero for no end.
	From, To time.Time
}

// Group reads all of a log group.
type Group struct {
	Groups
	Name string
}

// Read reads the lines of all streams.
func (g Group) Read(ctx context.Context, from time.Time) (Log, error) {
	lines, err := g.Lines(ctx, Query{Group: g.Name, From: from})
	return Log{Of: g.Name, Lines: lines}, err
}

// Stream reads the latest stream of a log group, such as the last build of a project.
type Stream struct {
	Groups
	Name string
	// Begin is that of the stream's name; "" for any.
	Begin string
}

// Read finds the stream, and reads its lines.
func (s Stream) Read(ctx context.Context, from time.Time) (Log, error) {
	stream, err := s.Stream(ctx, s.Name, s.Begin)
	if err != nil || stream == "" {
		return Log{}, err
	}
	lines, err := s.Lines(ctx, Query{
		Group:  s.Name,
		Stream: stream,
		From:   from,
	})
	return Log{Of: s.Name + " " + stream, Lines: lines}, err
}

// late is how much later than others a line may come that was written before them.
const late = 30 * time.Second

// Follow hands on each line once as it is written, until the log or the context ends. wait
// lets time pass between two looks.
func Follow(
	ctx context.Context, r Reader, from time.Time, wait func(context.Context) error, each func([]Line) error,
) error {
	seen := map[string]bool{}
	for {
		log, err := r.Read(ctx, from)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // whoever follows has seen enough
		}
		if err != nil {
			return err
		}
		var fresh []Line
		for _, line := range log.Lines {
			if !seen[line.ID] {
				seen[line.ID] = true
				fresh = append(fresh, line)
			}
			if begin := line.At.Add(-late); begin.After(from) {
				from = begin
			}
		}
		if err := each(fresh); err != nil || log.Ended {
			return err
		}
		if err := wait(ctx); err != nil {
			return nil //nolint:nilerr // the same
		}
	}
}
