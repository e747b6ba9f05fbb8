package graph

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"slipway/scripts/operate/status"
)

//go:embed page.html
var source string

var page = template.Must(template.New("page").Parse(source))

// HTML writes the graph as one page that loads nothing: the picture, and below it the same
// in a table, to be searched and copied.
func (g Graph) HTML(out io.Writer) error {
	var picture strings.Builder
	if err := g.picture(&picture, ""); err != nil {
		return err
	}
	type row struct {
		Name  string
		Way   []Box
		Notes []string
	}
	var rows []row
	for _, s := range g.Services {
		rows = append(rows, row{
			Name:  s.Name,
			Way:   way(s),
			Notes: g.notes(s),
		})
	}
	return page.Execute(out, map[string]any{
		"Environment": g.Environment,
		"At":          g.At.UTC().Format("2006-01-02 15:04 UTC"),
		"Source":      strings.TrimSpace(g.Repository + " " + g.Branch),
		"Style":       template.CSS(style),             //nolint:gosec // our own
		"Picture":     template.HTML(picture.String()), //nolint:gosec // escaped as it is drawn
		"Stages":      way(status.Service{})[:len(stages)],
		"Rows":        rows,
		"Shared":      g.Shared(),
	})
}
