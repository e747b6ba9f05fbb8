package kill_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long a command may take. One that cannot save its state ends after half
// a minute.
const patience = 5 * time.Minute

// process is the command at work, in a process group of its own, as in a terminal.
type process struct {
	*exec.Cmd
	words string
	start time.Time
	talk  *talk
	pipe  *os.File // where its words come out; closed when nobody reads any more
	read  chan struct{}
}

// begin starts the command.
func (s *site) begin(t testing.TB, words ...string) *process {
	t.Helper()
	out, in, err := os.Pipe()
	require.NoError(t, err)
	p := &process{
		Cmd:   exec.Command(filepath.Join(s.bin, "slipway"), words...),
		words: strings.Join(words, " "),
		start: time.Now(),
		talk:  &talk{},
		pipe:  out,
		read:  make(chan struct{}),
	}
	p.Dir, p.Env = s.root, s.environ()
	p.Stdout, p.Stderr = in, in
	p.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	require.NoError(t, p.Start())
	require.NoError(t, in.Close())
	go func() {
		defer close(p.read)
		_, _ = io.Copy(p.talk, out)
	}()
	return p
}

// end waits for the end of the command.
func (p *process) end(t testing.TB) outcome {
	t.Helper()
	late := time.AfterFunc(patience, func() { p.all(syscall.SIGKILL) })
	_ = p.Wait()
	require.True(t, late.Stop(), "slipway %s took more than %s:\n%s", p.words, patience, p.talk)
	_ = p.pipe.SetReadDeadline(time.Now().Add(10 * time.Second)) // for what it has left running
	<-p.read
	_ = p.pipe.Close()
	return outcome{
		words: p.words,
		code:  p.ProcessState.ExitCode(),
		text:  p.talk.String(),
		took:  time.Since(p.start),
	}
}

// run runs the command to its end.
func (s *site) run(t testing.TB, words ...string) outcome {
	t.Helper()
	return s.begin(t, words...).end(t)
}

// must is run for a command that has to succeed.
func (s *site) must(t testing.TB, words ...string) outcome {
	t.Helper()
	o := s.run(t, words...)
	require.Zero(t, o.code, "%s", o)
	return o
}

// one signals the command alone, all its whole group.
func (p *process) one(signal syscall.Signal) { _ = p.Process.Signal(signal) }

func (p *process) all(signal syscall.Signal) { _ = syscall.Kill(-p.Process.Pid, signal) }

// leave stops to read what the command says.
func (p *process) leave() {
	_ = p.pipe.SetReadDeadline(time.Now())
	<-p.read
	_ = p.pipe.Close()
}

// programs signals the process of the layers' programs, if there is one.
func (p *process) programs(signal syscall.Signal) {
	pid := strconv.Itoa(p.Process.Pid)
	children, _ := os.ReadFile(filepath.Join("/proc", pid, "task", pid, "children"))
	for child := range strings.FieldsSeq(string(children)) {
		name, _ := os.ReadFile(filepath.Join("/proc", child, "cmdline"))
		if strings.Contains(string(name), "/programs") {
			n, _ := strconv.Atoi(child)
			_ = syscall.Kill(n, signal)
		}
	}
}
