package doctor

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"slipway/scripts/operate/live"
	"slipway/scripts/operate/status"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// of is the end of a command on a service.
func of(env, service string) string { return "ENV=" + env + " SERVICE=" + service }

// Traffic looks for traffic that is divided, and that no release will bring together.
func Traffic(env string, services []status.Service) []Finding {
	var found []Finding
	var versions []string
	for _, s := range services {
		versions = append(versions, s.Name+" version "+s.Version)
		if len(s.Weights) == 0 || len(s.Releases) > 0 {
			continue
		}
		divided := live.Traffic{Version: s.Version, Weights: s.Weights}
		f := Finding{
			Mark: Fails,
			Says: fmt.Sprintf("%s: traffic is divided, %s, and no release is running, so nothing ends that", s.Name, divided),
			Mend: "make rollback " + of(env, s.Name),
		}
		if !s.ReleasesKnown {
			f.Mark = Warns
			f.Says = fmt.Sprintf("%s: traffic is divided, %s; whether a release is running could not be seen", s.Name, divided)
		}
		found = append(found, f)
	}
	return orWell(found, "%s", strings.Join(versions, ", "))
}

// Alarms looks for those that fire.
func Alarms(env string, services []status.Service) []Finding {
	var found []Finding
	known := 0
	for _, s := range services {
		known += len(s.Alarms)
		for _, alarm := range sorted(s.Alarms) {
			if s.Alarms[alarm] == "ALARM" {
				found = append(found, Finding{
					Mark: Warns,
					Says: s.Name + ": " + alarm + " fires; the command shows what is live, `make history` what was released",
					Mend: "make status " + of(env, s.Name),
				})
			}
		}
	}
	return orWell(found, "none fires of %d that are seen", known)
}

// patience is how long before its end an approval that nobody answers is worth a word.
// CodePipeline fails it after seven days (CodePipeline User Guide, limits).
const (
	patience = 5 * 24 * time.Hour
	expiry   = 7 * 24 * time.Hour
)

// Pipelines looks for what is kept out of production, or will be.
func Pipelines(env string, now time.Time, services []status.Service) []Finding {
	var found []Finding
	waiting := 0
	for _, s := range services {
		if s.Frozen != nil {
			found = append(found, Finding{
				Mark: Warns,
				Says: fmt.Sprintf("%s: frozen by %s: %s", s.Name, s.Frozen.By, s.Frozen.Reason),
				Mend: "make thaw " + of(env, s.Name),
			})
		}
		for _, w := range s.Waiting {
			waiting++
			if w.Asks && now.Sub(w.Started) > patience {
				found = append(found, Finding{
					Mark: Warns,
					Says: fmt.Sprintf("%s: %s waits for its approval, which fails on %s if nobody answers", s.Name, w.Title,
						w.Started.Add(expiry).UTC().Format("2006-01-02 15:04 UTC")),
					Mend: "make approve " + of(env, s.Name),
				})
			}
		}
	}
	return orWell(found, "none is frozen; %d waiting", waiting)
}

// Unanswered are what of the services could not be seen.
func Unanswered(services []status.Service) error {
	var said []string
	for _, s := range services {
		for _, what := range s.Unseen {
			said = append(said, s.Name+": "+what)
		}
	}
	if len(said) == 0 {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(said, "; "))
}
