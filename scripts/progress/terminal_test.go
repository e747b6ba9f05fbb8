package progress_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

// frozen is a clock that stands still, so that only what is done changes the line.
func frozen() time.Time { return time.Unix(0, 0) }

// screen is what stands on the last line of a terminal.
func screen(out *bytes.Buffer) string {
	text := out.String()
	line := text[strings.LastIndexAny(text, "\n\r")+1:]
	return strings.TrimPrefix(line, "\x1b[J")
}

func TestTheLineNamesTheOldestWorkByWhatIsDone(t *testing.T) {
	t.Parallel()
	for op, want := range map[string]string{
		"create":             "creating",
		"update":             "updating",
		"delete":             "deleting",
		"replace":            "replacing",
		"same":               "checking",
		"read":               "reading",
		"refresh":            "refreshing",
		"import":             "importing",
		"create-replacement": "creating",
		"delete-replaced":    "deleting",
		"read-replacement":   "reading",
		"import-replacement": "importing",
	} {
		t.Run(op, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			p := progress.NewProgress(&out, true, frozen)
			p.Begin("foundation", "deploy")
			p.Event("foundation", engine.Event{
				Kind: engine.Started,
				Op:   op,
				Type: "aws:sns/topic:Topic",
				Name: "mail",
			})
			assert.Equal(t, "foundation  deploying  0.0 s  "+want+" mail (Topic)", screen(&out))
			p.End(layers.Outcome{Layer: "foundation", Status: layers.Failed})
		})
	}
}

func TestTheLineFollowsTheWork(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, true, frozen)
	step := func(kind engine.Kind, name string) {
		p.Event("compute", engine.Event{
			Kind: kind,
			Op:   "create",
			Type: "aws:iam/role:Role",
			Name: name,
		})
	}
	p.Begin("compute", "deploy")
	assert.Equal(t, "compute     deploying  0.0 s", screen(&out))
	step(engine.Started, "a")
	step(engine.Started, "b")
	assert.Equal(t, "compute     deploying  0.0 s  creating a (Role) and 1 more", screen(&out))
	step(engine.Finished, "a")
	assert.Equal(t, "compute     deploying  1 done  0.0 s  creating b (Role)", screen(&out))
	step(engine.Finished, "a")
	assert.Equal(t, "compute     deploying  1 done  0.0 s  creating b (Role)", screen(&out), "nothing is counted twice")
	step(engine.Failed, "b")
	assert.Equal(t, "compute     deploying  2 done  0.0 s", screen(&out))
	p.Note("a line of its own")
	assert.Contains(t, out.String(), "\r\x1b[Ja line of its own\n", "the live line makes room")
	assert.Equal(t, "compute     deploying  2 done  0.0 s", screen(&out), "and comes back")
	p.End(layers.Outcome{
		Layer:  "compute",
		Verb:   "deploy",
		Status: layers.Done,
		Result: engine.Result{
			Changes: engine.Changes{Created: 1},
		},
	})
	assert.True(t, strings.HasSuffix(out.String(), "\r\x1b[Jcompute     1 created in 0.0 s\n"), "%q", out.String())
	p.Note("after")
	assert.True(t, strings.HasSuffix(out.String(), "0.0 s\nafter\n"), "no layer, no line")
}

func TestTheLineFitsTheTerminal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		width func() int
		want  int
	}{
		"as wide as usual":           {nil, 79},
		"one that does not say":      {func() int { return 0 }, 79},
		"a narrow one":               {func() int { return 40 }, 39},
		"a wide one":                 {func() int { return 120 }, 119},
		"one that nothing fits into": {func() int { return 1 }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			p := progress.NewProgress(&out, true, frozen)
			p.Width = c.width
			p.Begin("foundation", "deploy")
			p.Event("foundation", engine.Event{
				Kind: engine.Started,
				Op:   "create",
				Type: "aws:sns/topic:Topic",
				Name: strings.Repeat("ü", 200),
			})
			line := screen(&out)
			assert.Equal(t, c.want, utf8.RuneCountInString(line))
			assert.True(t, strings.HasSuffix(line, "…"), line)
			p.End(layers.Outcome{Layer: "foundation", Status: layers.Done})
		})
	}
}

