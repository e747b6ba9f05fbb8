// Package status says how an environment and each of its services stands: whether GitHub
// can be read and who is told, which version is live, whether a release moves its traffic,
// how its pipeline's last execution went, and which alarms fire.
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

// Report is how an environment stands. docs/status.schema.json describes it. What could not
// be seen is nil.
type Report struct {
	Environment   string         `json:"environment"`
	Connection    *Connection    `json:"connection,omitempty"`
	Subscriptions *Subscriptions `json:"subscriptions,omitempty"`
	Services      []Service      `json:"services"`
	// Unseen says what could not be seen of what the services share, and why.
	Unseen []string `json:"unseen,omitempty"`
}

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
	// Pending are the settings that are deployed, and that no traffic reaches until a release.
	Pending []string `json:"pending,omitempty"`
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

// Print writes one line a service, and one for each thing that moves its traffic, that waits
// or that could not be seen; then what the services share.
func (r Report) Print(out io.Writer, now time.Time) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "service\tversion\tdigest\tpipeline\tstage\talarms")
	for _, s := range r.Services {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%.19s\t%s\t%s\t%s\n", s.Name, s.versions(), or(s.Digest),
			or(s.State), or(s.Stage), s.alarms())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, s := range r.Services {
		if err := tell(out, s.Name, slices.Concat(s.called(), s.Notes(r.Environment, now))); err != nil {
			return err
		}
	}
	return tell(out, r.Environment, r.Shared())
}

// Notes say what moves the service's traffic, what waits, and what could not be seen.
func (s Service) Notes(env string, now time.Time) []string {
	return slices.Concat(s.moving(env, now), s.queued(env, now), s.unreleased(env), s.Unseen)
}

// Shared says how stands what the services share.
func (r Report) Shared() []string {
	return slices.Concat(r.Connection.lines(r.Environment), r.Subscriptions.lines(r.Environment), r.Unseen)
}

// tell writes a line for each thing that is said of something.
func tell(out io.Writer, of string, said []string) error {
	for _, what := range said {
		if _, err := fmt.Fprintf(out, "%s: %s\n", of, what); err != nil {
			return err
		}
	}
	return nil
}

// unreleased says which settings wait for a release.
func (s Service) unreleased(env string) []string {
	if len(s.Pending) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("deployed and not live: %s; `make release ENV=%s SERVICE=%s` releases it",
		strings.Join(s.Pending, ", "), env, s.Name)}
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

// Firing are the alarms that fire.
func (s Service) Firing() []string {
	var firing []string
	for _, name := range slices.Sorted(maps.Keys(s.Alarms)) {
		if s.Alarms[name] == "ALARM" {
			firing = append(firing, name)
		}
	}
	return firing
}

// alarms names those that fire.
func (s Service) alarms() string {
	firing := s.Firing()
	switch {
	case len(s.Alarms) == 0:
		return "-"
	case len(firing) == 0:
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
