package stories_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// resources asserts that the checkout's simulated AWS holds some resources, or none.
func resources(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) != 1 {
		ts.Fatalf("usage: resources none|some")
	}
	var found []string
	dir := ts.MkAbs(".slipway/rehearsal/aws")
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		// A deleted key waits for the end of its window, as it does in AWS.
		if strings.HasSuffix(path, ".json") && !strings.Contains(path, "kms.pendingKey") {
			found = append(found, strings.TrimPrefix(path, dir))
		}
		return nil
	})
	ts.Check(err)
	if wanted := args[0] == "some"; wanted != (len(found) > 0) {
		ts.Fatalf("want %s, found %d: %s", args[0], len(found), fmt.Sprint(found))
	}
}

// operation is a line of the simulated AWS's log.
type operation struct {
	Op  string `json:"op"`
	URN string `json:"urn"`
}

// log reads what the simulated AWS has been asked to do, oldest first.
func log(ts *testscript.TestScript) []operation {
	file, err := os.Open(ts.MkAbs(".slipway/rehearsal/aws/operations.log"))
	if os.IsNotExist(err) {
		return nil
	}
	ts.Check(err)
	defer func() { _ = file.Close() }()
	var all []operation
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var o operation
		if json.Unmarshal(lines.Bytes(), &o) == nil { // the last line may still be being written
			all = append(all, o)
		}
	}
	return all
}

// await N waits until the simulated AWS has been asked to do N things.
func await(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) != 1 {
		ts.Fatalf("usage: await N")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	for deadline := time.Now().Add(2 * time.Minute); len(log(ts)) < n; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			ts.Fatalf("the simulated AWS was asked %d times, not %d", len(log(ts)), n)
		}
	}
}

// operations OP LAYER... asserts in which order the layers' resources were
// created, updated or deleted.
func operations(ts *testscript.TestScript, negated bool, args []string) {
	if negated || len(args) < 2 {
		ts.Fatalf("usage: operations create|update|delete LAYER...")
	}
	var order []string
	for _, o := range log(ts) {
		if o.Op != args[0] {
			continue
		}
		// urn:pulumi:STACK::PROJECT::TYPE::NAME
		layer := strings.TrimPrefix(strings.Split(o.URN, "::")[1], "slipway-")
		if len(order) == 0 || order[len(order)-1] != layer {
			order = append(order, layer)
		}
	}
	if !slices.Equal(order, args[1:]) {
		ts.Fatalf("%s: %v, want %v", args[0], order, args[1:])
	}
}
