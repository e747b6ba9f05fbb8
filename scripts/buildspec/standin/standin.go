// Package standin makes a folder of small shell scripts that stand for the
// tools a build calls (docker, aws, curl, npm, ...): each writes down how it was
// called and answers as it was told. A call that nothing was said about fails
// loudly, so that a new command in a buildspec cannot slip through a test.
//
// What must not live here: what a particular build expects; its tests and the
// rehearsal say that in Answers.
package standin

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Answer is what a tool does when it is called in a certain way.
type Answer struct {
	// Tool is the command's name.
	Tool string
	// Args is what the arguments, joined by spaces, begin with; empty: any.
	Args string
	// Stdout and Stderr are written.
	Stdout, Stderr string
	// Script is shell code run after that, with the call's arguments as "$@";
	// its exit status is the answer's.
	Script string
	// Exit is the exit status when there is no Script.
	Exit int
	// Times is how many calls it answers, after which later answers are
	// looked at; 0: all.
	Times int
}

// Call is one call that was made.
type Call struct {
	// Tool is the command's name.
	Tool string
	// Args are its arguments.
	Args []string
	// Stdin is what it was given, when it was asked to read it (docker login
	// --password-stdin).
	Stdin string
}

// String is the call as one line.
func (c Call) String() string {
	return strings.Join(append([]string{c.Tool}, c.Args...), " ")
}

// Tools is a folder of stand-ins.
type Tools struct{ dir string }

// Install makes the stand-ins in a folder of their own. The first answer that
// fits a call is given.
func Install(dir string, answers ...Answer) (*Tools, error) {
	tools := &Tools{dir: dir}
	if err := os.MkdirAll(tools.Bin(), 0o750); err != nil {
		return nil, fmt.Errorf("create stand-ins: %w", err)
	}
	scripts := map[string]string{}
	for number, answer := range answers {
		if scripts[answer.Tool] == "" {
			scripts[answer.Tool] = prologue(dir)
		}
		scripts[answer.Tool] += answer.script(dir, number)
	}
	for tool, script := range scripts {
		script += `printf 'stand-in %s has no answer for: %s\n' "$tool" "$*" >&2` + "\nexit 97\n"
		if err := os.WriteFile(filepath.Join(tools.Bin(), tool), []byte(script), 0o700); err != nil {
			return nil, fmt.Errorf("create stand-ins: %w", err)
		}
	}
	return tools, nil
}

// Bin is the folder to put first on the PATH.
func (t *Tools) Bin() string { return filepath.Join(t.dir, "bin") }

// Calls lists the calls made so far. Two that ran at the same time, in a pipe,
// are in no certain order.
func (t *Tools) Calls() ([]Call, error) {
	text, err := os.ReadFile(filepath.Join(t.dir, "calls"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read calls: %w", err)
	}
	var calls []Call
	for record := range strings.SplitSeq(string(text), "\x1e") {
		fields := strings.Split(record, "\x1f")
		if len(fields) < 3 {
			continue
		}
		// The tool, its standard input, its arguments, and nothing after the last mark.
		calls = append(calls, Call{Tool: fields[0], Stdin: fields[1], Args: fields[2 : len(fields)-1]})
	}
	return calls, nil
}

// prologue writes the call down, as one write so that two tools in a pipe do
// not mix their records.
func prologue(dir string) string {
	return "#!/bin/sh\nhome=" + quote(dir) + `
tool=${0##*/}
stdin=
case " $* " in *" --password-stdin "*) stdin=$(cat) ;; esac
record=$(printf '%s\037' "$tool" "$stdin" "$@"; printf '\036')
printf '%s' "$record" >>"$home/calls"
`
}

// script is the answer as shell code.
func (a Answer) script(dir string, number int) string {
	var code strings.Builder
	fmt.Fprintf(&code, "case \"$*\" in %s*)\n", quote(a.Args))
	if a.Times > 0 {
		used := quote(filepath.Join(dir, fmt.Sprintf("used.%d", number)))
		fmt.Fprintf(&code, "if [ \"$(cat %s 2>/dev/null | wc -l)\" -lt %d ]; then echo used >>%s\n", used, a.Times, used)
	}
	fmt.Fprintf(&code, "printf '%%s' %s\nprintf '%%s' %s >&2\n", quote(a.Stdout), quote(a.Stderr))
	if a.Script != "" {
		fmt.Fprintf(&code, "(\n%s\n)\nexit $?\n", a.Script)
	} else {
		fmt.Fprintf(&code, "exit %d\n", a.Exit)
	}
	if a.Times > 0 {
		code.WriteString("fi\n")
	}
	code.WriteString(";; esac\n")
	return code.String()
}

// quote makes one word of a text for the shell.
func quote(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
