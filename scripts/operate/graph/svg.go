package graph

import (
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"
)

// style colours the picture for light and for dark.
//
//go:embed graph.css
var style string

// The measures of the picture, in its own units. Letters are taken to be as wide as those of
// a wide sans-serif, so that a text fits its box whatever font there is.
const (
	edge   = 20  // around everything
	boxH   = 44  // of a box
	gap    = 16  // between two boxes of a row: an arrow
	wayW   = 150 // of a box on the way to the services
	stageW = 92
	aliasW = 176
	urlW   = 250
	rowTop = 22 // the service's name above its boxes
	noteH  = 16
	rowGap = 16
	letter = 0.6 // of the size
	big    = 13  // size of a box's name
	small  = 11
)

// rowX is where the services' rows begin.
const rowX = edge + wayW + 3*gap

// Width is that of the picture.
const Width = rowX + 5*(stageW+gap) + aliasW + gap + urlW + edge

// SVG writes the graph as a picture of its own.
func (g Graph) SVG(out io.Writer) error { return g.picture(out, style) }

// picture writes the graph, with the style unless the page has it.
func (g Graph) picture(out io.Writer, style string) error {
	c := &canvas{}
	height := max(g.rows(c), g.arrivals(c))
	height = g.holds(c, height)
	title := html.EscapeString(g.Environment + ": the way of a change to production, and what the layers hold")
	if style != "" {
		style = "<style>\n" + style + "</style>\n"
	}
	_, err := fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" `+
		`role="img" aria-label="%s">`+"\n<title>%s</title>\n%s%s\n", Width, height, Width, height, title, title, style, head)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, `<rect class="ground" width="%d" height="%d"/>`+"\n%s</svg>\n", Width, height, c.String())
	return err
}

// head is that of arrows.
const head = `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" ` +
	`orient="auto"><path class="head" d="M0 0L10 5L0 10z"/></marker></defs>`

// canvas collects what is drawn.
type canvas struct{ strings.Builder }

func (c *canvas) draw(format string, args ...any) { _, _ = fmt.Fprintf(c, format+"\n", args...) }

// text writes one line that is no wider than the room, whole in its title.
func (c *canvas) text(class string, x, y, size int, anchor string, room int, text string) {
	c.draw(`<text class="%s" x="%d" y="%d" font-size="%d"%s>%s<title>%s</title></text>`, class, x, y, size, anchor,
		html.EscapeString(fit(text, size, room)), html.EscapeString(text))
}

// fit cuts a text to the room.
func fit(text string, size, room int) string {
	most := int(float64(room) / (letter * float64(size)))
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:max(most-1, 0)])) + "…"
}

// box draws one with its name and what it says.
func (c *canvas) box(x, y, width int, b Box) {
	c.draw(`<g class="%s"><rect class="box" x="%d" y="%d" width="%d" height="%d" rx="6"/>`, b.State, x, y, width, boxH)
	middle := ` text-anchor="middle"`
	c.text("name", x+width/2, y+19, big, middle, width-8, b.Name)
	c.text("says", x+width/2, y+35, small, middle, width-8, b.Says)
	c.draw(`</g>`)
}

// arrivals draws the way to the services, downward, and answers where it ends.
func (g Graph) arrivals(c *canvas) int {
	c.text("title", edge, edge+14, 16, "", wayW, g.Environment)
	y := edge + rowTop + 4
	for i, b := range g.Way {
		c.box(edge, y, wayW, b)
		if i < len(g.Way)-1 {
			c.draw(`<path class="flow" d="M%d %dv%d"/>`, edge+wayW/2, y+boxH, gap)
			y += boxH + gap
		}
	}
	if g.Repository != "" {
		c.text("note", edge, y+boxH+20, small, "", wayW+gap, g.Repository)
		c.text("note", edge, y+boxH+36, small, "", wayW+gap, g.Branch)
	}
	return y + boxH + 52
}

// rows draws a row a service, and answers where they end.
func (g Graph) rows(c *canvas) int {
	y := edge
	trunk := rowX - 2*gap + 4
	first, last := 0, 0
	for _, s := range g.Services {
		c.text("title", rowX, y+14, 14, "", 5*stageW, s.Name)
		if s.Execution != "" {
			c.text("note", Width-edge, y+14, small, ` text-anchor="end"`, aliasW+urlW, "execution "+s.Execution)
		}
		y += rowTop + 4
		middle := y + boxH/2
		if first == 0 {
			first = middle
		}
		last = middle
		c.draw(`<path class="flow" d="M%d %dH%d"/>`, trunk, middle, rowX)
		x := rowX
		boxes := way(s)
		for i, b := range boxes {
			width := stageW
			switch i - len(stages) {
			case 0:
				width = aliasW
			case 1:
				width = urlW
			}
			c.box(x, y, width, b)
			if x += width; i < len(boxes)-1 {
				c.draw(`<path class="flow" d="M%d %dh%d"/>`, x, middle, gap)
				x += gap
			}
		}
		y += boxH
		for _, note := range g.notes(s) {
			y += noteH
			c.text("note", rowX, y, small, "", Width-rowX-edge, note)
		}
		y += rowGap
	}
	end := edge + rowTop + 4 + (len(g.Way)-1)*(boxH+gap) + boxH/2
	c.draw(`<path class="trunk" d="M%d %dH%dM%d %dV%d"/>`, edge+wayW, end, trunk, trunk, min(first, end), max(last, end))
	return y
}

// holds draws the layers beside each other, and answers where the picture ends.
func (g Graph) holds(c *canvas, y int) int {
	if len(g.Layers) == 0 {
		return y
	}
	width := (Width - 2*edge - (len(g.Layers)-1)*3*gap) / len(g.Layers)
	most := 0
	for _, layer := range g.Layers {
		most = max(most, (len(layer.Groups)+1)/2)
	}
	height := 36 + most*noteH + 10
	for i, layer := range g.Layers {
		x := edge + i*(width+3*gap)
		c.draw(`<rect class="layer" x="%d" y="%d" width="%d" height="%d" rx="8"/>`, x, y, width, height)
		total := 0
		for j, group := range layer.Groups {
			total += group.Count
			left := x + 14 + j%2*(width/2)
			c.text("note", left, y+44+j/2*noteH, small, "", width/2-20, fmt.Sprintf("%d  %s", group.Count, group.Name))
		}
		c.text("title", x+14, y+22, 14, "", width-28, fmt.Sprintf("%s: %s", layer.Name, plural(total, "resource")))
		if i > 0 {
			c.draw(`<path class="flow" d="M%d %dh%d"/>`, x-3*gap, y+height/2, 3*gap)
		}
	}
	y += height
	for _, note := range g.Shared() {
		y += noteH + 2
		c.text("note", edge, y, small, "", Width-2*edge, note)
	}
	return y + edge
}
