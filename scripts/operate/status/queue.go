package status

import (
	"context"
	"fmt"
	"time"

	"slipway/scripts/operate/release"
)

// Waiting is an execution that waits.
type Waiting struct {
	Execution string    `json:"execution"`
	Commit    string    `json:"commit"`
	Title     string    `json:"title"` // commit and message
	Started   time.Time `json:"started"`
	Stage     string    `json:"stage"`
	Asks      bool      `json:"asks"` // a person is asked
	Asked     time.Time `json:"asked,omitzero"`
}

// queue reads what waits in the pipeline, and whether it is frozen.
func (s *Service) queue(ctx context.Context, from Queue, pipeline string) error {
	all, err := from.UnderWay(ctx, pipeline)
	if err != nil {
		return err
	}
	for _, e := range all {
		if !e.Asks && !e.Waits {
			continue
		}
		s.Waiting = append(s.Waiting, Waiting{
			Execution: e.ID,
			Commit:    e.Commit,
			Title:     e.Title(),
			Started:   e.Started,
			Stage:     e.Stage,
			Asks:      e.Asks,
			Asked:     e.Asked,
		})
	}
	s.Frozen, err = from.Frozen(ctx, pipeline)
	return err
}

// queued says what waits, and what lets it go on.
func (s Service) queued(env string, now time.Time) []string {
	var said []string
	for _, w := range s.Waiting {
		began := release.Age(now.Sub(w.Started))
		if w.Asks {
			said = append(said, fmt.Sprintf("%s, which began %s, waits for its approval, asked for %s: `make approve ENV=%s "+
				"SERVICE=%s`", w.Title, began, release.Age(now.Sub(w.Asked)), env, s.Name))
			continue
		}
		said = append(said, fmt.Sprintf("%s, which began %s, waits for the stage %s", w.Title, began, w.Stage))
	}
	if s.Frozen != nil {
		said = append(said, fmt.Sprintf("frozen since %s by %s: %s; `make thaw ENV=%s SERVICE=%s` ends it",
			release.Moment(s.Frozen.Since.UTC().Format(time.RFC3339), now), s.Frozen.By, s.Frozen.Reason, env, s.Name))
	}
	return said
}
