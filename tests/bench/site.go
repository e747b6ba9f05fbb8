package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"slipway/shared/contract"
	"slipway/tests/harness"
)

const env = "bench"

// site is a checkout with the state and the simulated account of one environment.
type site struct {
	root, state, aws string
	command          string
	vars             []string
}

// figures are those of a command, with the processes that it started.
type figures struct {
	wall, cpu float64 // seconds
	peak      float64 // MB that the largest of its processes held
}

// site makes a checkout of its own, with an environment of n services.
func (b *bench) site(n int) (*site, error) {
	dir, err := os.MkdirTemp(b.work, "site")
	if err != nil {
		return nil, err
	}
	s := &site{
		root:    filepath.Join(dir, "checkout"),
		state:   filepath.Join(dir, "state"),
		aws:     filepath.Join(dir, "aws"),
		command: filepath.Join(b.root, ".slipway", "bin", "slipway"),
	}
	for _, folder := range []string{s.root, s.state, s.aws} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			return nil, err
		}
	}
	if err := harness.Checkout(b.root, s.root); err != nil {
		return nil, err
	}
	return s, s.set(n)
}

// set writes the stack files of n services.
func (s *site) set(n int) error {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("service-%03d", i))
	}
	// Of a simulated account the command knows some of this; plain pulumi has to be told.
	for layer, settings := range map[string][]string{
		contract.FoundationLayer: {
			"slipway-foundation:services: [" + strings.Join(names, ", ") + "]",
			`slipway-foundation:account: "000000000000"`,
			"slipway-foundation:emails: [ops@bench.test]",
		},
		contract.ComputeLayer:  {"slipway-compute:reservedConcurrency: -1"},
		contract.DeliveryLayer: {"slipway-delivery:repository: bench/shop"},
	} {
		file := filepath.Join(s.root, "stacks", layer, "Pulumi."+env+".yaml")
		text := "config:\n  " + strings.Join(settings, "\n  ") + "\n"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (s *site) environ() []string {
	return append(append(os.Environ(),
		"ENV="+env, "YES=1", "SLIPWAY_AWS=simulated", "SLIPWAY_LOCAL_DIR="+s.aws,
		"PULUMI_BACKEND_URL=file://"+s.state, "PULUMI_CONFIG_PASSPHRASE=", "PULUMI_SKIP_UPDATE_CHECK=true",
		"SLIPWAY_LOCAL_QUOTAS=L-244521F2=1000, L-FE177D64=2000", // a hundred services need more than is usual
	), s.vars...)
}

// slipway runs the command.
func (s *site) slipway(ctx context.Context, words ...string) (figures, error) {
	return s.run(ctx, s.root, s.command, words...)
}

// run runs a command that has to succeed.
func (s *site) run(ctx context.Context, dir, name string, words ...string) (figures, error) {
	c := exec.CommandContext(ctx, name, words...)
	c.Dir, c.Env = dir, s.environ()
	start := time.Now()
	out, err := c.CombinedOutput()
	if err != nil {
		return figures{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(words, " "), err, out)
	}
	f := figures{
		wall: time.Since(start).Seconds(),
		cpu:  (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds(),
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		f.peak = float64(usage.Maxrss) / 1024
	}
	return f, nil
}

// file is where a layer's state is.
func (s *site) file(layer string) string {
	return filepath.Join(s.state, ".pulumi", "stacks", contract.Project(layer), env+".json")
}

// state is a layer's.
type state struct {
	size      int
	resources []held
}

type held struct {
	URN, Type, Parent string
	Dependencies      []string
}

// states reads what the layers hold, in the order in which they are deployed.
func (s *site) states() ([]state, error) {
	var all []state
	for _, layer := range contract.LayerNames() {
		text, err := os.ReadFile(s.file(layer))
		if err != nil {
			return nil, err
		}
		var content struct {
			Checkpoint struct{ Latest struct{ Resources []held } }
		}
		if err := json.Unmarshal(text, &content); err != nil {
			return nil, err
		}
		all = append(all, state{len(text), content.Checkpoint.Latest.Resources})
	}
	return all, nil
}

// chain is how many calls of AWS a layer's longest chain of resources makes, one a
// resource, if nothing else takes time.
func (s state) chain() int {
	after, longest := map[string]int{}, 0
	for _, r := range s.resources { // each stands after what it needs
		before := after[r.Parent]
		for _, d := range r.Dependencies {
			before = max(before, after[d])
		}
		if strings.HasPrefix(r.Type, "aws:") {
			before++
		}
		after[r.URN] = before
		longest = max(longest, before)
	}
	return longest
}
