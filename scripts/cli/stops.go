package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"slipway/scripts/iostreams"
)

// again is how long after a signal the next one is another: make passes on what the
// terminal has sent already, and a shell what the terminal's end has.
const again = 500 * time.Millisecond

// stops ends the run gently at the first interrupt, end of the terminal or request to
// end, and returns a channel that it closes at the second. A third ends the process
// there and then. A terminal ends once, and whoever closes it cannot see what is under
// way, so that it never counts as a second one.
func stops(gently context.CancelFunc, c *iostreams.Console) <-chan struct{} {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		signal.Notify(signals, syscall.SIGHUP)
	}
	// What nobody reads is an error of the write, which Outlet knows, and no longer the
	// end of the process; a file that may not grow is one as it is.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	terminate := make(chan struct{})
	go func() {
		<-signals
		c.Line("\nStopping: what is under way finishes and is saved. Interrupt again to stop at once.")
		gently()
		another(signals)
		c.Line("\nStopping at once.")
		close(terminate)
		another(signals)
		os.Exit(130)
	}()
	return terminate
}

// another waits for a signal that is one more.
func another(signals <-chan os.Signal) {
	for before := time.Now(); ; {
		s := <-signals
		if s != syscall.SIGHUP && time.Since(before) > again {
			return
		}
	}
}
