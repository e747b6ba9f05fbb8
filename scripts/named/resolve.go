package named

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"slipway/shared/config"
)

// Stacks answers for outputs of other stacks.
type Stacks struct {
	// Full is the whole name of the stack of a reference.
	Full func(stack string) string
	// Own are the names of slipway's own stacks, whose outputs this deployment may make.
	Own map[string]bool
	// Read returns a stack's outputs, nil for a stack that is not there.
	Read func(ctx context.Context, name string) (map[string]any, error)
	// Hidden is what Read returns for an output that is secret.
	Hidden string
}

// Resolve puts outputs of other stacks into the names of things, and keeps as faults what is
// no output. What the state shows to be in use is left out, and no stack is read for it.
func (w *Wanted) Resolve(ctx context.Context, all []Thing, r Recorded, stacks Stacks) {
	var recorded, fresh []Thing
	for _, t := range all {
		text, known := r.text(t.Name, stacks)
		if known {
			t.Name = text
			recorded = append(recorded, t)
			continue
		}
		fresh = append(fresh, t)
	}
	reading := reading{stacks, w, map[string]answer{}}
	for _, t := range fresh {
		text, known := reading.text(ctx, t)
		if fault := w.unlike(t.Kind, text); known && fault != "" {
			reading.fault("%s is %q (%s), and %s", t.Name, text, t.Setting, fault)
		} else if known {
			t.Name = text
			recorded = append(recorded, t)
		}
	}
	recorded = slices.DeleteFunc(recorded, func(t Thing) bool { return t.Kind == Output })
	w.Things = append(w.Things, r.New(recorded, w.Region, w.Account)...)
}

// unlike says what is wrong with an output for a thing of the kind; "" for nothing. What is
// written into the settings themselves has been checked with them.
func (w *Wanted) unlike(kind Kind, text string) string {
	switch kind {
	case Queue, Topic, Stream:
		return config.Event{Kind: config.EventKind(kind)}.Takes(text, w.Region, w.Home)
	case Bus:
		return config.Event{Kind: config.OfPattern}.Takes(text, w.Region, w.Home)
	case Subnet:
		if !config.SubnetPattern.MatchString(text) {
			return "has to be the id of a subnet"
		}
	case Group:
		if !config.GroupPattern.MatchString(text) {
			return "has to be the id of a security group"
		}
	}
	return ""
}

// text puts the outputs that the state has read before into a text.
func (r Recorded) text(text string, stacks Stacks) (string, bool) {
	between, references := config.References(text)
	whole := between[0]
	for i, ref := range references {
		value, is := r.outputs[stacks.Full(ref.Stack)][ref.Output].(string)
		if !is {
			return "", false
		}
		whole += value + between[i+1]
	}
	return whole, true
}

// reading reads other stacks, each once.
type reading struct {
	stacks Stacks
	wanted *Wanted
	seen   map[string]answer
}

type answer struct {
	outputs map[string]any // nil for a stack that is not there
	err     error
}

func (r reading) read(ctx context.Context, name string) answer {
	if a, seen := r.seen[name]; seen {
		return a
	}
	outputs, err := r.stacks.Read(ctx, name)
	if err != nil {
		reason, _, _ := strings.Cut(err.Error(), "\n")
		r.wanted.Unread = append(r.wanted.Unread, fmt.Sprintf("stack %s (%s)", name, reason))
	}
	r.seen[name] = answer{outputs, err}
	return r.seen[name]
}

// text puts outputs into the name of a thing. It is not known if one is a fault, cannot be
// read, or is made by this deployment.
func (r reading) text(ctx context.Context, t Thing) (text string, known bool) {
	between, references := config.References(t.Name)
	text, known = between[0], true
	for i, ref := range references {
		name := r.stacks.Full(ref.Stack)
		if r.stacks.Own[name] {
			known = false
			continue
		}
		a := r.read(ctx, name)
		value, is := a.outputs[ref.Output].(string)
		switch {
		case a.err != nil:
		case is && value == r.stacks.Hidden:
			r.wanted.Unread = appendNew(r.wanted.Unread, fmt.Sprintf("output %s of stack %s (it is secret)", ref.Output, name))
		case a.outputs == nil:
			r.fault("stack %s, which %s names, is not there: deploy it, or correct the setting", name, t.Setting)
		case !is || value == "":
			r.fault("stack %s has no output %s that is a text, and %s names it: deploy that stack, or correct the setting",
				name, ref.Output, t.Setting)
		default:
			text += value + between[i+1]
			continue
		}
		known = false
	}
	return text, known
}

func (r reading) fault(format string, args ...any) {
	r.wanted.Faults = appendNew(r.wanted.Faults, fmt.Sprintf(format, args...))
}

func appendNew(all []string, text string) []string {
	if slices.Contains(all, text) {
		return all
	}
	return append(all, text)
}
