package progress

import (
	"fmt"
	"strings"
	"time"

	"slipway/scripts/iostreams"
)

// usual is how wide a terminal is that does not say.
const usual = 80

// beat is how often the lines are looked at.
const beat = 200 * time.Millisecond

// tick redraws the lines so that the seconds move.
func (p *Progress) tick(stop chan struct{}) {
	t := time.NewTicker(beat)
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

// draw writes a line for each layer at work, in the place of those that stand there.
func (p *Progress) draw() {
	if !p.live || len(p.atWork) == 0 {
		return
	}
	width := usual
	if p.Width != nil {
		if w := p.Width(); w > 0 {
			width = w
		}
	}
	var lines []string
	for _, r := range p.atWork {
		lines = append(lines, r.line(p.now(), width))
	}
	_, _ = fmt.Fprint(p.out, p.erased()+strings.Join(lines, "\n"))
	p.shown = len(lines)
}

// line is what is going on: how much is done and of how much, for how long, and what is in
// flight. A narrow terminal, of so many columns, is not told the verb, which the work in
// flight tells as well.
func (r *run) line(now time.Time, columns int) string {
	line := seconds(now.Sub(r.start))
	switch {
	case r.expected > 0:
		line = fmt.Sprintf("%d of %d  %s", r.ended, max(r.expected, r.ended+len(r.working)), line)
	case r.ended > 0:
		line = fmt.Sprintf("%d done  %s", r.ended, line)
	}
	if len(r.working) > 0 {
		line += "  " + r.working[0].String()
	}
	if more := len(r.working) - 1; more > 0 {
		line += fmt.Sprintf(" and %d more", more)
	}
	whole := fmt.Sprintf("%-10s  %s  %s", r.layer, ongoing(r.verb), line)
	if columns == 0 || runes(whole) < columns {
		return whole
	}
	if len(r.working) > 0 {
		whole = fmt.Sprintf("%-10s  %s", r.layer, line)
	}
	if cut := []rune(whole); len(cut) >= columns { // the last column would begin a row
		whole = string(cut[:max(0, columns-2)]) + "…"
	}
	return whole
}

func runes(text string) int { return len([]rune(text)) }

// clear takes the live lines away.
func (p *Progress) clear() {
	if p.shown > 0 {
		_, _ = fmt.Fprint(p.out, p.erased())
	}
}

// erased is what takes the live lines away when it is written.
func (p *Progress) erased() string {
	shown := p.shown
	p.shown = 0
	switch shown {
	case 0:
		return ""
	case 1:
		return "\r\x1b[J"
	}
	return fmt.Sprintf("\r\x1b[%dA\x1b[J", shown-1)
}

func (p *Progress) write(format string, args ...any) {
	width := 0
	if p.Width != nil {
		width = p.Width()
	}
	_, _ = fmt.Fprintln(p.out, iostreams.Fold(fmt.Sprintf(format, args...), width))
}
