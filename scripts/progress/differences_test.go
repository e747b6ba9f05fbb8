package progress_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/progress"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, false, time.Now)
	p.Differences = true
	p.Begin("compute", "preview")
	long := strings.Repeat("a", 200)
	e := engine.Event{
		Kind:    engine.Started,
		Op:      "update",
		Type:    "aws:lambda/function:Function",
		Name:    "api",
		Changed: []string{"memorySize"},
		Differences: []engine.Difference{
			{
				Path: "memorySize",
				Old:  1024,
				New:  2048,
			},
			{Path: "tags.Owner", New: "shop"},
			{
				Path: "imageUri",
				Old:  "a",
				New:  engine.Unknown,
			},
			{
				Path: "policy",
				Old:  long + "b" + long,
				New:  long + "c",
			},
			{Path: "odd", Old: func() {}},
		},
	}
	p.Event("compute", e)
	e.Kind = engine.Finished
	p.Event("compute", e)
	assert.Equal(t, "compute     previewing\n"+
		"compute       update   api (Function): memorySize\n"+
		"compute         memorySize: 1024 -> 2048\n"+
		"compute         tags.Owner: none -> \"shop\"\n"+
		"compute         imageUri: \"a\" -> (known after the change)\n"+
		"compute         policy: …"+long[:30]+"b"+long[:89]+"… -> …"+long[:30]+"c\"\n"+
		"compute         odd: ? -> none\n", out.String())
}
