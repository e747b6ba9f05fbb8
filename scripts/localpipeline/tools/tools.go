// Package tools replaces docker, aws, npm and curl in a simulated build: small
// programs on the build's PATH that ask this process what to answer. So their
// answers are true: an image that "docker" pushes is pushed, and "aws" answers from
// the simulated account.
//
// What must not be here: what any tool answers.
package tools

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"slipway/scripts/buildspec/standin"
)

// Names are the tools a build calls that must not be the machine's own.
var Names = []string{"aws", "curl", "docker", "npm", "sleep"}

// Call is one call of a tool.
type Call struct {
	Tool string
	// JUnitFile is the variable JUNIT_FILE, where a test run leaves its report.
	JUnitFile string
	Args      []string
}

// Line is the call as a person would write it.
func (c Call) Line() string { return strings.Join(append([]string{c.Tool}, c.Args...), " ") }

// Is tells whether the call's words begin with these.
func (c Call) Is(words string) bool { return strings.HasPrefix(c.Line()+" ", words+" ") }

// Option is the value after an option.
func (c Call) Option(name string) string {
	for i, arg := range c.Args {
		if arg == name && i+1 < len(c.Args) {
			return c.Args[i+1]
		}
	}
	return ""
}

// Answer is what the tool prints and its exit status. With a status other than
// zero the text goes to the standard error.
type Answer struct {
	Text string
	Exit int
}

// Server answers the calls of one build, one at a time.
type Server struct {
	listener net.Listener
	answer   func(context.Context, Call) Answer
	bin      string
	one      sync.Mutex
	done     sync.WaitGroup
}

// ends of a field and of a call on the wire.
const (
	fieldEnd = "\x1f"
	callEnd  = '\x1e'
)

// Start installs the stand-ins in dir and answers them until Close.
func Start(ctx context.Context, dir string, answer func(context.Context, Call) Answer) (*Server, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve stand-ins: %w", err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	var answers []standin.Answer
	for _, name := range Names {
		answers = append(answers, standin.Answer{Tool: name, Script: ask(name, port)})
	}
	installed, err := standin.Install(filepath.Join(dir, "standins"), answers...)
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s := &Server{listener: listener, answer: answer, bin: installed.Bin()}
	s.done.Go(func() { s.serve(ctx) })
	return s, nil
}

// Bin is the folder to put first on the PATH.
func (s *Server) Bin() string { return s.bin }

// Close stops answering.
func (s *Server) Close() error {
	err := s.listener.Close()
	s.done.Wait()
	return err
}

// ask is the stand-in: bash, which every buildspec needs anyway, can speak TCP.
func ask(tool string, port int) string {
	return `exec bash -c '
exec 3<>/dev/tcp/127.0.0.1/` + strconv.Itoa(port) + ` || exit 96
printf "%s\037" "$@" >&3
printf "\036" >&3
IFS= read -r status <&3
if [ "$status" = 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "${status:-96}"' ` + tool + " " + tool + ` "${JUNIT_FILE:-}" "$@"`
}

func (s *Server) serve(ctx context.Context) {
	for {
		connection, err := s.listener.Accept()
		if err != nil {
			return // closed
		}
		s.done.Go(func() { s.handle(ctx, connection) })
	}
}

func (s *Server) handle(ctx context.Context, connection net.Conn) {
	defer func() { _ = connection.Close() }()
	text, err := bufio.NewReader(connection).ReadString(callEnd)
	fields := strings.Split(strings.TrimSuffix(text, string(callEnd)), fieldEnd)
	if err != nil || len(fields) < 3 {
		return // no stand-in of ours
	}
	call := Call{Tool: fields[0], JUnitFile: fields[1], Args: fields[2 : len(fields)-1]}
	s.one.Lock()
	answer := s.answer(ctx, call)
	s.one.Unlock()
	_, _ = io.WriteString(connection, strconv.Itoa(answer.Exit)+"\n"+answer.Text)
}
