// Package pushevent is the shape of the event that a GitHub push becomes on the
// project's bus. The webhook receiver writes it and the rules of the delivery layer
// match it. Both share this package, so it imports nothing of AWS or Pulumi.
package pushevent

import "strings"

const (
	// Source is the event's source. AWS's own quick start for GitHub webhooks
	// uses the same one (EventBridge user guide, eb-saas-furls).
	Source = "github.com"
	// DetailType is the event's detail-type: the name GitHub gives the event.
	DetailType = "push"
	// AnyPath is an element of Detail.Paths if the list of changed paths is not
	// complete. A rule with a path filter matches its prefixes and this marker: a
	// service is then built once too often instead of not at all.
	AnyPath = "*"
	// MaxDetailBytes limits the JSON of a Detail. EventBridge rejects an entry of
	// 256 KB (user guide, eb-putevent-size), which includes its envelope.
	MaxDetailBytes = 200 * 1024
)

// Detail is the event's detail.
type Detail struct {
	// Ref is the full name of what was pushed, e.g. "refs/heads/main".
	Ref string `json:"ref"`
	// After is the commit that Ref points to now (all zeros when deleted).
	After string `json:"after"`
	// Before is the commit that Ref pointed to (all zeros when created).
	Before string `json:"before"`
	// Created, Deleted and Forced are GitHub's words for the kind of push.
	Created bool `json:"created"`
	Deleted bool `json:"deleted"`
	Forced  bool `json:"forced"`
	// Repository is the repository that was pushed to.
	Repository Repository `json:"repository"`
	// HeadCommit is nil if the push deleted the ref.
	HeadCommit *Commit `json:"head_commit,omitempty"`
	// Pusher is who pushed.
	Pusher Pusher `json:"pusher"`
	// Paths are the changed paths, each once, sorted. The last one is AnyPath if
	// PathsTruncated is set.
	Paths []string `json:"paths"`
	// PathsTruncated is set if Paths may lack paths that changed.
	PathsTruncated bool `json:"pathsTruncated"`
	// Delivery is GitHub's id of the webhook delivery, to find it on GitHub.
	Delivery string `json:"delivery,omitempty"`
}

// Repository names a GitHub repository.
type Repository struct {
	// FullName is "owner/name".
	FullName string `json:"full_name"`
}

// Commit is the part of a commit that people read.
type Commit struct {
	// ID is the full sha.
	ID string `json:"id"`
	// Message is the first line, cut to a maximum length.
	Message string `json:"message"`
}

// Pusher is the person or application that pushed.
type Pusher struct {
	// Name is the account's name.
	Name string `json:"name"`
}

// PathPattern is the pattern of detail.paths in a rule that starts a pipeline for
// changes of one of the files, below one of the folders, or for a list that is not
// complete. A folder ends in a slash; a name without one may be either. Letters match in
// either case: a folder that a setting writes in other letters than the repository is then
// missed by a build, which says so, and not by a rule, which says nothing.
func PathPattern(paths ...string) []any {
	pattern := make([]any, 0, 2*len(paths)+1)
	for _, path := range paths {
		if !strings.HasSuffix(path, "/") {
			pattern = append(pattern, inAnyCase(path))
			path += "/"
		}
		pattern = append(pattern, map[string]any{"prefix": inAnyCase(path)})
	}
	return append(pattern, AnyPath)
}

// inAnyCase is an operator of EventBridge (user guide, eb-create-pattern-operators).
func inAnyCase(text string) map[string]any { return map[string]any{"equals-ignore-case": text} }
