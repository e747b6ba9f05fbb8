package kill_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"slipway/shared/contract"
)

// moments counts down what happens inside saves: a file that is made, written, renamed;
// a request that is half read, or stored and not answered yet.
type moments struct {
	mu      sync.Mutex
	left    int
	reached chan struct{}
	over    chan struct{} // closed when the command is ended
}

// tick is one moment, if it is of a state. The last one lasts until the command is ended.
func (m *moments) tick(ofState bool) {
	if m == nil || !ofState {
		return
	}
	m.mu.Lock()
	m.left--
	last := m.left == 0
	m.mu.Unlock()
	if !last {
		return
	}
	close(m.reached)
	select {
	case <-m.over:
	case <-time.After(time.Second):
	}
}

// inside waits for the n-th moment inside the saves of a command that is still to begin.
func (s *site) inside(t testing.TB, n int) *moments {
	t.Helper()
	m := &moments{
		left:    n,
		reached: make(chan struct{}),
		over:    make(chan struct{}),
	}
	if s.bucket != nil {
		s.bucket.inside = m
		return m
	}
	watch, err := syscall.InotifyInit1(syscall.IN_NONBLOCK | syscall.IN_CLOEXEC)
	require.NoError(t, err)
	for _, layer := range contract.LayerNames() {
		folder := filepath.Join(s.state, ".pulumi", "stacks", "slipway-"+layer)
		require.NoError(t, os.MkdirAll(folder, 0o700))
		_, err := syscall.InotifyAddWatch(watch, folder,
			syscall.IN_CREATE|syscall.IN_MODIFY|syscall.IN_CLOSE_WRITE|syscall.IN_DELETE|syscall.IN_MOVED_TO)
		require.NoError(t, err)
	}
	events := os.NewFile(uintptr(watch), "inotify")
	t.Cleanup(func() { _ = events.Close() })
	go func() {
		for buffer := make([]byte, 4096); ; {
			size, err := events.Read(buffer)
			if err != nil {
				return
			}
			for at := 0; at < size; {
				name := int(buffer[at+12]) | int(buffer[at+13])<<8 // struct inotify_event: wd, mask, cookie, len
				at += syscall.SizeofInotifyEvent + name
				m.tick(true)
			}
		}
	}()
	return m
}

// states are the files that hold the layers' states.
func (s *site) states(t testing.TB) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, layer := range contract.LayerNames() {
		file := filepath.Join(s.state, ".pulumi", "stacks", "slipway-"+layer, env+".json")
		if _, err := os.Stat(file); err == nil {
			files[layer] = file
		}
	}
	return files
}

// readable makes sure that each state is a whole checkpoint. If there is a stock pulumi,
// it reads it.
func (s *site) readable(t testing.TB) {
	t.Helper()
	for layer, file := range s.states(t) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var versioned apitype.VersionedCheckpoint
		var checkpoint apitype.CheckpointV3
		require.NoError(t, json.Unmarshal(text, &versioned), "the state of %s", layer)
		require.NoError(t, json.Unmarshal(versioned.Checkpoint, &checkpoint), "the state of %s", layer)
		if *stock == "" {
			continue
		}
		export := exec.Command(*stock, "stack", "export", "--stack", "organization/slipway-"+layer+"/"+env)
		export.Dir = filepath.Join(s.root, "stacks", layer)
		export.Env = append(s.environ(), "PULUMI_SKIP_UPDATE_CHECK=true", "PULUMI_HOME="+filepath.Join(s.bin, "pulumi"))
		out, err := export.CombinedOutput()
		require.NoError(t, err, "a stock pulumi does not read the state of %s: %s", layer, out)
		assert.True(t, strings.HasPrefix(string(out), "{\n    \"version\": 3"), "%.100s", out)
	}
}
