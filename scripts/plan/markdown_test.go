package plan_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/plan"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	p := plan.Plan{
		Environment: "dev",
		Layers: []plan.Layer{{
			Name:      "compute",
			Update:    1,
			Replace:   1,
			Unchanged: 9,
			Resources: []plan.Resource{
				{
					Change: "update",
					Type:   "a:b:C",
					Name:   "api",
					Properties: []engine.Difference{
						{Path: "memorySize"},
						{Path: "timeout"},
					},
				},
				{
					Change:  "replace",
					Type:    "a:b:C",
					Name:    "cart",
					Because: []string{"name"},
				},
				{
					Change: "create",
					Type:   "a:b:C",
					Name:   "stock",
				},
			},
		}},
		Losses: []plan.Loss{{
			Change: "replace",
			Name:   "lambda-cart-dev",
			What:   "its versions | all",
			Allow:  "cart",
		}},
	}
	assert.Equal(t, "### What this would do to `dev`\n\n"+
		"**This takes away what holds data or serves traffic:**\n\n"+
		"| | resource | what goes with it | to allow it |\n|---|---|---|---|\n"+
		"| replace | `lambda-cart-dev` | its versions \\| all | `ALLOW=cart` |\n\n"+
		"| layer | create | update | replace | delete | unchanged |\n|---|---|---|---|---|---|\n"+
		"| compute | 0 | 1 | 1 | 0 | 9 |\n\n"+
		"<details><summary>Each resource</summary>\n\n"+
		"- compute: **update** `api` (a:b:C): `memorySize`, `timeout`\n"+
		"- compute: **replace** `cart` (a:b:C): `name`\n"+
		"- compute: **create** `stock` (a:b:C)\n\n</details>\n", p.Markdown())
	assert.Equal(t, "### What this would do to `dev`\n\nNothing would change.\n", plan.Plan{Environment: "dev"}.Markdown())

	p.Layers[0].Resources = []plan.Resource{{Name: strings.Repeat("a", 70000)}, {Name: "b"}}
	assert.Contains(t, p.Markdown(), "- and more, which do not fit here\n")
	assert.NotContains(t, p.Markdown(), "`b`")
}
