package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"slipway/stacks/delivery/receiver/pushevent"
)

const (
	// maxCommits is the most commits GitHub lists in one push (GitHub webhook
	// documentation, event push); a list that long may have lost some.
	maxCommits = 2048
	// maxShortText bounds names, maxMessage a commit's first line, maxRef a ref
	// (git itself stops at a file system's path length).
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

// readPush trims GitHub's payload to the event's detail. Its errors are for
// the answer: they name what is missing and hold nothing of the body.
func readPush(body []byte, delivery string) (pushevent.Detail, error) {
	var push payload
	if err := json.Unmarshal(body, &push); err != nil {
		return pushevent.Detail{}, errors.New("the body is not a push payload in JSON")
	}
	if err := push.check(); err != nil {
		return pushevent.Detail{}, err
	}
	detail := pushevent.Detail{
		Ref: push.Ref, After: push.After, Before: push.Before,
		Created: push.Created, Deleted: push.Deleted, Forced: push.Forced,
		Repository: pushevent.Repository{FullName: push.Repository.FullName},
		Pusher:     pushevent.Pusher{Name: printable(push.Pusher.Name, maxShortText)},
		Delivery:   delivery,
	}
	if push.HeadCommit != nil {
		detail.HeadCommit = &pushevent.Commit{
			ID:      printable(push.HeadCommit.ID, maxShortText),
			Message: firstLine(push.HeadCommit.Message),
		}
	}
	collectPaths(&detail, push)
	return detail, nil
}

// check names every field that a rule needs and that is missing or out of bounds.
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

// firstLine is the first line of a commit's message, cut to maxMessage.
func firstLine(message string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(message, "\r\n\t "), "\n")
	return printable(strings.TrimSpace(line), maxMessage)
}

// printable keeps what shows in a log or a mail and cuts to a number of bytes,
// never inside a character.
func printable(text string, limit int) string {
	var kept strings.Builder
	for _, character := range text {
		if !unicode.IsPrint(character) {
			continue
		}
		if kept.Len()+utf8.RuneLen(character) > limit {
			break
		}
		kept.WriteRune(character)
	}
	return kept.String()
}
