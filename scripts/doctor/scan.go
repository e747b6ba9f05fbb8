package doctor

import (
	"fmt"
	"time"
)

// Exception is a finding of a scan that stops no build until a day.
type Exception struct{ Service, ID, Until string }

// notice is how long before its last day an exception is worth a word.
const notice = 14 * 24 * time.Hour

// Exceptions looks for those that end soon, after which builds stop, and for those that
// have ended.
func Exceptions(now time.Time, all []Exception) []Finding {
	var found []Finding
	for _, e := range all {
		last, err := time.Parse(time.DateOnly, e.Until)
		if err != nil {
			continue // the settings' own check says it
		}
		end := last.Add(24 * time.Hour)
		says := "%s: %s is ignored until %s, after which it stops every build that finds it"
		switch {
		case now.After(end):
			says = "%s: %s was ignored until %s; since then it stops every build that finds it"
		case now.Add(notice).Before(end):
			continue
		}
		found = append(found, Finding{
			Mark: Warns,
			Says: fmt.Sprintf(says+". Mend what it was found in and take it out of slipway-delivery:scanIgnore, "+
				"or set a later day there", e.Service, e.ID, e.Until),
		})
	}
	return orWell(found, "%s, none ends within two weeks", count(len(all), "exception"))
}
