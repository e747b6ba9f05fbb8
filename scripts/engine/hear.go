package engine

import (
	"regexp"

	pkgengine "github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// hear takes an event of the engine in this process.
func (l *listener) hear(e pkgengine.Event) {
	switch p := e.Payload().(type) {
	case pkgengine.ResourcePreEventPayload:
		l.take(record{Pre: metadata(p.Metadata)})
	case pkgengine.ResourceOutputsEventPayload:
		l.take(record{Outputs: metadata(p.Metadata)})
	case pkgengine.ResourceOperationFailedPayload:
		l.take(record{Failed: metadata(p.Metadata)})
	case pkgengine.DiagEventPayload:
		l.take(record{Diagnostic: &diagnostic{
			URN:       string(p.URN),
			Message:   colors.Never.Colorize(escapes.ReplaceAllString(p.Message, "")),
			Severity:  string(p.Severity),
			Ephemeral: p.Ephemeral,
		}})
	case pkgengine.SummaryEventPayload:
		counts := map[string]int{}
		for op, n := range p.ResourceChanges {
			counts[string(op)] = n
		}
		l.take(record{Summary: &summary{Changes: counts}})
	}
}

// escapes are what programs and providers colour a terminal with.
var escapes = regexp.MustCompile(`\x1b\[[0-9;]*[mK]`)

// metadata is what the engine says of a step.
func metadata(m pkgengine.StepEventMetadata) *step {
	s := &step{}
	s.Metadata.Op, s.Metadata.URN, s.Metadata.Type = string(m.Op), string(m.URN), string(m.Type)
	s.Metadata.Keys, s.Metadata.Diffs = texts(m.Keys), texts(m.Diffs)
	s.Metadata.Detailed = make(map[string]detail, len(m.DetailedDiff))
	for path, d := range m.DetailedDiff {
		s.Metadata.Detailed[path] = detail{InputDiff: d.InputDiff}
	}
	s.Metadata.Old, s.Metadata.New = of(m.Old), of(m.New)
	return s
}

// of is what the engine has of a resource, nil for none.
func of(m *pkgengine.StepEventStateMetadata) *properties {
	if m == nil {
		return nil
	}
	return &properties{
		ID:      string(m.ID),
		Inputs:  values{props: m.Inputs},
		Outputs: values{props: m.Outputs},
	}
}

func texts(keys []resource.PropertyKey) []string {
	var all []string
	for _, key := range keys {
		all = append(all, string(key))
	}
	return all
}
