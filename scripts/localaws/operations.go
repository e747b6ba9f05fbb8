package localaws

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// Operation is one line of the operation log: a call that changed something.
type Operation struct {
	Time    time.Time `json:"time"`
	Op      string    `json:"op"` // create, update or delete
	Account string    `json:"account"`
	Type    string    `json:"type"`
	ID      string    `json:"id"`
	URN     string    `json:"urn"`
}

const operationsFile = "operations.log"

// operationLog appends to Dir/operations.log, one JSON object a line.
type operationLog struct {
	dir string
	mu  sync.Mutex
}

func (l *operationLog) add(o Operation) error {
	line, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("log operation: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	f, err := os.OpenFile(filepath.Join(l.dir, operationsFile), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log operation: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// Operations reads the log of the simulated AWS in dir, oldest first.
func Operations(dir string) ([]Operation, error) {
	b, err := os.ReadFile(filepath.Join(dir, operationsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("read operations: %w", err)
	}
	var out []Operation
	for line := range strings.Lines(string(b)) {
		var o Operation
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			return nil, fmt.Errorf("read operations: %w", err)
		}
		out = append(out, o)
	}
	return out, nil
}
