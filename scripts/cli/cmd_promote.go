package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"slipway/scripts/environment"
	"slipway/scripts/localpipeline"
	"slipway/scripts/operate/history"
	"slipway/scripts/operate/release"
	"slipway/shared/config"
	"slipway/shared/contract"
)

type promoteOptions struct {
	*app
	serviceTarget
	from, commit string
}

func newPromote(a *app) *cobra.Command {
	o := &promoteOptions{app: a}
	cmd := &cobra.Command{
		Use:   "promote",
		Short: "Start a service's pipeline with what another environment released",
		RunE:  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	o.bind(a, cmd)
	cmd.Flags().StringVar(&o.from, "from", a.getenv("FROM"), "environment whose image is promoted")
	cmd.Flags().StringVar(&o.commit, "commit", a.getenv("COMMIT"),
		"full commit sha that was released there; default what was released last")
	return cmd
}

func (o *promoteOptions) run(ctx context.Context) error {
	if err := checkCommit(o.commit); err != nil {
		return err
	}
	from, err := o.promotesFrom(o.env)
	if err != nil {
		return err
	}
	if from == "" {
		return &environment.UsageError{Problem: fmt.Sprintf("%s promotes from no environment, it builds its images: "+
			"set slipway-delivery:promoteFrom in stacks/delivery/Pulumi.%s.yaml, or use `make start`", o.env, o.env)}
	}
	if o.from != "" && o.from != from {
		return &environment.UsageError{Problem: fmt.Sprintf("FROM is %q, and %s promotes from %s: its pipeline copies no "+
			"other image; slipway-delivery:promoteFrom says so", o.from, o.env, from)}
	}
	var image release.Image
	if err := o.operate(ctx, from, func(s *operated) (err error) {
		if o.service, err = chooseService(s.outputs, from, o.service); err != nil {
			return err
		}
		image, err = o.find(ctx, s)
		return err
	}); err != nil {
		return err
	}
	return o.operate(ctx, o.env, func(s *operated) error {
		service, err := chooseService(s.outputs, s.env.Name, o.service)
		if err != nil {
			return err
		}
		s.Console.Line("%s: %s goes from %s to %s", service, image, from, s.env.Name)
		return s.startPipeline(ctx, service, image.Commit, nil)
	})
}

// find finds the image in the history of the environment before. The Build stage asks it
// again, and refuses the same.
func (o *promoteOptions) find(ctx context.Context, s *operated) (release.Image, error) {
	reader, err := s.history(ctx)
	if err != nil {
		return release.Image{}, err
	}
	image, err := release.Latest(func(yield func(history.Row, error) bool) {
		for row, err := range reader.Releases(ctx, o.service) {
			if err == nil && o.commit != "" && row["commit"] != o.commit {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	})
	if err != nil {
		return image, err
	}
	if image.Digest == "" {
		what := "no release of " + o.service
		if o.commit != "" {
			what += " with commit " + o.commit
		}
		return image, fmt.Errorf("%s has succeeded in %s: `make history ENV=%s SERVICE=%s` lists what was released there",
			what, s.env.Name, s.env.Name, o.service)
	}
	taken, err := release.TakenBack(ctx, reader, o.service, image)
	if err == nil && taken != nil && taken.ByPerson {
		err = fmt.Errorf("%s is not promoted: %s Promote another one with COMMIT=, or release it there again: "+
			"`make release ENV=%s SERVICE=%s COMMIT=%s`", image, taken.Sentence(s.Now()), s.env.Name, o.service, image.Commit)
	}
	return image, err
}

// promotesFrom is the environment that another one's images come from, by its settings.
func (a *app) promotesFrom(env string) (string, error) {
	source, _, err := config.ReadBeside(a.folder(contract.DeliveryLayer), contract.DeliveryLayer, env)
	if err != nil {
		return "", err
	}
	from, _ := source.Get("promoteFrom")
	return from, nil
}

// later opens the simulated environment that promotes from this one by a pipeline.
func (s *session) later(ctx context.Context, pipeline string) (localpipeline.Environment, func() error, error) {
	for _, name := range environment.Configured(s.Root) {
		if from, err := s.promotesFrom(name); err != nil || from != s.env.Name {
			continue
		}
		next, err := s.open(ctx, name, toRead)
		if err != nil {
			return localpipeline.Environment{}, nil, err
		}
		env, err := next.simulated(ctx)
		if err != nil {
			return env, nil, errors.Join(err, next.Close())
		}
		for _, service := range env.Outputs.ServiceNames() {
			if env.Outputs.Services[service].Name == pipeline {
				return env, next.Close, nil
			}
		}
		if err := next.Close(); err != nil {
			return env, nil, err
		}
	}
	return localpipeline.Environment{}, nil, fmt.Errorf("%s was started, and no environment here has it", pipeline)
}
