package progress

import (
	"fmt"
	"time"
)

// usual is how wide a terminal is that does not say.
const usual = 80

// beat is how often the line is looked at.
const beat = 200 * time.Millisecond

// tick redraws the line so that the seconds move, or breaks the silence.
func (p *Progress) tick(stop chan struct{}) {
	t := time.NewTicker(beat)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			p.mu.Lock()
			if p.terminal {
				p.draw()
			} else if p.quiet += beat; p.quiet >= p.Silence {
				p.write("%s", p.line())
			}
			p.mu.Unlock()
		case <-stop:
			return
		}
	}
}

func (p *Progress) draw() {
	if !p.terminal || p.layer == "" {
		return
	}
	line, width := p.line(), usual
	if p.Width != nil {
		if w := p.Width(); w > 0 {
			width = w
		}
	}
	if runes := []rune(line); len(runes) >= width { // the last column would begin a row
		line = string(runes[:max(0, width-2)]) + "…"
	}
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", line)
	p.shown = true
}

// line is what is going on.
func (p *Progress) line() string {
	line := fmt.Sprintf("%-10s  %s  %s", p.layer, ongoing(p.verb), seconds(p.now().Sub(p.start)))
	if p.ended > 0 {
		line += fmt.Sprintf("  %d seen", p.ended)
	}
	if len(p.working) > 0 {
		line += "  " + p.working[0].String()
	}
	return line
}

func (p *Progress) clear() {
	if p.shown {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}

func (p *Progress) write(format string, args ...any) {
	p.quiet = 0
	_, _ = fmt.Fprintf(p.out, format+"\n", args...)
}
