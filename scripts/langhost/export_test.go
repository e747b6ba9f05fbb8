package langhost

import (
	"net/rpc"
	"os"
)

// Signal sends the process a signal, as a terminal does.
func (c *Command) Signal(s os.Signal) error { return c.process.Process.Signal(s) }

// Awaiting asks for the outputs of a run, and returns when the process has been asked.
func (c *Command) Awaiting(u Update) <-chan *rpc.Call {
	return c.client.Go(service+".Await", u, &map[string]string{}, nil).Done
}
