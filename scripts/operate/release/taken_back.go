package release

import (
	"context"
	"fmt"
	"time"

	"slipway/scripts/operate/history"
)

// Taken is how an image lost production the last time.
type Taken struct {
	By       string // who did it
	At       string // RFC 3339
	Why      string // "" if a person did it
	ByPerson bool   // else the release machine undid a release of it
}

// takenBack is the deploymentId of the rows that keep which images people took back.
const takenBack = "taken-back#"

// TakenBack tells how an image was taken back after it served the last time; nil means
// that it was not. A row of its own says so; an older history has only the rollback.
func TakenBack(ctx context.Context, from history.Reader, service string, image Image) (*Taken, error) {
	kept, err := from.Of(ctx, takenBack+service)
	if err != nil {
		return nil, err
	}
	for _, row := range kept {
		if image.Digest != "" && row["timestamp"] == image.Digest {
			return &Taken{
				By:       row.Given("by"),
				At:       row.Given("at"),
				ByPerson: true,
			}, nil
		}
	}
	var undone *Taken
	for row, err := range from.Releases(ctx, service) {
		target := targetOf(row)
		switch state := row["state"]; {
		case err != nil:
			return nil, err
		case takesBack(row) && previousOf(row).Same(image) && !target.Same(image):
			return &Taken{
				By:       row.Given("actor"),
				At:       row.When(),
				ByPerson: true,
			}, nil
		case !target.Same(image):
		case state == succeeded:
			return undone, nil
		case undone == nil && (state == "ROLLED_BACK" || state == notRestored):
			undone = &Taken{
				By:  row.Given("actor"),
				At:  row.When(),
				Why: row.Given("reason"),
			}
		}
	}
	return undone, nil
}

// Sentence says it to a person.
func (t Taken) Sentence(now time.Time) string {
	if t.ByPerson {
		return fmt.Sprintf("%s took it back at %s.", orSomebody(t.By), Moment(t.At, now))
	}
	return fmt.Sprintf("a release of it was undone at %s: %s", Moment(t.At, now), t.Why)
}

func orSomebody(who string) string {
	if who == "" {
		return "somebody"
	}
	return who
}
