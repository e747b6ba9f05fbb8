package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
)

// table is one of Markdown.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// sort puts rows with the same first cell beside one another, in the order of the first.
func (t *table) sort() {
	first := map[string]int{}
	for i, row := range t.rows {
		if _, seen := first[row[0]]; !seen {
			first[row[0]] = i
		}
	}
	slices.SortStableFunc(t.rows, func(a, b []string) int { return first[a[0]] - first[b[0]] })
}

// String writes figures to the right.
func (t *table) String() string {
	var out strings.Builder
	rule := slices.Repeat([]string{"---:"}, len(t.head))
	rule[0] = "---"
	for _, row := range append([][]string{t.head, rule}, t.rows...) {
		out.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
	return out.String()
}

func seconds(s float64) string { return fmt.Sprintf("%.1f s", s) }

func times(r float64) string { return fmt.Sprintf("%.2f ×", r) }

const intro = "# How fast slipway is\n\n`make bench` writes this page, in about an hour; `make bench RUN=sizes` " +
	"measures one part anew. Times differ from machine to machine and from hour to hour, ratios less. What must hold " +
	"on every machine, how often a state is saved and AWS is called, is a test: `TestCounts` in `tests/kill`.\n"

// write puts a part's text into the page, in the place of what stood there.
func write(page string, p part, text string) error {
	before, err := os.ReadFile(page)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(page, []byte(replaced(string(before), p, text)), 0o644)
}

// replaced keeps what other parts wrote, and after it what people did.
func replaced(page string, p part, text string) string {
	measured := map[string]string{}
	var written strings.Builder
	for _, section := range strings.Split(page, "\n## ")[1:] {
		title, _, _ := strings.Cut(section, "\n")
		section = "\n## " + strings.TrimRight(section, "\n") + "\n"
		if slices.ContainsFunc(parts, func(p part) bool { return p.title == title }) {
			measured[title] = section
		} else {
			written.WriteString(section)
		}
	}
	measured[p.title] = fmt.Sprintf("\n## %s\n\n%s\nOn %d cores, %s.\n", p.title, text, runtime.NumCPU(), runtime.GOOS)
	out := intro
	for _, p := range parts {
		out += measured[p.title]
	}
	return out + written.String()
}

type point struct{ x, y float64 }

// series is a line of a plot.
type series struct {
	name   string
	points []point
}

// plot draws lines as SVG, with a logarithmic axis to the right and one from 0 upwards.
func plot(unit string, lines ...series) string {
	const width, height, left, bottom = 640.0, 320.0, 60.0, 280.0
	most, last := 0.0, 1.0
	for _, l := range lines {
		for _, p := range l.points {
			most, last = max(most, p.y), max(last, p.x)
		}
	}
	at := func(p point) (x, y float64) {
		return left + (width-left-40)*math.Log(p.x)/max(1, math.Log(last)), bottom - (bottom-40)*p.y/max(1, most*1.2)
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" `, width, height)
	out.WriteString(`font-family="sans-serif" font-size="12">` + "\n")
	fmt.Fprintf(&out, `<rect width="%g" height="%g" fill="white"/>`+"\n", width, height)
	fmt.Fprintf(&out, `<path d="M%g 40V%gH%g" fill="none" stroke="#888"/>`+"\n", left, bottom, width-20)
	fmt.Fprintf(&out, `<text x="10" y="20">%s</text><text x="%g" y="%g">services</text>`+"\n", unit, width-70, height-6)
	for _, l := range lines {
		var path []string
		for _, p := range l.points {
			x, y := at(p)
			path = append(path, fmt.Sprintf("%.1f,%.1f", x, y))
			fmt.Fprintf(&out, `<circle cx="%.1f" cy="%.1f" r="3" fill="#1663a5"/>`, x, y)
			fmt.Fprintf(&out, `<text x="%.1f" y="%.1f">%.1f</text>`, x-8, y-8, p.y)
			fmt.Fprintf(&out, `<text x="%.1f" y="%g">%g</text>`+"\n", x-6, bottom+16, p.x)
		}
		fmt.Fprintf(&out, `<polyline points="%s" fill="none" stroke="#1663a5"><title>%s</title></polyline>`+"\n",
			strings.Join(path, " "), l.name)
	}
	out.WriteString("</svg>\n")
	return out.String()
}
