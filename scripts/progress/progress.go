// Package progress prints what a run does while it does it, and a summary when it
// ends. It writes messages only; data is written by the commands.
//
// On a terminal a line for each layer at work is rewritten as it goes on, and what else
// is said is broken between words where the terminal ends; elsewhere there is a line when
// a layer begins, one when it ends, and one of Doing when nothing was said for long.
// What differs from the state is told by name when a layer ends, the rest as it happens.
// There is no colour.
package progress

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
)

// Progress writes what a run is doing. It is a layers.Watcher.
type Progress struct {
	out  io.Writer
	live bool // lines are rewritten
	now  func() time.Time
	// Width is how many columns the terminal has, 0 if it does not say; nil for no terminal.
	Width func() int
	// Differences has the values of changed properties printed.
	Differences bool

	mu     sync.Mutex
	atWork []*run // layers, in the order in which they began
	shown  int    // how many live lines stand above and at the cursor
	stop   chan struct{}
}

// run is the work on one layer.
type run struct {
	layer, verb string
	start       time.Time
	working     []work // what is in flight, oldest first
	ended       int
	expected    int // how many steps there are to be, 0 if that is not known
	// differ are the resources that are not as recorded. They are told at the end, by name:
	// they are read side by side, and in another order each time.
	differ []engine.Event
}

// NewProgress returns a watcher that writes to out, whose lines can be rewritten if it is
// a terminal.
func NewProgress(out io.Writer, live bool, now func() time.Time) *Progress {
	return &Progress{
		out:  out,
		live: live,
		now:  now,
	}
}

var _ layers.Watcher = (*Progress)(nil)

// Begin starts a layer.
func (p *Progress) Begin(layer, verb string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.atWork) == 0 && p.live {
		p.stop = make(chan struct{})
		go p.tick(p.stop)
	}
	p.atWork = append(p.atWork, &run{
		layer: layer,
		verb:  verb,
		start: p.now(),
	})
	if !p.live {
		p.write("%-10s  %s", layer, ongoing(verb))
	}
	p.draw()
}

// at is the work on the layer, which has begun.
func (p *Progress) at(layer string) int {
	return slices.IndexFunc(p.atWork, func(r *run) bool { return r.layer == layer })
}

// Event notes a step of the layer.
func (p *Progress) Event(layer string, e engine.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.at(layer)
	if at < 0 {
		return
	}
	r := p.atWork[at]
	switch e.Kind {
	case engine.Begun:
		r.expected = e.Resources
	case engine.Started:
		r.working = append(r.working, work{e.Op, e.Name, e.Type})
	case engine.Finished, engine.Failed:
		for i, w := range r.working {
			if w.ended(e) {
				r.working = slices.Delete(r.working, i, i+1)
				r.ended++
				switch {
				case e.Kind != engine.Finished || !listed(r.verb, e):
				case compares(r.verb):
					r.differ = append(r.differ, e)
				default:
					p.clear()
					p.list(r, e)
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

// list writes the line of a change, and its values if they are wanted.
func (p *Progress) list(r *run, e engine.Event) {
	p.write("%-10s  %s", r.layer, change(r.verb, e))
	if p.Differences {
		p.differences(r.layer, e)
	}
}

// End finishes a layer.
func (p *Progress) End(o layers.Outcome) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.at(o.Layer)
	if at < 0 {
		return
	}
	r := p.atWork[at]
	took := p.now().Sub(r.start)
	p.clear()
	slices.SortStableFunc(r.differ, func(a, b engine.Event) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Type, b.Type))
	})
	for _, e := range r.differ {
		p.list(r, e)
	}
	p.atWork = slices.Delete(p.atWork, at, at+1)
	if len(p.atWork) == 0 && p.stop != nil {
		close(p.stop)
		p.stop = nil
	}
	switch o.Status {
	case layers.Done:
		p.write("%-10s  %s in %s", o.Layer, Counts(o.Verb, o.Result.Changes), seconds(took))
	case layers.Failed:
		p.write("%-10s  failed after %s", o.Layer, seconds(took))
	case layers.Stopped:
		p.write("%-10s  stopped after %s: a layer that it needs has failed", o.Layer, seconds(took))
	default:
		p.write("%-10s  %s", o.Layer, o.Status)
	}
	p.draw()
}

// Note writes a line between layers or in the middle of one.
func (p *Progress) Note(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.write(format, args...)
	p.draw()
}

// Doing is what goes on, a line for each layer at work.
func (p *Progress) Doing() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var lines []string
	for _, r := range p.atWork {
		lines = append(lines, r.line(p.now(), 0))
	}
	return strings.Join(lines, "\n")
}
