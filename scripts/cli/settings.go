package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"slipway/scripts/operate/release"
)

// settings releases those of a service that were deployed and that no traffic reaches
// yet, with the image that is live.
func (o *releaseOptions) settings(ctx context.Context, s *operated, c *comparison) error {
	waiting, err := c.waiting(ctx)
	if err != nil {
		return fmt.Errorf("release settings of %s: %w", c.service, err)
	}
	if len(waiting) == 0 {
		s.Console.Line("%s: no settings wait; version %s, which is live, has those that are deployed. To release an image "+
			"of the history again, name it with DIGEST=, COMMIT= or VERSION=.", c.service, c.live.Version)
		return nil
	}
	if s.placeholder(ctx, c.service)(c.live) {
		return fmt.Errorf("release settings of %s: the placeholder is live, which no release checks; push to %s, its first "+
			"release takes the settings along", c.service, c.service)
	}
	s.Console.Line("Live now: %s.", c.live.Describe(s.Now()))
	s.Console.Line("Goes out: %s, with the same image.", strings.Join(waiting, ", "))
	if err := s.Console.Confirm(fmt.Sprintf(
		"Release these settings of %s in %s? Traffic shifts as in a release of the pipeline; no one else is asked.",
		c.service, s.env.Name,
	)); err != nil {
		return err
	}
	if s.aws != nil {
		simulated, err := s.simulated(ctx)
		if err != nil {
			return err
		}
		return simulated.Settings(ctx, c.service, "simulated", o.override, c.live)
	}
	return s.start(ctx, c.service, "release", func(id, actor string) map[string]any {
		return release.SettingsInput(id, actor, o.override, c.live)
	})
}

// waiting finds what is live, and which settings of the function it does not have.
func (c *comparison) waiting(ctx context.Context) ([]string, error) {
	traffic, err := c.aliases.Traffic(ctx, c.function)
	if err != nil {
		return nil, err
	}
	if traffic.Divided() {
		return nil, fmt.Errorf("traffic is divided: %s. Wait for the release that runs; `make status` shows it", traffic)
	}
	c.live = release.Image{Version: traffic.Version, Digest: traffic.Digest}
	if known, err := release.Named(c.history.Releases(ctx, c.service), release.Name{
		Version: traffic.Version,
	}); err == nil && known.Same(c.live) {
		c.live.Commit, c.live.Since = known.Commit, known.Since
	}
	c.live.Commit = cmp.Or(c.live.Commit, "unknown")
	return c.aliases.Waiting(ctx, c.function, traffic.Version)
}
