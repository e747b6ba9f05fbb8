package engine

import "time"

// Kind says what an event tells.
type Kind int

const (
	// Started: work on a resource has begun.
	Started Kind = iota
	// Finished: work on a resource has ended well.
	Finished
	// Failed: work on a resource has failed; a Diagnostic says why.
	Failed
	// Diagnostic: the engine, a provider or the program has something to say.
	Diagnostic
	// Begun: the operation begins on a state of so many resources.
	Begun
	// Final: the stack's outputs are what they will be, and are read as such from now on,
	// though work on its other resources goes on.
	Final
)

// Event is one step of an operation.
type Event struct {
	Kind    Kind
	Op      string   // create, update, delete, same, replace, refresh, read ...
	Type    string   // the resource's type, such as aws:kms/key:Key
	Name    string   // the resource's name in the program
	ID      string   // what the provider calls the resource as it was before, "" for a new one
	Changed []string // the properties that differ, sorted; those that force a replacement of a replaced resource
	// Differences are the properties with their values, of a resource that is updated or replaced.
	Differences []Difference
	Severity    string // of a diagnostic: error, warning, info
	Message     string // of a diagnostic
	Resources   int    // in the state, of an operation that begins
}

// Changes counts resources by what was done, or in a preview would be done.
type Changes struct {
	Created, Updated, Replaced, Deleted, Unchanged int
}

// Result is what an operation did.
type Result struct {
	Changes  Changes
	Duration time.Duration
}

// count sums the engine's own operation names.
func count(ops map[string]int) Changes {
	var c Changes
	for op, n := range ops {
		switch op {
		case "create", "import":
			c.Created += n
		case "update":
			c.Updated += n
		case "replace", "create-replacement", "import-replacement":
			c.Replaced += n
		case "delete": // and not "discard", which only forgets what was read
			c.Deleted += n
		case "same", "refresh":
			c.Unchanged += n
		}
	}
	return c
}

// After is what two operations did, one after the other.
func (r Result) After(earlier Result) Result {
	r.Changes.Created += earlier.Changes.Created
	r.Changes.Updated += earlier.Changes.Updated
	r.Changes.Replaced += earlier.Changes.Replaced
	r.Changes.Deleted += earlier.Changes.Deleted
	r.Duration += earlier.Duration
	return r
}
