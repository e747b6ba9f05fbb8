package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/operate/release"
)

type releaseOptions struct {
	*app
	serviceTarget
	digest, commit, version, override string
}

func newRelease(a *app) *cobra.Command {
	o := &releaseOptions{app: a}
	cmd := &cobra.Command{
		Use:   "release",
		Short: "Release settings that wait, or an image of the history again",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&o.digest, "digest", a.getenv("DIGEST"), "image, by its digest or the begin of it")
	flags.StringVar(&o.commit, "commit", a.getenv("COMMIT"), "image, by its commit or the begin of it")
	flags.StringVar(&o.version, "version", a.getenv("VERSION"), "image, by a version published from it")
	flags.StringVar(&o.override, "override", a.getenv("OVERRIDE"),
		"why an image is released that a person took back, or while an alarm fires; kept in the history")
	return cmd
}

// name is how the image was named, in one of three ways, or not at all.
func (o *releaseOptions) name() (release.Name, error) {
	name := release.Name{Commit: o.commit, Version: o.version}
	given := 0
	for _, way := range []string{o.digest, o.commit, o.version} {
		if way != "" {
			given++
		}
	}
	if o.digest != "" {
		name.Digest = "sha256:" + strings.TrimPrefix(o.digest, "sha256:")
	}
	if given > 1 {
		return name, &environment.UsageError{
			Problem: "say which image with one of DIGEST=, COMMIT= and VERSION=, not with several; `make history` lists " +
				"them. Without any of them, settings that wait are released",
		}
	}
	if err := name.Check(); err != nil {
		return name, &environment.UsageError{Problem: err.Error()}
	}
	return name, nil
}

func (o *releaseOptions) run(ctx context.Context) error {
	name, err := o.name()
	if err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		c, err := s.comparing(ctx, service)
		if err != nil {
			return err
		}
		if name == (release.Name{}) {
			return o.settings(ctx, s, c)
		}
		if err := c.forward(ctx, name, s.env.Name, o.override); err != nil {
			return fmt.Errorf("release %s: %w", service, err)
		}
		s.Console.Line("%s", release.Question(c.live, c.to, c.warnings, s.Now()))
		if err := s.Console.Confirm(fmt.Sprintf(
			"Release that image of %s in %s? Traffic shifts as in a release of the pipeline; no one else is asked.",
			service, s.env.Name,
		)); err != nil {
			return err
		}
		if s.aws != nil {
			simulated, err := s.simulated(ctx)
			if err != nil {
				return err
			}
			return simulated.Release(ctx, service, "simulated", o.override, c.to)
		}
		return s.start(ctx, service, "release", func(id, actor string) map[string]any {
			return release.ForwardInput(id, actor, o.override, c.to)
		})
	})
}
