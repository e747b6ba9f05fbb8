package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"slipway/scripts/bootstrap"
	"slipway/scripts/localaws"
	"slipway/shared/config"
	"slipway/shared/contract"
)

// The stock command is of the release that the command embeds, the language host of the
// last that was published as a module.
const (
	pulumiVersion = "v3.250.0"
	hostVersion   = "v3.60.0"
)

// stock is Pulumi's own command, on the same simulated AWS.
type stock struct {
	*site
	pulumi string
	aws    *localaws.Server
}

// build compiles a program of Pulumi in a module of its own.
func (b *bench) build(ctx context.Context, bin, program, version string) error {
	if _, err := os.Stat(filepath.Join(bin, filepath.Base(program))); err == nil {
		return nil
	}
	dir, err := os.MkdirTemp(b.work, "build")
	if err != nil {
		return err
	}
	s := &site{vars: []string{"GOWORK=off"}}
	for _, words := range [][]string{
		{"mod", "init", "stock"},
		{"get", program + "@" + version},
		{"build", "-o", bin + string(filepath.Separator), program},
	} {
		if _, err := s.run(ctx, dir, "go", words...); err != nil {
			return err
		}
	}
	return nil
}

// stock makes an environment that is to be deployed with Pulumi's own command.
func (b *bench) stock(ctx context.Context, n int) (*stock, error) {
	bin := filepath.Join(b.root, ".slipway", "stock", "bin")
	const pulumi = "github.com/pulumi/pulumi/"
	if err := errors.Join(b.build(ctx, bin, pulumi+"pkg/v3/cmd/pulumi", pulumiVersion),
		b.build(ctx, bin, pulumi+"sdk/v3/go/pulumi-language-go", hostVersion)); err != nil {
		return nil, fmt.Errorf("build a stock pulumi: %w", err)
	}
	s, err := b.site(n)
	if err != nil {
		return nil, err
	}
	server, err := localaws.Start(ctx, localaws.Options{Dir: s.aws})
	if err != nil {
		return nil, err
	}
	s.vars = []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"),
		"PULUMI_HOME=" + filepath.Join(b.work, "pulumi"),
		"PULUMI_DEBUG_PROVIDERS=aws:" + strconv.Itoa(server.ProviderPort()),
		"PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
	}
	p := &stock{s, filepath.Join(bin, "pulumi"), server}
	for _, layer := range contract.LayerNames() {
		if _, err := p.layer(ctx, layer, "stack", "init", "--secrets-provider", "passphrase"); err != nil {
			return nil, errors.Join(err, server.Close())
		}
	}
	return p, nil
}

// layer runs the command in one layer's folder.
func (p *stock) layer(ctx context.Context, layer string, words ...string) (figures, error) {
	words = append(words, "--stack", "organization/"+contract.Project(layer)+"/"+env, "--non-interactive")
	return p.run(ctx, filepath.Join(p.root, "stacks", layer), p.pulumi, words...)
}

// all runs the command in each layer's folder in turn, as a person would.
func (p *stock) all(ctx context.Context, order []string, words ...string) (figures, error) {
	var sum figures
	for _, layer := range order {
		f, err := p.layer(ctx, layer, words...)
		if err != nil {
			return sum, err
		}
		sum.wall += f.wall
		sum.cpu += f.cpu
		sum.peak = max(sum.peak, f.peak)
		if layer == contract.FoundationLayer && words[0] == "up" {
			if err := p.images(ctx); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// images pushes the placeholders that the functions begin with, which is no work of
// Pulumi and is not measured.
func (p *stock) images(ctx context.Context) error {
	text, err := os.ReadFile(p.file(contract.FoundationLayer))
	if err != nil {
		return err
	}
	var content struct {
		Checkpoint struct {
			Latest struct {
				Resources []struct{ Outputs map[string]json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return err
	}
	repositories := map[string]bootstrap.Wanted{}
	for _, r := range content.Checkpoint.Latest.Resources {
		for key, value := range r.Outputs {
			var uri string
			if service, is := strings.CutSuffix(key, ".repositoryUri"); is && json.Unmarshal(value, &uri) == nil {
				repositories[service] = bootstrap.Wanted{Repository: uri, Architecture: config.X86}
			}
		}
	}
	build := func(context.Context, string) ([]byte, error) { return []byte("placeholder"), nil }
	transport := p.aws.Transport()
	_, err = bootstrap.Ensure(ctx, &bootstrap.OCI{Transport: transport}, repositories, build, func(string, string) {})
	return err
}

// against compares the commands run by run, in turn.
func against(ctx context.Context, b *bench) (string, error) {
	forth := contract.LayerNames()
	back := slices.Clone(forth)
	slices.Reverse(back)
	t := table{head: []string{"what", "run", "slipway", "pulumi, three folders", "ratio"}}
	for round := range b.rounds {
		ours, err := b.site(1)
		if err != nil {
			return "", err
		}
		theirs, err := b.stock(ctx, 1)
		if err != nil {
			return "", err
		}
		for _, step := range []struct {
			what, ours string
			order      []string
			theirs     []string
		}{
			{"fresh", "deploy-all", forth, []string{"up", "--yes", "--skip-preview"}},
			{"nothing to do", "deploy-all", forth, []string{"up", "--yes", "--skip-preview"}},
			{"preview", "preview-all", forth, []string{"preview"}},
			{"destroy", "destroy-all", back, []string{"destroy", "--yes", "--skip-preview"}},
		} {
			mine, err := ours.slipway(ctx, step.ours)
			if err != nil {
				return "", err
			}
			stocks, err := theirs.all(ctx, step.order, step.theirs...)
			if err != nil {
				return "", err
			}
			t.add(step.what, strconv.Itoa(round+1), seconds(mine.wall), seconds(stocks.wall),
				times(stocks.wall/mine.wall))
		}
		if err := theirs.aws.Close(); err != nil {
			return "", err
		}
	}
	t.sort()
	return "One service; `pulumi` " + pulumiVersion + " with its Go language host, in each layer's folder in turn, " +
		"on the same simulated AWS and state in a folder. Of `pulumi`, the images that functions begin with are not " +
		"measured.\n\n" + t.String(), nil
}
