package operate_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// audited is an environment and what its history said.
type audited struct {
	*site
	seen map[string]bool // rows, by deployment and time
	// began, commits and ends are of deployments: which came when, with which commit, and
	// how each ended.
	began   []string
	commits map[string]string
	ends    map[string][]string
	// released are commits and digests, as they were.
	released []released
}

type released struct{ deployment, commit, digest string }

func newAudited(s *site) *audited {
	return &audited{
		site:    s,
		seen:    map[string]bool{},
		commits: map[string]string{},
		ends:    map[string][]string{},
	}
}

// news are the rows since it was asked last, the oldest first.
func (a *audited) news(t *testing.T) (rows []map[string]string) {
	t.Helper()
	all, err := a.store.Query(a.account, "table-deployments-"+a.env, "", nil)
	require.NoError(t, err)
	for _, item := range all {
		row := map[string]string{}
		for name, value := range item {
			row[name] = fmt.Sprint(value)
		}
		if key := row["deploymentId"] + " " + row["timestamp"]; !a.seen[key] {
			a.seen[key] = true
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows,
		func(one, other map[string]string) int { return cmp.Compare(one["timestamp"], other["timestamp"]) })
	return rows
}

// learn takes in what happened since, of which a command said something.
func (a *audited) learn(t *testing.T, said string) {
	t.Helper()
	alarmed := strings.Contains(said, "alarm-failed-api-"+a.env+" fires")
	for _, row := range a.news(t) {
		id := row["deploymentId"]
		if len(row["commit"]) == 40 {
			a.commits[id] = row["commit"]
		}
		switch what := row["eventType"] + " " + row["state"]; what {
		case "PIPELINE STARTED":
			a.began = append(a.began, id)
		case "PIPELINE SUPERSEDED", "PIPELINE STOPPED":
			a.ends[id] = append(a.ends[id], row["state"])
		case "PIPELINE FAILED":
			if alarmed {
				a.ends[id] = append(a.ends[id], "ALARMED")
			}
		case "APPROVAL FAILED":
			a.ends[id] = append(a.ends[id], "REJECTED")
		case "RELEASE SUCCEEDED":
			a.ends[id] = append(a.ends[id], "RELEASED")
			a.released = append(a.released, released{id, a.commits[id], imageOf(row["digest"])})
		case "RELEASE ALREADY_LIVE":
			a.ends[id] = append(a.ends[id], "ALREADY LIVE")
		}
	}
}

// look learns from both environments, in the order in which things get from one to the other.
func (d *queueDay) look(t *testing.T, said string) {
	t.Helper()
	d.local.learn(t, said)
	known := len(d.prod.released)
	d.prod.learn(t, said)
	d.auditOrigin(d.prod.released[known:])
}

// auditOrigin finds images in prod that were never live in local, and commits that came
// with another image than there.
func (d *queueDay) auditOrigin(latest []released) {
	for _, r := range latest {
		if !slices.ContainsFunc(d.local.released, func(l released) bool {
			return l.commit == r.commit && l.digest == r.digest
		}) {
			d.fault("prod has released %s of %s, which local has not", r.digest, r.commit)
		}
	}
}

func (d *queueDay) fault(format string, args ...any) {
	d.faults = append(d.faults, fmt.Sprintf(format, args...))
}

// audit finds what is wrong in the evening.
func (d *queueDay) audit(t *testing.T) {
	t.Helper()
	for _, a := range []*audited{d.local, d.prod} {
		d.auditEnds(a)
		d.auditOrder(a)
		whole(t, a.production(t, "api"))
		if seen := a.run(t, "status").Out; strings.Contains(seen, "waits for") || strings.Contains(seen, "frozen") {
			d.fault("something still waits in %s:\n%s", a.env, seen)
		}
	}
	for _, p := range d.pushes {
		d.log = append(d.log, fmt.Sprintf("%s at %v, told %t, by a person %t: local %v, prod %v", p.commit, p.at, p.told,
			p.again, d.local.of(p.commit), d.prod.of(p.commit)))
		if len(d.local.of(p.commit)) == 0 && !p.told {
			d.fault("%s started nothing, and no alarm tells of it", p.commit)
		}
		if released := slices.ContainsFunc(d.local.released, func(r released) bool {
			return r.commit == p.commit
		}); released &&
			len(d.prod.of(p.commit)) == 0 {
			d.fault("%s was released in local, and nothing started in prod", p.commit)
		}
	}
	for _, commit := range d.elsewhere {
		if len(d.local.of(commit))+len(d.prod.of(commit)) > 0 {
			d.fault("%s was pushed to another branch, and started something", commit)
		}
	}
}

// of are how the executions of a commit ended.
func (a *audited) of(commit string) (ends []string) {
	for _, id := range a.began {
		if a.commits[id] == commit {
			ends = append(ends, strings.Join(a.ends[id], "+"))
		}
	}
	return ends
}

// auditEnds: each execution has an end, and who is superseded is so by a newer one.
func (d *queueDay) auditEnds(a *audited) {
	for i, id := range a.began {
		if len(a.ends[id]) == 0 {
			d.fault("%s %s of %s is neither released, superseded, stopped, rejected nor told of", a.env, id, a.commits[id])
		}
		if !slices.Contains(a.ends[id], "SUPERSEDED") {
			continue
		}
		mine := d.find(a.commits[id])
		if !slices.ContainsFunc(a.began[i+1:], func(other string) bool {
			by := d.find(a.commits[other])
			return by != nil && mine != nil && (by.at >= mine.at || by.again)
		}) {
			d.fault("%s %s of %s is superseded, and by no newer one", a.env, id, a.commits[id])
		}
	}
}

// auditOrder: a commit is released once, and not after a newer one, unless a person started it.
func (d *queueDay) auditOrder(a *audited) {
	times, newest := map[string]int{}, -1.
	for _, r := range a.released {
		p := d.find(r.commit)
		if p == nil {
			d.fault("%s has released %s, which nobody pushed", a.env, r.commit)
			continue
		}
		if times[r.commit]++; times[r.commit] > 1 && !p.again {
			d.fault("%s has released %s twice", a.env, r.commit)
		}
		if p.at < newest && !p.again {
			d.fault("%s has released %s after a newer one", a.env, r.commit)
		}
		newest = max(newest, p.at)
	}
}

func (d *queueDay) find(commit string) *pushed {
	i := slices.IndexFunc(d.pushes, func(p *pushed) bool { return p.commit == commit })
	if i < 0 {
		return nil
	}
	return d.pushes[i]
}
