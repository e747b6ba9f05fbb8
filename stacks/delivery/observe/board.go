package observe

import "github.com/pulumi/pulumi/sdk/v3/go/pulumi"

// A dashboard's grid has 24 columns (CloudWatch API, dashboard body structure):
// three charts a row.
const (
	chartWidth, chartHeight = 8, 6
	boardWidth              = 24
	headingHeight           = 1
)

// board is a dashboard's body, filled from top to bottom.
type board struct {
	region  string
	widgets pulumi.Array
	x, y    int // where the next chart goes
}

// row begins a new row of charts under a heading.
func (b *board) row(heading string) { b.text("## " + heading) }

// text puts a line across the whole width.
func (b *board) text(markdown string) {
	if b.x > 0 {
		b.x, b.y = 0, b.y+chartHeight
	}
	b.add("text", boardWidth, headingHeight, pulumi.Map{"markdown": pulumi.String(markdown)})
	b.y += headingHeight
}

// chart puts the metrics over time right of what is there.
func (b *board) chart(title, statistic string, metrics ...pulumi.Array) {
	var all pulumi.Array
	for _, m := range metrics {
		all = append(all, m)
	}
	b.add("metric", chartWidth, chartHeight, pulumi.Map{
		"title":   pulumi.String(title),
		"view":    pulumi.String("timeSeries"),
		"region":  pulumi.String(b.region),
		"stat":    pulumi.String(statistic),
		"period":  pulumi.Int(alarmSeconds),
		"metrics": all,
	})
	b.x += chartWidth
}

func (b *board) add(kind string, width, height int, properties pulumi.Map) {
	b.widgets = append(b.widgets, pulumi.Map{
		"type": pulumi.String(kind), "x": pulumi.Int(b.x), "y": pulumi.Int(b.y),
		"width": pulumi.Int(width), "height": pulumi.Int(height), "properties": properties,
	})
}

func (b *board) body() pulumi.StringOutput {
	return pulumi.JSONMarshal(pulumi.Map{"widgets": b.widgets})
}

// metric is one line of a chart: namespace, name, and each dimension with its
// value, which pairs of dimensions hold in turn.
func metric(namespace, name string, dimensions ...any) pulumi.Array {
	line := pulumi.Array{pulumi.String(namespace), pulumi.String(name)}
	for _, d := range dimensions {
		line = append(line, pulumi.ToOutput(d))
	}
	return line
}
