// Package progress prints what a run does while it does it, and a summary when it
// ends. It writes messages only; data is written by the commands.
//
// On a terminal one line is rewritten as work goes on, at least once a second;
// elsewhere there is a line when a layer begins, one when it ends, and one when
// nothing was said for twenty seconds. There is no colour.
package progress

import (
	"io"
	"strings"
	"sync"
	"time"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// Progress writes what a run is doing. It is a layers.Watcher.
type Progress struct {
	out      io.Writer
	terminal bool
	now      func() time.Time
	// Width is how many columns the terminal has, 0 if it does not say; nil for the usual.
	Width func() int
	// Silence is how long nothing is said off a terminal while work goes on: CI systems
	// end what is silent for long, and so do people.
	Silence time.Duration
	// Differences has the values of changed properties printed.
	Differences bool

	mu      sync.Mutex
	layer   string
	verb    string
	start   time.Time
	quiet   time.Duration // since the last line
	working []work        // oldest first
	ended   int
	shown   bool // the live line stands at the cursor
	stop    chan struct{}
}

// NewProgress returns a watcher that writes to out.
func NewProgress(out io.Writer, terminal bool, now func() time.Time) *Progress {
	return &Progress{
		out:      out,
		terminal: terminal,
		now:      now,
		Silence:  20 * time.Second,
	}
}

var _ layers.Watcher = (*Progress)(nil)

// Begin starts a layer.
func (p *Progress) Begin(layer, verb string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.layer, p.verb, p.start, p.working, p.ended = layer, verb, p.now(), nil, 0
	if !p.terminal {
		p.write("%-10s  %s", layer, ongoing(verb))
	}
	p.draw()
	p.stop = make(chan struct{})
	go p.tick(p.stop)
}

// Event notes a step of the layer.
func (p *Progress) Event(layer string, e engine.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.Kind {
	case engine.Started:
		p.working = append(p.working, work{e.Op, e.Name, e.Type})
	case engine.Finished, engine.Failed:
		for i, w := range p.working {
			if w.ended(e) {
				p.working = append(p.working[:i], p.working[i+1:]...)
				p.ended++
				if e.Kind == engine.Finished && listed(p.verb, e) {
					p.clear()
					p.write("%-10s  %s", layer, change(p.verb, e))
					if p.Differences {
						p.differences(layer, e)
					}
				}
				break // a component ends once more, when its outputs are registered
			}
		}
	case engine.Diagnostic:
		if e.Severity == "error" || e.Severity == "debug" {
			return // errors are told once, when the layer has ended
		}
		p.clear()
		label := ""
		if e.Severity == "warning" {
			label = "warning: "
		}
		p.write("%-10s  %s%s", layer, label, strings.ReplaceAll(e.Message, "\n", "\n            "))
	}
	p.draw()
}

// End finishes a layer.
func (p *Progress) End(o layers.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stop != nil {
		close(p.stop)
		p.stop = nil
	}
	p.clear()
	took := p.now().Sub(p.start)
	switch o.Status {
	case layers.Done:
		p.write("%-10s  %s in %s", o.Layer, Counts(o.Verb, o.Result.Changes), seconds(took))
	case layers.Failed:
		p.write("%-10s  failed after %s", o.Layer, seconds(took))
	default:
		p.write("%-10s  %s", o.Layer, o.Status)
	}
	p.layer = ""
}

// Note writes a line between layers or in the middle of one.
func (p *Progress) Note(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.write(format, args...)
	p.draw()
}
