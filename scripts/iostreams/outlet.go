package iostreams

import (
	"errors"
	"io"
	"sync"
	"syscall"
)

// Outlet is a stream that somebody may stop to read: `| head`, a `tee` that the same
// interrupt ends, a terminal that is closed. It then calls Gone, once, and takes in what
// is written for nobody. Without it the first word to nobody would end the process, in
// the middle of a change.
type Outlet struct {
	To   io.Writer
	Gone func()
	once sync.Once
}

// Write writes on.
func (o *Outlet) Write(p []byte) (int, error) {
	n, err := o.To.Write(p)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.EIO) {
		o.once.Do(o.Gone)
		return len(p), nil
	}
	return n, err
}
