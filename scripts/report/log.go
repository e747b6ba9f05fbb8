package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"slipway/scripts/engine"
)

// Log is the engine's log of a run, a file that the first line makes: of a run that was
// rejected before the engine began there is none. A line that cannot be written, on a disk
// that is full, ends the log and not the run.
type Log struct {
	file string
	now  func() time.Time

	mu   sync.Mutex
	to   *os.File
	lost error
}

// NewLog returns the log that is to be written to the file.
func NewLog(file string, now func() time.Time) *Log { return &Log{file: file, now: now} }

// File is where the log is, "" if nothing was written.
func (l *Log) File() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.to == nil {
		return ""
	}
	return l.file
}

// Close ends the log, and says why it ended before.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.to != nil {
		_ = l.to.Close()
	}
	if l.lost != nil {
		return fmt.Errorf("write the engine's log: %w", l.lost)
	}
	return nil
}

// kinds are the words for what an event tells.
var kinds = map[engine.Kind]string{
	engine.Begun:    "begins",
	engine.Started:  "started",
	engine.Finished: "finished",
	engine.Failed:   "failed",
}

// Event writes a step.
func (l *Log) Event(layer string, e engine.Event) {
	switch e.Kind {
	case engine.Begun:
		l.line(layer, "begins on %d resources", e.Resources)
	case engine.Diagnostic:
		where := ""
		if e.Name != "" {
			where = fmt.Sprintf("%s (%s): ", e.Name, e.Type)
		}
		l.line(layer, "%s: %s%s", e.Severity, where, e.Message)
	default:
		l.line(layer, "%s %s %s (%s) %s", kinds[e.Kind], e.Op, e.Name, e.Type, e.ID)
		if e.Kind != engine.Finished {
			return
		}
		for _, d := range e.Differences {
			l.line(layer, "  %s: %v -> %v", d.Path, d.Old, d.New)
		}
	}
}

// line writes a line with the time and the layer; what has more lines goes on below.
func (l *Log) line(layer, format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lost != nil {
		return
	}
	if l.to == nil {
		if l.lost = os.MkdirAll(filepath.Dir(l.file), 0o700); l.lost != nil {
			return
		}
		if l.to, l.lost = os.OpenFile(l.file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600); l.lost != nil {
			l.to = nil
			return
		}
	}
	text := strings.ReplaceAll(strings.TrimRight(fmt.Sprintf(format, args...), " \n"), "\n", "\n    ")
	_, l.lost = fmt.Fprintf(l.to, "%s %-10s %s\n", l.now().UTC().Format("15:04:05.000"), layer, text)
}
