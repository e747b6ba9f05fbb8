package langhost

import "os"

// Signal sends the process a signal, as a terminal does.
func (c *Command) Signal(s os.Signal) error { return c.process.Process.Signal(s) }
