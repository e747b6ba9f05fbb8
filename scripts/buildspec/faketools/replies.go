package faketools

import (
	"context"
	"slices"
	"strings"
)

// Reply is the answer to certain calls of a tool.
type Reply struct {
	// Tool is the command's name.
	Tool string
	// Args is what the arguments, joined by spaces, begin with; empty: any.
	Args string
	// Stdout, Stderr, Script and Exit are those of the Answer.
	Stdout, Stderr string
	Script         string
	Exit           int
	// Times is how many calls it answers, after which later replies are used; 0: all.
	Times int
}

// StartReplies is Start for the tools of the replies.
func StartReplies(ctx context.Context, dir string, replies ...Reply) (*Tools, error) {
	return Start(ctx, dir, ToolsOf(replies), Answers(replies...))
}

// ToolsOf lists the tools of the replies, each once.
func ToolsOf(replies []Reply) []string {
	var names []string
	for _, r := range replies {
		if !slices.Contains(names, r.Tool) {
			names = append(names, r.Tool)
		}
	}
	return names
}

// Answers answers by the first reply that fits a call.
func Answers(replies ...Reply) func(context.Context, Call) Answer {
	used := make([]int, len(replies))
	return func(_ context.Context, call Call) Answer {
		args := strings.Join(call.Args, " ")
		for i, r := range replies {
			if r.Tool != call.Tool || !strings.HasPrefix(args, r.Args) || r.Times > 0 && used[i] == r.Times {
				continue
			}
			used[i]++
			return Answer{
				Stdout: r.Stdout,
				Stderr: r.Stderr,
				Script: r.Script,
				Exit:   r.Exit,
			}
		}
		return Unknown(call)
	}
}
