package release_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"slipway/scripts/asl"
	"slipway/scripts/localaws/services"
)

// What must be true whatever happens. Each fault is a sentence; a sequence that is
// right has none.

// sample notes, while an execution runs, which versions have traffic.
func (b *bench) sample(o *outcome) {
	if o.redriven {
		return
	}
	b.served = append(b.served, b.Function.AliasVersion)
	if o.traffic == nil {
		o.traffic = map[string]bool{}
	}
	o.traffic[b.Function.AliasVersion] = true
	for version := range b.Function.Weights {
		o.traffic[version] = true
	}
}

// guard notes rows that were changed after they had been written. To a STARTED row its
// own release adds versions.
func (b *bench) guard() {
	for key, row := range b.rowsSeen {
		now, there := b.Rows[key]
		switch {
		case !there:
			b.fault("the row %s is gone", key)
		case row["state"] != "STARTED" && !maps.Equal(without(row, "toldAt"), without(now, "toldAt")):
			b.fault("the row %s was overwritten: %v, now %v", key, row, now)
		case row["execution"] != now["execution"] || row["state"] != now["state"]:
			b.fault("the row %s was overwritten: %v, now %v", key, row, now)
		}
	}
	b.rowsSeen = map[string]map[string]string{}
	for key, row := range b.Rows {
		if row["service"] != "" {
			b.rowsSeen[key] = maps.Clone(row)
		}
	}
}

func without(row map[string]string, name string) map[string]string {
	row = maps.Clone(row)
	delete(row, name)
	return row
}

func (b *bench) fault(format string, values ...any) {
	b.faults = append(b.faults, fmt.Sprintf(format, values...))
}

// ends are the states that an execution may fail in.
var ends = []string{"Failed", "EndedElsewhere", "EndedUnrecorded", "DeadUnknown"}

// settled checks everything after nothing runs any more.
func (b *bench) settled() []string {
	b.guard()
	var end map[string]string // of what production was decided by last
	untold := false
	for _, o := range b.ended {
		at := o.run.Ended().State
		if o.err != nil && !slices.Contains(ends, at) && (!o.redriven || at != "TakeInput") {
			b.fault("the machine itself failed: %v in %s of %s", o.err, at, o.execution)
		}
		if _, undo := o.input["undoOf"]; undo {
			continue
		}
		row := b.checkEnd(o)
		if row == nil {
			untold = true
			continue
		}
		if decides(row) && (end == nil || end["endedAt"] <= row["endedAt"]) {
			end = row
		}
	}
	if !untold {
		b.checkProduction(end)
	}
	return b.faults
}

// decides reports whether production is where it is because of the row.
func decides(row map[string]string) bool {
	return row["state"] == "SUCCEEDED" || row["state"] == "NOT_RESTORED"
}

// checkEnd checks what is said about one execution, and returns its end row.
func (b *bench) checkEnd(o *outcome) map[string]string {
	_, ends := b.rows(o)
	if len(ends) != 1 {
		b.fault("%s ended %s and has %d end rows", o.execution, o.status, len(ends))
		return nil
	}
	row := ends[0]
	if len(b.mails(o)) == 0 {
		b.fault("nobody was told of %s, which ended %s", o.execution, row["state"])
	}
	for _, mail := range b.mails(o) {
		if _, ok := shown(mail); !ok {
			b.fault("chat does not show what is mailed of %s: %s", o.execution, mail.HTTPS)
		}
	}
	good := row["state"] == "SUCCEEDED" || row["state"] == "ALREADY_LIVE"
	if o.status == asl.StatusSucceeded && !good {
		b.fault("%s succeeded and its row says %s", o.execution, row["state"])
	}
	brought := b.Function.Versions[row["version"]]
	if row["state"] == "FAILED" && brought != nil && brought.Digest == row["digest"] &&
		row["version"] != o.before && o.traffic[row["version"]] && !b.putByAnother(row) {
		b.fault("%s is said to have FAILED without traffic, and version %s had some", o.execution, row["version"])
	}
	if o.input["settings"] == "yes" && row["state"] == "SUCCEEDED" && row["digest"] != row["previousDigest"] {
		b.fault("%s was to release settings and replaced %s by %s", o.execution, row["previousDigest"], row["digest"])
	}
	if row["state"] == "NOT_RESTORED" && len(b.PutMetrics) == 0 {
		b.fault("%s could not be undone, and no alarm was told", o.execution)
	}
	if row["state"] == "ROLLED_BACK" && !o.traffic[row["version"]] && row["shift"] == "none" &&
		row["endedBy"] == o.execution {
		b.fault("%s is said to be ROLLED_BACK, and version %s had no traffic", o.execution, row["version"])
	}
	return row
}

// putByAnother reports whether another release or rollback put production on the version
// of the row.
func (b *bench) putByAnother(row map[string]string) bool {
	for _, other := range b.Rows {
		if other["state"] == "SUCCEEDED" && other["version"] == row["version"] && other["execution"] != row["execution"] {
			return true
		}
	}
	return false
}

// checkProduction checks where production is, given the end that decided it last.
func (b *bench) checkProduction(end map[string]string) {
	if end["state"] == "NOT_RESTORED" || strings.Contains(end["problems"], "lock on releases") {
		return // a person has been told that nobody knows, or that a release may move traffic again
	}
	want := b.began
	if end != nil {
		want = end["version"]
	}
	if b.Function.AliasVersion != want {
		b.fault("production is on version %s and was put on %s last", b.Function.AliasVersion, want)
	}
	if len(b.Function.Weights) > 0 && (end != nil || !maps.Equal(b.Function.Weights, b.beganWith)) {
		b.fault("production is between two versions: %s and %v", b.Function.AliasVersion, b.Function.Weights)
	}
	if d := b.Group.Running(); d != nil {
		b.fault("deployment %s still runs", d.ID)
	}
	if mark := b.Rows["taken-back#api "+b.LiveDigest()]; mark != nil && !b.said("taken back") {
		b.fault("production is on %s, which %s took back", b.LiveDigest(), mark["by"])
	}
	for number, v := range b.Function.Versions {
		if v.Provisioned != nil && number != b.Function.AliasVersion && !b.said("kept ready") {
			b.fault("version %s has no traffic and is kept ready", number)
		}
	}
	if b.Function.Digest != b.LiveDigest() && !b.said("$LATEST") && !b.mailed("lock on releases") {
		b.fault("$LATEST holds %s and live is %s", b.Function.Digest, b.LiveDigest())
	}
}

// said reports whether some row says that it could not be done.
func (b *bench) said(what string) bool {
	for _, row := range b.Rows {
		if strings.Contains(row["problems"], what) {
			return true
		}
	}
	return false
}

// mailed reports the same of mails: where the history cannot be written they alone say it.
func (b *bench) mailed(what string) bool {
	return slices.ContainsFunc(b.Messages, func(m services.Message) bool { return strings.Contains(m.Text, what) })
}
