package graph

import (
	"fmt"
	"io"
	"strings"
)

// Mermaid writes the graph as a Mermaid flowchart.
func (g Graph) Mermaid(out io.Writer) error {
	var b strings.Builder
	line := func(format string, args ...any) { _, _ = fmt.Fprintf(&b, format+"\n", args...) }
	line("flowchart LR")
	last := ""
	for i, box := range g.Way {
		last = mermaid(line, "  ", fmt.Sprintf("way%d", i), last, box)
	}
	for i, s := range g.Services {
		line("  subgraph s%d[%s]", i, quoted(s.Name))
		line("    direction LR")
		before, first := "", ""
		for j, box := range way(s) {
			before = mermaid(line, "    ", fmt.Sprintf("s%d_%d", i, j), before, box)
			if first == "" {
				first = before
			}
		}
		line("  end")
		line("  %s --> %s", last, first)
	}
	for _, layer := range g.Layers {
		var holds []string
		for _, group := range layer.Groups {
			holds = append(holds, fmt.Sprintf("%d %s", group.Count, group.Name))
		}
		line("  %s[%s]", layer.Name, quoted(layer.Name+"<br>"+strings.Join(holds, "<br>")))
	}
	for _, layer := range g.Layers {
		for _, need := range layer.Needs {
			line("  %s -.->|needs| %s", layer.Name, need)
		}
	}
	line("  classDef done fill:#dcfce7,stroke:#15803d,color:#0f172a")
	line("  classDef running fill:#dbeafe,stroke:#1d4ed8,color:#0f172a")
	line("  classDef waits fill:#fef3c7,stroke:#b45309,color:#0f172a")
	line("  classDef failed fill:#fee2e2,stroke:#b91c1c,color:#0f172a")
	_, err := io.WriteString(out, b.String())
	return err
}

// mermaid writes a box and the arrow to it.
func mermaid(line func(string, ...any), indent, id, before string, box Box) string {
	class := ""
	if box.State != None {
		class = ":::" + string(box.State)
	}
	line("%s%s[%s]%s", indent, id, quoted(box.Name+"<br>"+box.Says), class)
	if before != "" {
		line("%s%s --> %s", indent, before, id)
	}
	return id
}

// quoted is a label; Mermaid has no escapes but those of HTML, with a number sign.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`"`, "#quot;", "\n", " ").Replace(text) + `"`
}
