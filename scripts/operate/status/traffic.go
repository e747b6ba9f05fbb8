package status

import (
	"context"
	"fmt"
	"time"

	"slipway/scripts/operate/history"
	"slipway/scripts/operate/live"
	"slipway/scripts/operate/release"
)

// Release is an execution of the release machine that runs.
type Release struct {
	Name  string `json:"name"`
	Since string `json:"since"` // RFC 3339
}

// traffic reads where calls go, which settings they do not reach, and since when they are
// divided: since the latest release began, by its row.
func (s *Service) traffic(ctx context.Context, from live.Reader, rows history.Reader, function string) error {
	traffic, err := from.Traffic(ctx, function)
	s.Version, s.Digest, s.Weights = traffic.Version, traffic.Digest, traffic.Weights
	if err != nil {
		return err
	}
	if s.Pending, err = from.Waiting(ctx, function, traffic.Version); err != nil {
		return err
	}
	if !traffic.Divided() {
		return nil
	}
	for row, err := range rows.Releases(ctx, s.Name) {
		if err != nil {
			return fmt.Errorf("traffic is divided, since when is not known: %w", err)
		}
		s.Since = row.Given("startedAt")
		break
	}
	return nil
}

// moving says what goes on with traffic, and what ends it: one sentence each.
func (s Service) moving(env string, now time.Time) []string {
	var said []string
	for _, one := range s.Releases {
		said = append(said, fmt.Sprintf("a release is running: %s, since %s", one.Name, release.Moment(one.Since, now)))
	}
	if len(s.Weights) == 0 {
		return said
	}
	divided := "traffic is divided: " + live.Traffic{Version: s.Version, Weights: s.Weights}.String()
	if s.Since != "" {
		divided += "; the last release began at " + release.Moment(s.Since, now)
	}
	said = append([]string{divided}, said...)
	if len(s.Releases) > 0 {
		return said
	}
	command := fmt.Sprintf("`make rollback ENV=%s SERVICE=%s` moves all of it to version %s, TO= to another", env, s.Name,
		s.Version)
	if !s.ReleasesKnown {
		return append(said, "whether a release is running could not be seen; if none is, "+command)
	}
	return append(said, "no release is running, so nothing ends that: "+command)
}
