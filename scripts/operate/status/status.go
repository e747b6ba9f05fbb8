// Package status says how each service stands: which version is live, whether a release
// moves its traffic, how its pipeline's last execution went, and which alarms fire.
//
// What must not be here: any change.
package status

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"slipway/scripts/operate/queue"
)

// Service is how one service stands. What could not be seen is "".
type Service struct {
	Name      string            `json:"service"`
	Version   string            `json:"version"`   // of the function, the live one
	Digest    string            `json:"digest"`    // of that version's image
	Execution string            `json:"execution"` // the pipeline's last
	State     string            `json:"state"`     // of that execution
	Stage     string            `json:"stage"`     // the one it is in, or ended in
	Alarms    map[string]string `json:"alarms"`    // name to OK, ALARM or INSUFFICIENT_DATA
	// Address is where the service is called over HTTPS; "" if it is not.
	Address string `json:"address,omitempty"`
	// Weights are the shares of other versions, 0 to 1, while traffic is divided; Since is
	// when the release began that divided it.
	Weights map[string]float64 `json:"weights,omitempty"`
	Since   string             `json:"since,omitempty"`
	// Waiting are the executions that wait for a person or a stage, the latest first.
	Waiting []Waiting `json:"waiting,omitempty"`
	// Frozen is why nothing gets into the Deploy stage.
	Frozen *queue.Freeze `json:"frozen,omitempty"`
	// Releases are the release machine's executions that run, if that is known.
	Releases      []Release `json:"releases,omitempty"`
	ReleasesKnown bool      `json:"releasesKnown"`
	// Unseen says what could not be seen, and why.
	Unseen []string `json:"unseen,omitempty"`
}

// Describer describes one service.
type Describer interface {
	Describe(ctx context.Context, service string) (Service, error)
}

// Describe describes all of them.
func Describe(ctx context.Context, describer Describer, services []string) ([]Service, error) {
	var all []Service
	for _, name := range services {
		one, err := describer.Describe(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("describe %s: %w", name, err)
		}
		all = append(all, one)
	}
	return all, nil
}

// Print writes one line a service, and one for each thing that moves its traffic or could
// not be seen.
func Print(out io.Writer, env string, now time.Time, services []Service) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "service\tversion\tdigest\tpipeline\tstage\talarms")
	for _, s := range services {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%.19s\t%s\t%s\t%s\n", s.Name, s.versions(), or(s.Digest),
			or(s.State), or(s.Stage), s.alarms())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, s := range services {
		for _, what := range slices.Concat(s.called(), s.moving(env, now), s.queued(env, now), s.Unseen) {
			if _, err := fmt.Fprintf(out, "%s: %s\n", s.Name, what); err != nil {
				return err
			}
		}
	}
	return nil
}

// called says where the service is called.
func (s Service) called() []string {
	if s.Address == "" {
		return nil
	}
	return []string{"called at " + s.Address}
}

// versions are those that get calls.
func (s Service) versions() string {
	return or(strings.Join(append([]string{s.Version}, slices.Sorted(maps.Keys(s.Weights))...), "+"))
}

// alarms names those that fire.
func (s Service) alarms() string {
	if len(s.Alarms) == 0 {
		return "-"
	}
	var firing []string
	for _, name := range slices.Sorted(maps.Keys(s.Alarms)) {
		if s.Alarms[name] == "ALARM" {
			firing = append(firing, name)
		}
	}
	if len(firing) == 0 {
		return "none of " + fmt.Sprint(len(s.Alarms)) + " fires"
	}
	return strings.Join(firing, ", ")
}

func or(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
