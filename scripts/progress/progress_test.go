package progress_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"slipway/scripts/engine"
	"slipway/scripts/layers"
	"slipway/scripts/progress"
)

// clock moves on by half a second whenever it is read.
func clock() func() time.Time {
	at := time.Unix(0, 0)
	return func() time.Time {
		at = at.Add(500 * time.Millisecond)
		return at
	}
}

func TestOffATerminalALayerIsTwoLines(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, false, clock())
	p.Begin("foundation", "deploy")
	p.Event("foundation", engine.Event{
		Kind: engine.Started,
		Op:   "create",
		Type: "aws:kms/key:Key",
		Name: "key",
	})
	p.Event("foundation", engine.Event{
		Kind:     engine.Diagnostic,
		Severity: "warning",
		Message:  "two\nlines",
	})
	p.Event("foundation", engine.Event{
		Kind:     engine.Diagnostic,
		Severity: "info",
		Message:  "hello",
	})
	p.Event("foundation", engine.Event{
		Kind:     engine.Diagnostic,
		Severity: "error",
		Message:  "told later",
	})
	p.Note("between")
	p.End(layers.Outcome{
		Layer:  "foundation",
		Verb:   "deploy",
		Status: layers.Done,
		Result: engine.Result{
			Changes: engine.Changes{Created: 2},
		},
	})
	p.Begin("compute", "deploy")
	p.End(layers.Outcome{
		Layer:  "compute",
		Verb:   "deploy",
		Status: layers.Failed,
	})
	p.Begin("delivery", "destroy")
	p.End(layers.Outcome{
		Layer:  "delivery",
		Verb:   "destroy",
		Status: layers.Absent,
	})
	assert.Equal(t, strings.Join([]string{
		"foundation  deploying",
		"foundation  warning: two",
		"            lines",
		"foundation  hello",
		"between",
		"foundation  2 created in 0.5 s",
		"compute     deploying",
		"compute     failed after 0.5 s",
		"delivery    destroying",
		"delivery    not deployed",
		"",
	}, "\n"), out.String())
}

func TestAPreviewListsWhatItCounts(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, false, clock())
	p.Begin("compute", "preview")
	for _, e := range []engine.Event{
		{
			Op:   "create",
			Type: "pulumi:providers:pulumi",
			Name: "default",
		},
		{
			Op:   "create",
			Type: "pulumi:providers:aws",
			Name: "aws",
		},
		{
			Op:   "same",
			Type: "aws:iam/role:Role",
			Name: "deployer-role",
		},
	} {
		p.Event("compute", e)
		e.Kind = engine.Finished
		p.Event("compute", e)
	}
	p.End(layers.Outcome{
		Layer:  "compute",
		Verb:   "preview",
		Status: layers.Done,
		Result: engine.Result{Changes: engine.Changes{
			Created:   1,
			Unchanged: 1,
		}},
	})
	assert.Equal(t, strings.Join([]string{
		"compute     previewing",
		"compute       create   aws (aws)",
		"compute     1 to create, 1 unchanged in 0.5 s",
		"",
	}, "\n"), out.String())
}

func TestOnATerminalOneLineIsRewritten(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := progress.NewProgress(&out, true, clock())
	p.Begin("foundation", "deploy")
	e := engine.Event{
		Kind: engine.Started,
		Op:   "create",
		Type: "aws:kms/key:Key",
		Name: "a-key-with-a-name-that-is-longer-than-any-terminal-at-all-is-wide",
	}
	p.Event("foundation", e)
	e.Kind = engine.Finished
	p.Event("foundation", e)
	p.End(layers.Outcome{
		Layer:  "foundation",
		Verb:   "deploy",
		Status: layers.Done,
	})
	for _, want := range []string{
		"foundation  deploying  0.5 s",
		"creating a-key-with-a-name-that-is-longer-than-any-terminal…",
		"  1 done",
		"\r\x1b[Jfoundation  no changes in ",
	} {
		assert.Contains(t, out.String(), want)
	}
	for _, line := range strings.Split(out.String(), "\r\x1b[J") {
		assert.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), 79)
	}
}