// checks is an event of a check of the resource.
func checks(kind engine.Kind, name string) engine.Event {
	return engine.Event{
		Kind: kind,
		Op:   "same",
		Type: "x:y:Z",
		Name: name,
	}
}

func TestTheLineSaysHowMuchIsDoneOfWhatTheStateHolds(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, true, frozen)
	p.Begin("compute", "deploy")
	p.Event("compute", engine.Event{Kind: engine.Begun, Resources: 2})
	assert.Equal(t, "compute     deploying  0 of 2  0.0 s", screen(&out))
	for _, name := range []string{"a", "b", "c"} {
		p.Event("compute", checks(engine.Started, name))
	}
	assert.Equal(t, "compute     deploying  0 of 3  0.0 s  checking a (Z) and 2 more", screen(&out), "one is new")
	p.Width = func() int { return 44 }
	p.Event("compute", checks(engine.Finished, "a"))
	assert.Equal(t, "compute     1 of 3  0.0 s  checking b (Z) …", screen(&out), "the verb goes first")
	assert.Equal(t, "compute     deploying  1 of 3  0.0 s  checking b (Z) and 1 more", p.Doing())
	p.End(layers.Outcome{Layer: "compute"})
	assert.Empty(t, p.Doing())
}

func TestLayersAtWorkAtOnceHaveALineEach(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, true, frozen)
	p.Begin("compute", "deploy")
	p.Begin("delivery", "deploy")
	out.Reset()
	p.Event("compute", checks(engine.Started, "a"))
	assert.Equal(t, "\r\x1b[1A\x1b[J"+
		"compute     deploying  0.0 s  checking a (Z)\ndelivery    deploying  0.0 s", out.String())
	out.Reset()
	p.End(layers.Outcome{
		Layer:  "compute",
		Verb:   "deploy",
		Status: layers.Done,
	})
	assert.Equal(t, "\r\x1b[1A\x1b[Jcompute     no changes in 0.0 s\ndelivery    deploying  0.0 s", out.String())
	p.Event("compute", engine.Event{Kind: engine.Started}) // late, of a layer that has ended
	p.End(layers.Outcome{Layer: "compute"})
	p.End(layers.Outcome{Layer: "delivery", Status: layers.Failed})
	assert.True(t, strings.HasSuffix(out.String(), "\r\x1b[Jdelivery    failed after 0.0 s\n"), "%q", out.String())
}

func TestWhichChangesGetALineOfTheirOwn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		verb string
		e    engine.Event
		want string
	}{
		"a creation in a preview": {"preview", engine.Event{Op: "create", Name: "a"}, "layer         create   a (Topic)\n"},
		"a creation in a run":     {"deploy", engine.Event{Op: "create", Name: "a"}, ""},
		"a deletion in a run":     {"destroy", engine.Event{Op: "delete", Name: "a"}, ""},
		"an update in a run": {"deploy", engine.Event{
			Op:      "update",
			Name:    "a",
			Changed: []string{"tags", "name"},
		}, "layer         update   a (Topic): tags, name\n"},
		"a replacement in a run": {"deploy", engine.Event{
			Op:      "replace",
			Name:    "a",
			Changed: []string{"name"},
		}, "layer         replace  a (Topic): name\n"},
		"what stays": {"preview", engine.Event{Op: "same", Name: "a"}, ""},
		"a provider that the engine makes": {"preview", engine.Event{
			Op:   "create",
			Name: "default",
			Type: "pulumi:providers:aws",
		}, ""},
		"a resource that is called default": {"preview", engine.Event{Op: "create", Name: "default"},
			"layer         create   default (Topic)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			p := progress.NewProgress(&out, false, frozen)
			p.Begin("layer", c.verb)
			out.Reset()
			if c.e.Type == "" {
				c.e.Type = "aws:sns/topic:Topic"
			}
			c.e.Kind = engine.Started
			p.Event("layer", c.e)
			c.e.Kind = engine.Finished
			p.Event("layer", c.e)
			assert.Equal(t, c.want, out.String())
		})
	}
}
