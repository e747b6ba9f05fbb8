package webhook

import (
	"errors"
	"fmt"
	"strings"
)

const (
	// maxCommits is the most commits that GitHub lists in one push (GitHub webhook
	// documentation, event push). A list of this length may lack commits.
	maxCommits = 2048
	// maxShortText limits names, maxMessage the first line of a commit, maxRef a ref
	// (git's own limit is the length of a path in the file system).
	maxShortText = 128
	maxMessage   = 200
	maxRef       = 1024
)

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
	if len(faults) > 0 {
		return errors.New("the push payload is not usable: " + strings.Join(faults, ", "))
	}
	return nil
}
