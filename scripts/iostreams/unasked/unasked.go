// Package unasked keeps what the process links from asking the terminal questions.
//
// Pulumi's command utilities bring along a library, bubbletea, that asks the terminal for its
// background before main begins, and waits up to five seconds for an answer. Nothing here is
// coloured, and the answer of a slow line is typed into the shell's next command. A terminal
// of the name dumb is asked nothing, so it has that name until main begins.
//
// Go initialises packages in the order of their paths, each after what it imports. This one
// imports os alone, so its turn comes before that of unicode, which such a library needs: it
// may import nothing else.
package unasked

import "os"

const variable = "TERM"

var (
	name, named = os.LookupEnv(variable)
	_           = os.Setenv(variable, "dumb")
)

// Done gives the terminal its name back: main's first step.
func Done() {
	if named {
		_ = os.Setenv(variable, name)
		return
	}
	_ = os.Unsetenv(variable)
}
