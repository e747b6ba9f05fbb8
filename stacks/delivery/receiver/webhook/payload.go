package webhook

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

const (
	// maxCommits is the most commits that GitHub lists in one push (GitHub webhook
	// documentation, event push). A list of this length may lack commits.
	maxCommits = 2048
	// maxFiles is the most changed files that GitHub lists of one commit (GitHub REST API
	// documentation, "Get a commit").
	maxFiles = 3000
	// maxShortText limits names, maxMessage the first line of a commit, maxRef a ref
	// (git's own limit is the length of a path in the file system).
	maxShortText = 128
	maxMessage   = 200
	maxRef       = 1024
)

// object is the name of a git object, by SHA-1 or SHA-256.
var object = regexp.MustCompile(`^[0-9a-f]{40}([0-9a-f]{24})?$`)

// payload is what is read of GitHub's push payload.
type payload struct {
	Ref        string          `json:"ref"`
	After      string          `json:"after"`
	Before     string          `json:"before"`
	Created    bool            `json:"created"`
	Deleted    bool            `json:"deleted"`
	Forced     bool            `json:"forced"`
	Repository repository      `json:"repository"`
	HeadCommit *commit         `json:"head_commit"`
	Pusher     pusher          `json:"pusher"`
	Commits    []changedCommit `json:"commits"`
}

type repository struct {
	FullName string `json:"full_name"`
}

type commit struct {
	ID      string `json:"id"`
	Message string `json:"message"`
}

type pusher struct {
	Name string `json:"name"`
}

type changedCommit struct {
	Added    []string `json:"added"`
	Modified []string `json:"modified"`
	Removed  []string `json:"removed"`
}

// cut reports whether the commit may have changed more files than it lists. GitHub lists
// none of a commit that is too large for it.
func (c changedCommit) cut() bool {
	files := len(c.Added) + len(c.Modified) + len(c.Removed)
	return files == 0 || files >= maxFiles
}

// check names every field that is missing or too long and that a rule needs.
func (p payload) check() error {
	fields := []struct {
		name, value string
		limit       int
	}{
		{"ref", p.Ref, maxRef},
		{"after", p.After, maxShortText},
		{"before", p.Before, maxShortText},
		{"repository.full_name", p.Repository.FullName, 2 * maxShortText},
	}
	var faults []string
	for _, field := range fields {
		switch {
		case field.value == "":
			faults = append(faults, field.name+" is missing")
		case len(field.value) > field.limit:
			faults = append(faults, fmt.Sprintf("%s is longer than %d bytes", field.name, field.limit))
		}
	}
	switch {
	case p.After == "" || len(p.After) > maxShortText:
	case !object.MatchString(p.After):
		faults = append(faults, "after is no commit")
	case !p.Deleted && strings.Trim(p.After, "0") == "":
		faults = append(faults, "after is no commit, although nothing was deleted")
	}
	if len(faults) > 0 {
		return errors.New("the push payload is not usable: " + strings.Join(faults, ", "))
	}
	return nil
}
