package history

import "fmt"

// Notes are sentences on how a release or rollback ended, or on what was changed past
// them, for a person.
func (r Row) Notes() []string {
	if r["eventType"] == Change {
		return []string{r.changed()}
	}
	if !r.IsRelease() {
		return nil
	}
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if words := r.ended(); words != "" {
		add("%s", words)
	}
	if undo := r.Given("undoFailure"); undo != "" {
		add("Could not be undone: %s", oneLine(undo))
	}
	if problems := r.Given("problems"); problems != "" {
		add("Left to do: %s", oneLine(problems))
	}
	if calls := r.watched(); calls != "" {
		add("%s", calls)
	}
	if r["settings"] == "yes" && r["state"] == "STARTED" {
		add("The image that is live, with settings that were deployed and reached no traffic yet.")
	}
	if why := r.Given("override"); why != "" && r["state"] == "STARTED" {
		add("Released on purpose: %s", oneLine(why))
	}
	return notes
}

// ended says what a state means for production.
func (r Row) ended() string {
	version, previous := r.version("version", "the new version"), r.version("previousVersion", "the version before")
	switch r["state"] {
	case "FAILED":
		return "No traffic was moved."
	case "ROLLED_BACK":
		return fmt.Sprintf("Some traffic had moved to %s; all of it is back on %s.", version, previous)
	case "NOT_RESTORED":
		return fmt.Sprintf("Production may be on %s, which could not be taken back. A person has to act, now: "+
			"`make status` shows where traffic goes, docs/incident.md says what to do.", version)
	case "SUPERSEDED":
		return "Somebody else moved production meanwhile; that was left as it is."
	case "ALREADY_LIVE":
		return "This image was live already; nothing was touched."
	}
	return ""
}

func (r Row) version(attribute, unknown string) string {
	if number := r.Given(attribute); number != "" {
		return "version " + number
	}
	return unknown
}

// watched says whether the calls that the new version got are enough to trust it.
func (r Row) watched() string {
	requests, seen := r.Given("requests"), r.Given("verdict")
	switch {
	case requests == "" || requests == "0" && seen != "INCONCLUSIVE":
		return ""
	case seen == "INCONCLUSIVE":
		return fmt.Sprintf("The new version got %s requests while it was watched, too few to tell anything: "+
			"look at it yourself.", requests)
	}
	return fmt.Sprintf("The new version got %s requests while it was watched.", requests)
}
