package registry

import (
	"encoding/json"
	"net/http"
)

// protocolError is an error answer of the distribution protocol.
type protocolError struct {
	status        int
	code, message string
}

func (e *protocolError) Error() string { return e.code + ": " + e.message }

func (e *protocolError) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(e.status)
	body := map[string]any{"errors": []map[string]string{{"code": e.code, "message": e.message}}}
	_ = json.NewEncoder(w).Encode(body) // the client is gone: nobody left to tell
}
