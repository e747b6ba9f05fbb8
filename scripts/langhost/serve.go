package langhost

import (
	"io"
	"net/rpc"
	"net/rpc/jsonrpc"
	"os"
	"os/signal"
	"syscall"
)

// service is the name under which a host is called.
const service = "Programs"

// remote gives a host's methods the form that calls between processes have.
type remote struct{ host *Host }

// Runtime is the process's side of Host.Runtime.
func (r *remote) Runtime(_ struct{}, address *string) (err error) {
	*address, err = r.host.Runtime()
	return err
}

// Load is the process's side of Host.Load.
func (r *remote) Load(c Configuration, settings *Settings) (err error) {
	*settings, err = r.host.Load(c)
	return err
}

// Expect and Await are the process's side of Host.Expect.
func (r *remote) Expect(u Update, _ *struct{}) error {
	r.host.finals.expect(u)
	return nil
}

// Await waits for what Expect has announced.
func (r *remote) Await(u Update, outputs *map[string]string) error {
	*outputs = r.host.finals.await(u)
	return nil
}

// Serve is the process of the programs. It reads calls from standard input, writes
// results to standard output, and returns when standard input ends. An interrupt or the
// end of the terminal does not end it: a terminal sends them to every process, but the
// command decides how an update in progress ends.
func Serve(layers map[string]Layer) {
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	host := NewHost(layers)
	calls := stdio{input{os.Stdin, host.finals.end}, os.Stdout}
	os.Stdout = os.Stderr // for a program that prints
	server := rpc.NewServer()
	if err := server.RegisterName(service, &remote{host}); err != nil {
		panic(err) // remote does not have the form that it is there to have
	}
	server.ServeCodec(jsonrpc.NewServerCodec(calls))
}

// input is a stream whose end is told. The server returns only when every call has been
// answered, and some wait for what no longer comes.
type input struct {
	io.Reader
	ended func()
}

// Read reads.
func (i input) Read(p []byte) (int, error) {
	n, err := i.Reader.Read(p)
	if err != nil {
		i.ended()
	}
	return n, err
}

// stdio is a connection made of two streams.
type stdio struct {
	io.Reader
	io.WriteCloser
}
