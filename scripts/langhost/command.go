package langhost

import (
	"errors"
	"fmt"
	"io"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os/exec"
	"sync"
)

// Command is a host in a process of its own, which the first call starts.
type Command struct {
	path string
	talk io.Writer

	mu      sync.Mutex
	process *exec.Cmd
	client  *rpc.Client
	ended   chan error
}

// NewCommand makes a command of the program at path. What its process writes to
// standard error goes to talk.
func NewCommand(path string, talk io.Writer) *Command { return &Command{path: path, talk: talk} }

// Runtime is Host.Runtime in the process.
func (c *Command) Runtime() (string, error) {
	var address string
	return address, c.call("Runtime", struct{}{}, &address)
}

// Load is Host.Load in the process.
func (c *Command) Load(configuration Configuration) (Settings, error) {
	var settings Settings
	return settings, c.call("Load", configuration, &settings)
}

// Close ends the process, if there is one, and waits until it has gone.
func (c *Command) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.client == nil {
		return nil
	}
	err := errors.Join(c.client.Close(), <-c.ended)
	c.client = nil
	if err != nil {
		return fmt.Errorf("end %s: %w", c.path, err)
	}
	return nil
}

// call calls a method and returns the method's own error unchanged.
func (c *Command) call(method string, arguments, reply any) error {
	client, err := c.connect()
	if err != nil {
		return err
	}
	return c.ask(client, method, arguments, reply)
}

func (c *Command) ask(client *rpc.Client, method string, arguments, reply any) error {
	err := client.Call(service+"."+method, arguments, reply)
	var refused rpc.ServerError
	if err == nil || errors.As(err, &refused) {
		return err
	}
	return fmt.Errorf("%s does not answer: %w", c.path, err)
}

// connect starts the process when it has not been started.
func (c *Command) connect() (*rpc.Client, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.client != nil {
		return c.client, nil
	}
	process := exec.Command(c.path)
	answers, out := io.Pipe()
	process.Stdout, process.Stderr = out, c.talk
	in, err := process.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start programs: %w", err)
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("start programs: %w; `make build` makes the file", err)
	}
	c.process, c.client = process, jsonrpc.NewClient(stdio{answers, in})
	c.ended = make(chan error, 1)
	go c.await(process, out)
	return c.client, nil
}

// await reports an unexpected exit of the process. The engine itself would only see a
// broken connection.
func (c *Command) await(process *exec.Cmd, out io.Closer) {
	err := process.Wait()
	_ = out.Close()
	if err != nil {
		_, _ = fmt.Fprintf(c.talk, "\nThe layers' programs ended in the middle of their work: %v\n", err)
	}
	c.ended <- err
}
