// Command recorder stands between the deployment and the emulator and writes down
// every call: a line of JSON each, as package tests/iam/requests reads them. The policy
// of whoever deploys is held against the list.
//
//	recorder -listen 127.0.0.1:5556 -to http://127.0.0.1:5555 -file calls.jsonl
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"sync"

	"slipway/tests/iam/requests"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	to := flag.String("to", "", "URL of the emulator")
	file := flag.String("file", "", "file to write the calls to")
	flag.Parse()
	if err := run(*listen, *to, *file); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(listen, to, file string) error {
	target, err := url.Parse(to)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = out.Close() }()
	lines := &journal{out: out}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // queues are named by the host that they were asked for at
		},
	}
	return http.ListenAndServe(listen, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		lines.add(requests.Read(r, body))
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		proxy.ServeHTTP(w, r)
	}))
}

// journal writes each request once.
type journal struct {
	mutex sync.Mutex
	out   io.Writer
	seen  map[string]bool
}

func (j *journal) add(r requests.Request) {
	line, err := json.Marshal(r)
	if err != nil || r.Service == "" {
		return // not a call of AWS's
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.seen[string(line)] {
		return
	}
	if j.seen == nil {
		j.seen = map[string]bool{}
	}
	j.seen[string(line)] = true
	_, _ = fmt.Fprintf(j.out, "%s\n", line)
}
