package runtime

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
)

// requestID is the id of the one invocation.
const requestID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"

// invocation serves the runtime interface for one event. A second call for the next
// event waits, as it does on AWS while there is none.
type invocation struct {
	event    []byte
	once     sync.Once
	taken    sync.Once
	answered chan struct{}
	answer   []byte
	failure  error
}

func newInvocation(event []byte) *invocation {
	return &invocation{event: event, answered: make(chan struct{})}
}

// ServeHTTP answers one call of the program's.
func (i *invocation) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch path := r.URL.Path; {
	case strings.HasSuffix(path, "/invocation/next"):
		first := false
		i.taken.Do(func() { first = true })
		if !first {
			<-r.Context().Done()
			return
		}
		w.Header().Set("Lambda-Runtime-Aws-Request-Id", requestID)
		_, _ = w.Write(i.event)
	case strings.HasSuffix(path, "/response"):
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusAccepted)
		i.end(body, nil)
	default: // an error of the invocation, or of its beginning
		var said struct{ ErrorType, ErrorMessage, Code string }
		_ = json.NewDecoder(r.Body).Decode(&said)
		w.WriteHeader(http.StatusAccepted)
		i.end(nil, &Failure{said.ErrorType, said.ErrorMessage})
	}
}

func (i *invocation) end(answer []byte, failure error) {
	i.once.Do(func() {
		i.answer, i.failure = answer, failure
		close(i.answered)
	})
}
