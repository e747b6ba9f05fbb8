package progress

import (
	"fmt"
	"time"
)

// width keeps the live line on one row of the narrowest usual terminal.
const width = 79

// tick redraws the line so that the seconds move.
func (p *Progress) tick(stop chan struct{}) {
	t := time.NewTicker(200 * time.Millisecond)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			p.mu.Lock()
			p.draw()
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
	line := fmt.Sprintf("%-10s  %s  %s", p.layer, ongoing(p.verb), seconds(p.now().Sub(p.start)))
	if p.ended > 0 {
		line += fmt.Sprintf("  %d seen", p.ended)
	}
	if len(p.working) > 0 {
		line += "  " + p.working[0]
	}
	if runes := []rune(line); len(runes) > width {
		line = string(runes[:width-1]) + "…"
	}
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", line)
	p.shown = true
}

func (p *Progress) clear() {
	if p.shown {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}

func (p *Progress) write(format string, args ...any) {
	_, _ = fmt.Fprintf(p.out, format+"\n", args...)
}
