// Package pushevent is the shape of the one event that a GitHub push becomes
// on the project's bus: what the webhook receiver writes and what the rules of
// the delivery layer match. It imports nothing of AWS and nothing of Pulumi, so
// both sides can share it.
package pushevent

const (
	// Source is the event's source. AWS's own quick start for GitHub webhooks
	// uses the same one (EventBridge user guide, eb-saas-furls).
	Source = "github.com"
	// DetailType is the event's detail-type: the name GitHub gives the event.
	DetailType = "push"
	// AnyPath stands in Detail.Paths when the list of changed paths is not
	// complete. A rule with a path filter matches its prefixes and this marker,
	// so that a service is rather built once too often than not at all.
	AnyPath = "*"
	// MaxDetailBytes bounds the JSON of a Detail. EventBridge refuses an entry
	// of 256 KB (user guide, eb-putevent-size); the rest is room for the
	// envelope that EventBridge puts around it.
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
	// Repository names where it happened.
	Repository Repository `json:"repository"`
	// HeadCommit is absent when the push deleted the ref.
	HeadCommit *Commit `json:"head_commit,omitempty"`
	// Pusher is who pushed.
	Pusher Pusher `json:"pusher"`
	// Paths are the changed paths, each once, sorted. It ends with AnyPath when
	// PathsTruncated is set.
	Paths []string `json:"paths"`
	// PathsTruncated says that more paths changed, or may have, than Paths holds.
	PathsTruncated bool `json:"pathsTruncated"`
	// Delivery is GitHub's id of the webhook delivery, to find it there again.
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
	// Message is the first line, cut to a bounded length.
	Message string `json:"message"`
}

// Pusher is the person or application that pushed.
type Pusher struct {
	// Name is the account's name.
	Name string `json:"name"`
}

// PathPattern is what a rule puts under detail.paths to fire only for changes
// below one of the prefixes, and always when the paths are not all known.
func PathPattern(prefixes ...string) []any {
	pattern := make([]any, 0, len(prefixes)+1)
	for _, prefix := range prefixes {
		pattern = append(pattern, map[string]any{"prefix": prefix})
	}
	return append(pattern, AnyPath)
}
