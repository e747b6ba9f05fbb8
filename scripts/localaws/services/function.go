package services

import (
	"fmt"
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
	// Architecture is that of $LATEST, x86_64 if it is empty.
	Architecture string
	// ImagesFor are the architectures of images that are not for x86_64.
	ImagesFor map[string]string
	// Role is the execution role, Environment the variables of $LATEST. Settings is
	// anything else that a new version would be published for.
	Role, Settings string
	Environment    map[string]string
	// Versions are the published versions, by number.
	Versions map[string]*Version
	// AliasVersion is the version the alias is on, Weights what share of the
	// calls other versions get.
	AliasVersion string
	Weights      map[string]float64

	// UpdateTakes and PublishTakes are how long an image, and a version, are in
	// the making.
	UpdateTakes, PublishTakes time.Duration
	// Reserved is the most calls that it runs at once; 0 for no reservation. ProvisionTakes is
	// how long it takes to make a version ready, and Uninitialised are images that never are.
	Reserved       int
	ProvisionTakes time.Duration
	Uninitialised  map[string]bool
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
	// Conflicts is how many of the next changes meet one of somebody else.
	Conflicts int

	updating  string // the image being taken
	meanwhile string // its architecture
	updatedAt time.Time
	status    string // LastUpdateStatus; empty means Successful
	reason    string
	last      string // the newest version
	revision  int    // how often the alias changed
	revised   string // the alias when it was last looked at
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
		AliasVersion:  "1",
		last:          "1",
		Rejected:      map[string]string{},
		ImagesFor:     map[string]string{},
		Uninitialised: map[string]bool{},
		Unstartable:   map[string]bool{},
		Answers:       map[string]any{},
	}
}

// advance finishes what is due. A version whose image is gone cannot be brought back:
// it returns to Inactive ("Lambda function states", Lambda developer guide).
func (f *Function) advance(images *Repository, now time.Time) {
	if due(f.updatedAt, now) {
		f.updatedAt = time.Time{}
		reason, rejected := f.Rejected[f.updating]
		if rejected {
			f.status, f.reason = "Failed", reason
		} else {
			f.status, f.Digest, f.Architecture = "Successful", f.updating, f.meanwhile
		}
	}
	for _, v := range f.Versions {
		if due(v.readyAt, now) {
			v.readyAt, v.State, v.Code = time.Time{}, "Active", ""
			if f.Unstartable[v.Digest] {
				v.State, v.Code = "Failed", "InvalidImage"
			} else if v.woken && !images.Has(v.Digest) {
				v.State, v.Code = "Inactive", "ImageDeleted"
			}
		}
	}
}

// update begins to take an image.
func (f *Function) update(digest, architecture string, now time.Time) {
	takes := max(f.UpdateTakes, f.Slow[digest])
	f.updating, f.updatedAt, f.status, f.reason = digest, now.Add(takes), "InProgress", ""
	f.meanwhile = architecture
}

// publish answers the version that holds what $LATEST holds: the one published last,
// when neither code nor configuration changed since, or a new one. An older version
// with the same image does not count ("PublishVersion", Lambda API reference).
func (f *Function) publish(now time.Time) string {
	if v := f.Versions[f.last]; v != nil && v.Digest == f.Digest && v.same(f) {
		return f.last
	}
	number, _ := strconv.Atoi(f.last)
	f.last = strconv.Itoa(number + 1)
	f.Versions[f.last] = &Version{
		Digest:       f.Digest,
		Architecture: f.Architecture,
		State:        "Pending",
		Code:         "Creating",
		Role:         f.Role,
		Settings:     f.Settings,
		Environment:  maps.Clone(f.Environment),
		readyAt:      now.Add(f.PublishTakes),
	}
	return f.last
}

// Add puts a version there as if it had been published last.
func (f *Function) Add(number string, v *Version) { f.Versions[number], f.last = v, number }

// route puts the alias on a version and, with weights, beside others.
func (f *Function) route(version string, weights map[string]float64) {
	f.AliasVersion, f.Weights = version, maps.Clone(weights)
	f.revision++
}

// aliasRevision is the alias's RevisionId. It changes with every update, and when a
// test has moved the alias by hand.
func (f *Function) aliasRevision() string {
	if now := fmt.Sprint(f.AliasVersion, f.Weights); now != f.revised {
		f.revised = now
		f.revision++
	}
	return fmt.Sprintf("00000000-0000-4000-8000-%012d", f.revision)
}
