package services

import (
	"maps"
	"strconv"
	"time"
)

// Function is one Lambda function from a container image, with its versions and
// its one alias.
type Function struct {
	// Name and Alias are what it and its alias are called.
	Name, Alias string
	// RepositoryURL is where its images come from.
	RepositoryURL string
	// Digest is the image of $LATEST.
	Digest string
	// Versions are the published versions, by number.
	Versions map[string]*Version
	// AliasVersion is the version the alias is on, Weights what share of the
	// calls other versions get.
	AliasVersion string
	Weights      map[string]float64

	// UpdateTakes and PublishTakes are how long an image, and a version, are in
	// the making.
	UpdateTakes, PublishTakes time.Duration
	// Slow are images that take longer than UpdateTakes.
	Slow map[string]time.Duration
	// Rejected are images Lambda cannot take, with its reason; an empty reason
	// is not given.
	Rejected map[string]string
	// Unstartable are images whose versions end in state Failed.
	Unstartable map[string]bool
	// Answers are what the function answers, by image; without one, statusCode
	// 200. An error value is an error of the function.
	Answers map[string]any

	updating  string // the image being taken
	updatedAt time.Time
	status    string // LastUpdateStatus; empty means Successful
	reason    string
	last      string // the newest version
}

// Version is one published version.
type Version struct {
	// Digest is its image.
	Digest string
	// State is Pending, Active, Inactive or Failed.
	State string

	readyAt time.Time
}

// NewFunction makes a function on one image, published as version 1 and live.
func NewFunction(name, alias, repositoryURL, digest string) Function {
	return Function{
		Name:          name,
		Alias:         alias,
		RepositoryURL: repositoryURL,
		Digest:        digest,
		Versions: map[string]*Version{"1": {
			Digest: digest,
			State:  "Active",
		}},
		AliasVersion: "1",
		last:         "1",
		Rejected:     map[string]string{},
		Unstartable:  map[string]bool{},
		Answers:      map[string]any{},
	}
}

// advance finishes what is due.
func (f *Function) advance(now time.Time) {
	if due(f.updatedAt, now) {
		f.updatedAt = time.Time{}
		reason, rejected := f.Rejected[f.updating]
		if rejected {
			f.status, f.reason = "Failed", reason
		} else {
			f.status, f.Digest = "Successful", f.updating
		}
	}
	for _, v := range f.Versions {
		if due(v.readyAt, now) {
			v.readyAt, v.State = time.Time{}, "Active"
			if f.Unstartable[v.Digest] {
				v.State = "Failed"
			}
		}
	}
}

// update begins to take an image.
func (f *Function) update(digest string, now time.Time) {
	takes := max(f.UpdateTakes, f.Slow[digest])
	f.updating, f.updatedAt, f.status, f.reason = digest, now.Add(takes), "InProgress", ""
}

// publish answers the version that holds what $LATEST holds: the newest, when
// nothing changed since, or a new one.
func (f *Function) publish(now time.Time) string {
	if f.Versions[f.last].Digest == f.Digest {
		return f.last
	}
	number, _ := strconv.Atoi(f.last)
	f.last = strconv.Itoa(number + 1)
	f.Versions[f.last] = &Version{
		Digest:  f.Digest,
		State:   "Pending",
		readyAt: now.Add(f.PublishTakes),
	}
	return f.last
}

// route puts the alias on a version and, with weights, beside others.
func (f *Function) route(version string, weights map[string]float64) {
	f.AliasVersion, f.Weights = version, maps.Clone(weights)
}
