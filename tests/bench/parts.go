package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"slipway/shared/contract"
)

// slow compares a deployment to an AWS whose calls take time with its longest chain.
func slow(ctx context.Context, b *bench) (string, error) {
	t := table{head: []string{"a call takes", "longest chains", "fresh", "ratio"}}
	for _, latency := range []time.Duration{200 * time.Millisecond, time.Second} {
		s, err := b.site(1)
		if err != nil {
			return "", err
		}
		s.vars = []string{"SLIPWAY_LOCAL_LATENCY=" + latency.String()}
		f, err := s.slipway(ctx, "deploy-all")
		if err != nil {
			return "", err
		}
		layers, err := s.states()
		if err != nil {
			return "", err
		}
		calls := 0
		for _, l := range layers {
			calls += l.chain()
		}
		chain := float64(calls) * latency.Seconds()
		t.add(latency.String(), fmt.Sprintf("%d calls, %s", calls, seconds(chain)), seconds(f.wall), times(f.wall/chain))
	}
	return "One service, nothing deployed before. The longest chains are those of resources that need one another, one " +
		"call each, added up over the layers. What comes on top is mostly the command's own work: see below how long " +
		"a fresh deployment of one service takes whose calls take no time.\n\n" + t.String(), nil
}

// sizes deploys environments of more and more services.
func sizes(ctx context.Context, b *bench) (string, error) {
	t := table{head: []string{
		"services", "resources", "what", "time", "CPU", "CPU a resource", "peak memory", "state",
	}}
	line := series{name: "CPU of a fresh deployment"}
	for _, n := range b.services {
		s, err := b.site(n)
		if err != nil {
			return "", err
		}
		for _, step := range []struct {
			what     string
			services int
			words    string
		}{
			{"fresh", n, "deploy-all"},
			{"nothing to do", n, "deploy-all"},
			{"preview", n, "preview-all"},
			{"a service more", n + 1, "deploy-all"},
			{"a service less", n, "deploy-all"},
			{"destroy", n, "destroy-all"},
		} {
			if err := s.set(step.services); err != nil {
				return "", err
			}
			s.vars = []string{"ALLOW=" + fmt.Sprintf("service-%03d", n)}
			before, _ := s.states() // none before the first deployment
			f, err := s.slipway(ctx, step.words)
			if err != nil {
				return "", err
			}
			after, err := s.states()
			if step.words != "destroy-all" {
				if err != nil {
					return "", err
				}
				before = after
			}
			resources, size := 0, 0
			for _, l := range before {
				resources += len(l.resources)
				size += l.size
			}
			each := 1000 * f.cpu / float64(resources)
			if step.what == "fresh" {
				line.points = append(line.points, point{float64(n), each})
			}
			t.add(strconv.Itoa(n), strconv.Itoa(resources), step.what, seconds(f.wall), seconds(f.cpu),
				fmt.Sprintf("%.1f ms", each), fmt.Sprintf("%.0f MB", f.peak), fmt.Sprintf("%.1f MB", float64(size)/1e6))
		}
	}
	file := filepath.Join(b.root, "docs", "performance.svg")
	err := os.WriteFile(file, []byte(plot("ms of CPU a resource", line)), 0o644)
	return "The state is what the three layers' files hold together; the peak is that of the largest process.\n\n" +
		"![CPU a resource by services](performance.svg)\n\n" + t.String(), err
}

// many deploys environments beside one another.
func many(ctx context.Context, b *bench) (string, error) {
	t := table{head: []string{"environments at once", "time until all are deployed", "an environment"}}
	for _, n := range []int{1, 2, 4, 8} {
		done := make(chan error, n)
		start := time.Now()
		for range n {
			s, err := b.site(1)
			if err != nil {
				return "", err
			}
			go func() {
				_, err := s.slipway(ctx, "deploy-all")
				done <- err
			}()
		}
		for range n {
			if err := <-done; err != nil {
				return "", err
			}
		}
		wall := time.Since(start).Seconds()
		t.add(strconv.Itoa(n), seconds(wall), seconds(wall/float64(n)))
	}
	return "One service each, nothing deployed before, a state and an account of its own each.\n\n" + t.String(), nil
}

// edit changes one line of a layer, and asks for the preview.
func edit(ctx context.Context, b *bench) (string, error) {
	s, err := b.copied()
	if err != nil {
		return "", err
	}
	if _, err := s.run(ctx, s.root, "make", "deploy-all"); err != nil {
		return "", err
	}
	t := table{head: []string{"run", "`make preview-all` after the edit"}}
	for round := range b.rounds {
		line := fmt.Sprintf("\nconst benched = %d\n", round)
		file := filepath.Join(s.root, "stacks", contract.FoundationLayer, "benched.go")
		if err := os.WriteFile(file, []byte("package foundation\n"+line), 0o600); err != nil {
			return "", err
		}
		f, err := s.run(ctx, s.root, "make", "preview-all")
		if err != nil {
			return "", err
		}
		t.add(strconv.Itoa(round+1), seconds(f.wall))
	}
	return "One line of the foundation layer, which the other layers do not import: the layer is compiled, the command " +
		"of the programs linked, and all three layers previewed.\n\n" + t.String(), nil
}

// copied is a site whose checkout can be built.
func (b *bench) copied() (*site, error) {
	s, err := b.site(1)
	if err != nil {
		return nil, err
	}
	if err := os.RemoveAll(s.root); err != nil {
		return nil, err
	}
	for _, name := range []string{"Makefile", "go.work", "go.work.sum", "shared", "stacks",
		"scripts", "tests", "example"} {
		from, to := filepath.Join(b.root, name), filepath.Join(s.root, name)
		info, err := os.Stat(from)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			err = os.CopyFS(to, os.DirFS(from))
		} else if text, e := os.ReadFile(from); e != nil {
			err = e
		} else {
			err = os.WriteFile(to, text, 0o600)
		}
		if err != nil {
			return nil, err
		}
	}
	return s, s.set(1)
}

var result = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op\s+(\d+) B/op\s+(\d+) allocs/op$`)

// functions runs the benchmarks of the packages that have some.
func functions(ctx context.Context, b *bench) (string, error) {
	s := &site{}
	t := table{head: []string{"benchmark", "time", "bytes", "allocations"}}
	for _, folder := range []string{
		"shared/naming", "shared/contract", "shared/iampolicy", "scripts/eventpattern", "scripts/asl",
	} {
		out := filepath.Join(b.work, "benchmarks")
		if _, err := s.run(ctx, b.root, "sh", "-c",
			"go test ./"+folder+" -run '^$' -bench . -benchmem >"+out); err != nil {
			return "", err
		}
		text, err := os.ReadFile(out)
		if err != nil {
			return "", err
		}
		for _, m := range result.FindAllStringSubmatch(string(text), -1) {
			ns, _ := strconv.ParseFloat(m[2], 64)
			t.add("`"+folder+"` "+strings.TrimPrefix(m[1], "Benchmark"), fmt.Sprintf("%.1f µs", ns/1000), m[3], m[4])
		}
	}
	return "With the build flags of the command, which keep the compiler from inlining.\n\n" + t.String(), nil
}
